package io.taskmill.it.docs;

import org.jspecify.annotations.Nullable;

/**
 * Commands that a page shows to its reader.
 *
 * @param page relative to the project's root
 * @param line of its first command
 * @param notRun why no test runs it; null if it is run
 * @param answers the HTTP status that its requests get
 */
record CommandBlock(
        String page, int line, String commands, @Nullable String notRun, int answers) {

    static final int OK = 200;

    String place() {
        return page + ":" + line;
    }
}
