package io.taskmill.cli;

import io.taskmill.cli.follow.Pauses;
import io.taskmill.cli.text.Terminal;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;

/** What commands touch beside the API, so that tests can put something else in its place. */
record Surroundings(
        InputStream in,
        PrintWriter out,
        PrintWriter err,
        Terminal terminal,
        Map<String, String> environment,
        Pauses pauses) {}
