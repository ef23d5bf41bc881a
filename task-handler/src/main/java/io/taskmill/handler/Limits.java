package io.taskmill.handler;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Bounds of a number, or of a text's length, in a parameters record; they become part of the type's JSON Schema. */
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Limits {

    /** The least number, or the shortest text. */
    long min() default 0;

    /** The greatest number, or the longest text. */
    long max();
}
