package io.taskmill.cli;

import io.taskmill.cli.text.Terminal;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The program. */
public final class Main {

    /** Whether standard output is a terminal, if who starts this program knows; the JDK knows it only for input too. */
    private static final String TERMINAL = "taskmill.terminal";

    private Main() {}

    public static void main(String... arguments) {
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        Terminal terminal = Terminal.of(atTerminal(), System.getenv());
        Surroundings surroundings = new Surroundings(System.in, out, err, terminal, System.getenv(), Thread::sleep);
        int code = CommandLines.of(surroundings).execute(arguments);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** UTF-8 always: that is what JSON is, and what terminals speak. */
    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), false);
    }

    @SuppressWarnings("SystemConsoleNull") // it is null again without a terminal, since JDK 25
    private static boolean atTerminal() {
        String told = System.getProperty(TERMINAL);
        if (told != null) {
            return Boolean.parseBoolean(told);
        }
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
