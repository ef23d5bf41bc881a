package io.taskmill.simulator;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the program was started with. */
record Arguments(int port, Path state) {

    private static final int HIGHEST_PORT = 65_535;

    static Arguments parse(String... arguments) {
        int port = 0;
        Path state = null;
        for (int i = 0; i < arguments.length; i += 2) {
            String value = i + 1 < arguments.length ? arguments[i + 1] : null;
            switch (arguments[i]) {
                case "--port" -> port = port(value);
                case "--state" -> state = Path.of(required("--state", value));
                default -> throw usage("'" + arguments[i] + "' is unknown");
            }
        }
        if (state == null) {
            throw usage("--state is missing");
        }
        return new Arguments(port, state);
    }

    private static int port(@Nullable String value) {
        String text = required("--port", value);
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > HIGHEST_PORT) {
            throw usage("--port '" + text + "' must be a number from 0 to " + HIGHEST_PORT);
        }
        return Integer.parseInt(text);
    }

    private static String required(String name, @Nullable String value) {
        if (value == null) {
            throw usage(name + " needs a value");
        }
        return value;
    }

    private static IllegalArgumentException usage(String what) {
        return new IllegalArgumentException(what + "; usage: --port N --state FILE");
    }
}
