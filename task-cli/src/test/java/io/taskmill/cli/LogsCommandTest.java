package io.taskmill.cli;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.cli.Shell.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogsCommandTest {

    private static final String STARTED = "{\"@timestamp\":\"2026-05-01T10:00:00.500123Z\",\"@version\":\"1\","
            + "\"message\":\"started slots=32\",\"logger_name\":\"io.taskmill.runtime.Worker\","
            + "\"thread_name\":\"main\",\"level\":\"INFO\",\"level_value\":20000}";
    private static final String FAILED = "{\"@timestamp\":\"2026-05-01T10:00:01Z\",\"message\":\"run failed\","
            + "\"logger_name\":\"Run\",\"level\":\"WARN\",\"task\":\"0197\",\"run\":\"r\","
            + "\"stack_trace\":\"java.lang.Oops\\n\\tat \\u001b[2J\\n\"}";

    @TempDir
    private Path folder = Path.of("");

    private final Shell shell = new Shell();

    @BeforeEach
    void logs() throws IOException {
        Files.writeString(folder.resolve("worker.log"), STARTED + "\n" + FAILED + "\nno JSON\n");
        Files.writeString(folder.resolve("api-2.log"), "");
        Files.writeString(folder.resolve("install.log"), "Reading package lists\n");
        Files.writeString(folder.resolve("worker.out"), STARTED);
        shell.environment.put("TASKMILL_LOGS", folder.toString());
    }

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void linesAreMadeReadable() {
        Ran ran = shell.runAsTyped("logs", "worker");

        assertThat(ran.code()).isZero();
        assertThat(ran.outLines())
                .containsExactly(
                        "2026-05-01T10:00:00.500Z INFO  Worker: started slots=32",
                        "2026-05-01T10:00:01Z     WARN  Run: run failed task=0197 run=r",
                        "    java.lang.Oops",
                        "     at \ufffd[2J",
                        "no JSON");
    }

    @Test
    void jsonIsAsItWasWritten() {
        assertThat(shell.runAsTyped("logs", "worker", "--json").outLines()).containsExactly(STARTED, FAILED, "no JSON");
    }

    @Test
    void linesOfOneTaskAreFound() {
        assertThat(shell.runAsTyped("logs", "worker", "--json", "--task", "0197")
                        .outLines())
                .containsExactly(FAILED);
        assertThat(shell.runAsTyped("logs", "worker", "--task", "0198").out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker-2", "install", "../worker", ""})
    void anUnknownProcessIsToldWithThoseThatAreKnown(String process) {
        Ran ran = shell.runAsTyped("logs", process);

        assertThat(ran.code()).isEqualTo(66);
        assertThat(ran.err()).contains("There are: api-2, worker\n".strip());
        assertThat(ran.err()).doesNotContain("install,");
    }

    @Test
    void aFolderWithoutLogsIsTold() {
        Ran ran = shell.runAsTyped(
                "logs", "worker", "--folder", folder.resolve("none").toString());

        assertThat(ran.code()).isEqualTo(66);
        assertThat(ran.err()).contains("none yet");
    }

    @Test
    void aLogWithoutLinesIsNoError() {
        assertThat(shell.runAsTyped("logs", "api-2")).isEqualTo(new Ran(0, "", ""));
    }

    @Test
    void followingGoesOnOverARotation() {
        Iterator<Write> writes = List.<Write>of(
                        path -> Files.writeString(path, "two\n", APPEND),
                        path -> Files.move(path, folder.resolve("worker.log.1")),
                        path -> Files.writeString(path, FAILED + "\n", CREATE))
                .iterator();
        shell.pausing = _ -> {
            if (!writes.hasNext()) {
                throw new InterruptedException("enough");
            }
            writes.next().to(folder.resolve("worker.log"));
        };

        Ran ran = shell.runAsTyped("logs", "worker", "--json", "--follow");

        assertThat(ran.outLines()).containsExactly(STARTED, FAILED, "no JSON", "two", FAILED);
        assertThat(ran.err()).contains("enough");
    }

    private interface Write {

        void write(Path path) throws IOException;

        default void to(Path path) {
            try {
                write(path);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + path, e);
            }
        }
    }
}
