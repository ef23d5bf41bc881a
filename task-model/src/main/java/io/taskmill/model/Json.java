package io.taskmill.model;

import java.nio.charset.StandardCharsets;

/**
 * A JSON value kept as its text: parameters and results are carried through Taskmill, not interpreted. The text is
 * trusted to be well-formed; whoever takes it in from outside has parsed it.
 */
public record Json(String text) {

    public static final Json EMPTY_OBJECT = new Json("{}");

    /** Whether the text can be sent as UTF-8 at all: no half of a character stands in it unescaped. */
    public boolean isWellFormed() {
        return Unicode.isWellFormed(text);
    }

    /** The size that limits speak of. */
    public int utf8Length() {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public String toString() {
        return text;
    }
}
