package io.taskmill.cli;

/** What the exit code says; the numbers from 64 on follow sysexits.h as far as that has a fitting one. */
final class ExitCodes {

    static final int DONE = 0;
    static final int ENDED_OTHERWISE = 1;
    static final int USAGE = 64;
    static final int REFUSED = 65;
    static final int NOT_FOUND = 66;
    static final int UNAVAILABLE = 69;
    static final int UNEXPECTED = 70;

    private ExitCodes() {}
}
