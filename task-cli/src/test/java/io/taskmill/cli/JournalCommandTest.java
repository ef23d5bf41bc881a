package io.taskmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.cli.Shell.Ran;
import io.taskmill.client.ScriptedApi.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalCommandTest {

    private static final String FAILED =
            "{\"id\":\"01c2~a\",\"at\":\"2026-05-01T10:00:00.123Z\",\"kind\":\"TASK_FAILED\","
                    + "\"level\":\"ERROR\",\"text\":\"Count has failed: X.\",\"task\":\"0197\",\"args\":{}}";
    private static final String PAUSED = "{\"id\":\"01c1~b\",\"at\":\"2026-05-01T09:00:00Z\",\"kind\":\"PAUSED\","
            + "\"level\":\"WARNING\",\"text\":\"Pool a was paused.\",\"actor\":\"ada\",\"args\":{}}";

    private final Shell shell = new Shell();

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void close() {
        shell.close();
    }

    private static String page(String items, String rest) {
        return "{\"items\":[" + items + "]" + rest + "}";
    }

    private Stream<String> asked() {
        return shell.api.asked.stream().map(Asked::target);
    }

    @Test
    void entriesAreListedInAlignedColumns() {
        shell.api.answer(200, page(FAILED + "," + PAUSED, ",\"next\":\"c\""));

        Ran ran = shell.run("journal", "--limit", "2");

        assertThat(ran.code()).isZero();
        assertThat(ran.outLines())
                .containsExactly(
                        "AT                    LEVEL    KIND         BY   TASK  WHAT",
                        "2026-05-01T10:00:00Z  ERROR    TASK_FAILED  -    0197  Count has failed: X.",
                        "2026-05-01T09:00:00Z  WARNING  PAUSED       ada  -     Pool a was paused.");
        assertThat(ran.err()).contains("--all");
        assertThat(asked()).containsExactly("/api/v1/journal?limit=2");
    }

    @Test
    void itIsNarrowedDownByTheApi() {
        shell.api.answer(200, page("", "")).answer(200, page("", ""));

        var _ = shell.run(
                "journal",
                "--from",
                "2026-05-01T12:00+02:00",
                "--to",
                "2026-05-02T00:00:00Z",
                "--level",
                "error",
                "--entity",
                "vm:7");
        var _ = shell.run("journal", "--kind", "task_failed");

        assertThat(asked())
                .containsExactly(
                        "/api/v1/journal?from=2026-05-01T10%3A00%3A00Z&to=2026-05-02T00%3A00%3A00Z&entity=vm%3A7"
                                + "&level=ERROR",
                        "/api/v1/journal?kind=TASK_FAILED");
    }

    @Test
    void allPagesAreOneDocumentInJson() {
        shell.api.answer(200, page(FAILED, ",\"next\":\"c1\"")).answer(200, page(PAUSED, ""));

        assertThat(shell.run("journal", "--all", "--json", "--actor", "ada").outLines())
                .containsExactly(page(FAILED + "," + PAUSED, ""));
        assertThat(asked()).containsExactly("/api/v1/journal?actor=ada", "/api/v1/journal?actor=ada&cursor=c1");
    }

    @Test
    void aJournalThatDoesNotGoOnIsUnexpected() {
        shell.api.answer(200, page("", ",\"next\":\"c\"")).answer(200, page("", ",\"next\":\"c\""));

        assertThat(shell.run("journal", "--all").code()).isEqualTo(70);
    }

    @Test
    void anExportIsWrittenAsItCame() throws IOException {
        Path file = folder.resolve("journal.csv");
        Files.writeString(file, "something much longer that was there before");
        shell.api.answer(200, Map.of("Content-Type", "text/csv;charset=UTF-8"), "\uFEFFat,text\r\n1,ö\r\n");

        Ran ran = shell.run("journal", "--type", "COUNT", "--csv", file.toString());

        assertThat(ran).isEqualTo(new Ran(0, "", ""));
        assertThat(file).hasContent("\uFEFFat,text\r\n1,ö\r\n");
        assertThat(asked()).containsExactly("/api/v1/journal.csv?type=COUNT");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void anExportThatIsRefusedOrNotHadLeavesNoFile() throws IOException {
        shell.api.answer(400, "{\"title\":\"no\",\"detail\":\"not together\"}").answer(503, "{\"title\":\"away\"}");
        String file = folder.resolve("journal.csv").toString();

        assertThat(shell.run("journal", "--csv", file).code()).isEqualTo(65);
        assertThat(shell.run("journal", "--csv", file).code()).isEqualTo(69);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whatDoesNotGoWithAnExportIsSaid() {
        for (String option : new String[] {"--all", "--json", "--limit=3"}) {
            Ran ran = shell.run("journal", "--csv", "x.csv", option);
            assertThat(ran.code()).isEqualTo(64);
            assertThat(ran.err()).contains("--csv");
        }
        assertThat(shell.api.asked).isEmpty();
    }
}
