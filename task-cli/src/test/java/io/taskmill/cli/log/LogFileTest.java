package io.taskmill.cli.log;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    @TempDir
    private Path folder = Path.of("");

    private Path path = Path.of("");

    @BeforeEach
    void place() {
        path = folder.resolve("worker.log");
    }

    private void write(String text) throws IOException {
        Files.writeString(path, text, CREATE, APPEND);
    }

    @Test
    void onlyCompleteLinesAreGivenAndEachOnce() throws IOException {
        write("one\ntwo\nthr");
        try (LogFile log = new LogFile(path)) {
            assertThat(log.newLines()).containsExactly("one", "two");
            write("ee\r");
            assertThat(log.newLines()).isEmpty();
            write("\n");
            assertThat(log.newLines()).containsExactly("three\r");
            assertThat(log.newLines()).isEmpty();
        }
    }

    @Test
    void aFileThatIsPutAsideIsReadToItsEndBeforeTheNewOne() throws IOException {
        write("one\n");
        try (LogFile log = new LogFile(path)) {
            assertThat(log.newLines()).containsExactly("one");
            write("two\n");
            Files.move(path, folder.resolve("worker.log.1"));
            assertThat(log.newLines()).containsExactly("two");
            write("three\n");
            assertThat(log.newLines()).containsExactly("three");
            write("four\n");
            assertThat(log.newLines()).containsExactly("four");
        }
    }

    @Test
    void aFileThatIsCutOffIsReadFromItsStart() throws IOException {
        write("one\ntwo\nhalf a li");
        try (LogFile log = new LogFile(path)) {
            assertThat(log.newLines()).hasSize(2);
            Files.writeString(path, "new\n");
            assertThat(log.newLines()).containsExactly("new");
        }
    }

    @Test
    void aFileThatIsNotThereYetIsWaitedFor() throws IOException {
        try (LogFile log = new LogFile(path)) {
            assertThat(log.newLines()).isEmpty();
            write("one\n");
            assertThat(log.newLines()).containsExactly("one");
        }
    }

    @Test
    void aLineWithoutEndIsGivenInPieces() throws IOException {
        write("x".repeat(LogFile.MAX_LINE_BYTES + 1) + "\n");
        try (LogFile log = new LogFile(path)) {
            assertThat(log.newLines()).containsExactly("x".repeat(LogFile.MAX_LINE_BYTES), "x");
        }
    }
}
