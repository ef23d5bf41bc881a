package io.taskmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.cli.Shell.Ran;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleCommandTest {

    private static final String NIGHTLY =
            "{\"name\":\"nightly\",\"revision\":2,\"status\":\"PAUSED\",\"cron\":\"30 2 * * *\",\"zone\":\"Europe/Berlin\","
                    + "\"task\":{\"type\":\"COUNT\"},\"overlap\":\"skip\",\"paused\":{\"at\":\"2026-05-01T10:00:00Z\","
                    + "\"reason\":\"moving house\"},\"running\":[],\"counts\":{\"fired\":7,\"skipped_overlap\":1},"
                    + "\"recent\":[{\"firing\":\"2026-05-01T00:30:00Z\",\"outcome\":\"fired\",\"task\":\"0197\","
                    + "\"ended\":\"FAILED\"}]}";

    private final Shell shell = new Shell();

    @AfterEach
    void close() {
        shell.close();
    }

    private String asked() {
        return shell.api.asked.getFirst().method() + " "
                + shell.api.asked.getFirst().target();
    }

    @Test
    void aScheduleIsMadeAsItIsAskedFor() {
        shell.api.answer(200, NIGHTLY);

        Ran ran = shell.run(
                "schedule",
                "put",
                "nightly",
                "--cron",
                "30 2 * * *",
                "--zone",
                "Europe/Berlin",
                "--overlap",
                "queue_one",
                "--catch-up",
                "all",
                "--catch-up-window",
                "6h",
                "--jitter",
                "30s",
                "--priority",
                "low",
                "COUNT",
                "{\"times\":1.10}");

        assertThat(ran.code()).isZero();
        assertThat(asked()).isEqualTo("PUT /api/v1/schedules/nightly");
        assertThat(shell.api.asked.getFirst().body())
                .isEqualTo(
                        "{\"cron\":\"30 2 * * *\",\"zone\":\"Europe/Berlin\","
                                + "\"task\":{\"type\":\"COUNT\",\"params\":{\"times\":1.10},\"priority\":\"low\"},"
                                + "\"overlap\":\"queue_one\",\"catchUp\":\"all\",\"catchUpWindow\":\"PT6H\",\"jitter\":\"PT30S\"}");
        assertThat(ran.outLines()).first().isEqualTo("nightly  PAUSED (moving house)");
        assertThat(ran.out()).contains("30 2 * * * Europe/Berlin", "7 fired, 1 skipped_overlap", "0197", "FAILED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--every 1h --cron @daily", "--every 1h --zone Europe/Berlin", ""})
    void whatContradictsItselfIsNotSent(String options) {
        String line = "schedule put nightly " + options + " COUNT";
        assertThat(shell.run(line.split(" +")).code()).isEqualTo(64);
        assertThat(shell.api.asked).isEmpty();
    }

    @Test
    void itIsPausedResumedRunAndDeleted() {
        shell.api.answer(200, NIGHTLY).answer(202, NIGHTLY).answer(200, NIGHTLY).answer(204, "");

        assertThat(shell.run("schedule", "pause", "nightly", "--reason", "moving house")
                        .code())
                .isZero();
        assertThat(shell.api.asked.getLast().body()).isEqualTo("{\"reason\":\"moving house\"}");
        assertThat(shell.run("schedule", "resume", "nightly").err()).contains("on its way and not done yet");
        assertThat(shell.run("schedule", "run", "nightly").code()).isZero();
        assertThat(shell.run("schedule", "delete", "nightly").code()).isZero();
        assertThat(shell.api.asked)
                .extracting(asked -> asked.method() + " " + asked.target())
                .containsExactly(
                        "POST /api/v1/schedules/nightly/pause",
                        "POST /api/v1/schedules/nightly/resume",
                        "POST /api/v1/schedules/nightly/run",
                        "DELETE /api/v1/schedules/nightly");
        assertThat(shell.api.asked)
                .allSatisfy(asked ->
                        assertThat(asked.headers().get("Taskmill-command-id")).hasSize(1));
    }

    @Test
    void schedulesAreListed() {
        shell.api.answer(200, "{\"items\":[" + NIGHTLY + "],\"next\":\"nightly\"}");

        Ran ran = shell.run("schedules", "--limit", "1", "--cursor", "hourly");

        assertThat(asked()).isEqualTo("GET /api/v1/schedules?limit=1&cursor=hourly");
        assertThat(ran.outLines()).hasSize(2).last().asString().startsWith("nightly  PAUSED");
        assertThat(ran.err()).contains("--cursor nightly");
    }

    @Test
    void theNextFiringsAreTold() {
        shell.api.answer(200, "{\"items\":[{\"firing\":\"2026-05-02T00:30:00Z\",\"due\":\"2026-05-02T00:30:05Z\"}]}");

        Ran ran = shell.run("schedule", "next", "nightly", "--count", "3");

        assertThat(asked()).isEqualTo("GET /api/v1/schedules/nightly/next?count=3");
        assertThat(ran.outLines()).last().isEqualTo("2026-05-02T00:30:00Z  2026-05-02T00:30:05Z");
    }

    @Test
    void oneThatIsNotThereIsSaidSo() {
        shell.api.answer(
                404,
                "{\"type\":\"urn:taskmill:problem:unknown-schedule\",\"title\":\"There is no such schedule\","
                        + "\"status\":404,\"detail\":\"There is no schedule 'nightly'.\"}");

        Ran ran = shell.run("schedule", "show", "nightly");

        assertThat(ran.code()).isEqualTo(66);
        assertThat(ran.err()).contains("There is no schedule 'nightly'.");
    }

    @Test
    void withoutAVerbTheVerbsAreTold() {
        Ran ran = shell.runAsTyped("schedule");
        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err()).contains("put, show, next");
    }
}
