package io.taskmill.cli.text;

/** The colours in use, each for one meaning. */
public enum Colour {
    GOOD(32),
    BAD(31),
    DIM(2);

    private final int code;

    Colour(int code) {
        this.code = code;
    }

    /** The parameter of SGR (ECMA-48). */
    int code() {
        return code;
    }
}
