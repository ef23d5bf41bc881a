package io.taskmill.api.problem;

import java.util.Comparator;

/**
 * One thing that is wrong with a request's body.
 *
 * @param pointer where, as JSON Pointer (RFC 6901) into the body; empty for the whole of it
 */
public record Violation(String pointer, String message) {

    public static final Comparator<Violation> BY_POINTER = Comparator.comparing(Violation::pointer);

    /** The pointer to a member of what {@code parent} points to. */
    public static String member(String parent, String name) {
        return parent + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
