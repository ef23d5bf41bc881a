package io.taskmill.cli;

import java.io.PrintWriter;

/** Says something if the program is stopped before this is closed. */
final class StopHint implements AutoCloseable {

    private final Thread hook;

    private StopHint(Thread hook) {
        this.hook = hook;
    }

    static StopHint print(PrintWriter err, String hint) {
        Thread hook = new Thread(
                () -> {
                    err.println();
                    err.println(hint);
                    err.flush();
                },
                "stop-hint");
        Runtime.getRuntime().addShutdownHook(hook);
        return new StopHint(hook);
    }

    @Override
    public void close() {
        try {
            boolean _ = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it is being stopped right now, and the hint is printed
        }
    }
}
