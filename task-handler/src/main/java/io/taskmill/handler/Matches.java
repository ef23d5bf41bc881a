package io.taskmill.handler;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a text in a parameters record must look like as a whole; it becomes part of the type's JSON Schema. On a type
 * argument it holds for a list's items, or for a map's keys or values. What is not written as text in JSON is not checked.
 */
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT, ElementType.METHOD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Matches {

    /** A regular expression that Java and ECMA-262 read alike, without anchors. */
    String value();
}
