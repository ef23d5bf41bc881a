package io.taskmill.cli;

import io.taskmill.cli.follow.Pauses;
import io.taskmill.cli.text.Terminal;
import io.taskmill.client.ScriptedApi;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs command lines against a scripted API without letting time go by, and keeps what they print. */
final class Shell implements AutoCloseable {

    /** What a command line did. */
    record Ran(int code, String out, String err) {

        List<String> outLines() {
            return out.lines().toList();
        }
    }

    final ScriptedApi api = new ScriptedApi();
    final Map<String, String> environment = new HashMap<>();
    final List<Duration> pauses = new ArrayList<>();
    Pauses pausing = pauses::add;
    Terminal terminal = Terminal.NONE;
    byte[] in = new byte[0];

    /** Runs a verb with the scripted API's address behind it. */
    Ran run(String... arguments) {
        return runAsTyped(Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--address", api.address().toString()))
                .toArray(String[]::new));
    }

    Ran runAsTyped(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Surroundings surroundings = new Surroundings(
                new ByteArrayInputStream(in),
                new PrintWriter(out),
                new PrintWriter(err),
                terminal,
                environment,
                pausing);
        int code = CommandLines.of(surroundings).execute(arguments);
        return new Ran(code, out.toString(), err.toString());
    }

    void typed(String text) {
        in = text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        api.close();
    }
}
