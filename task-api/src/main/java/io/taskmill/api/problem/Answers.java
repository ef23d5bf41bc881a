package io.taskmill.api.problem;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.http.HttpStatus;

/**
 * Which problems a request may be answered with, for the description of the API. Every request may also be answered 400
 * by the container, 406, and 500 for a defect, all without a type.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Answers {

    ProblemType[] value();

    /** Statuses of plain HTTP, beside those that every request may be answered with. */
    HttpStatus[] plain() default {};
}
