package io.taskmill.handler;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Bounds of a number, of a text's length, or of the size of a list or map, in a parameters record; they become part of the
 * type's JSON Schema. On a type argument they hold for a list's items, or for a map's keys or values.
 */
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT, ElementType.METHOD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Limits {

    /** The least number or size, or the shortest text. */
    long min() default 0;

    /** The greatest number or size, or the longest text. */
    long max();
}
