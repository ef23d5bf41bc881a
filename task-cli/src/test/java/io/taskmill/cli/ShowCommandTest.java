package io.taskmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.cli.Shell.Ran;
import io.taskmill.cli.text.Terminal;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ShowCommandTest {

    private final Shell shell = new Shell();

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void aTaskIsShownWithAllThatIsKnown() {
        shell.api.answer(200, Tasks.running(40, "PT2S"));

        Ran ran = shell.run("show", "0197");

        assertThat(ran.code()).isZero();
        assertThat(ran.outLines())
                .containsExactly(
                        "id          0197",
                        "type        COUNT (Count)",
                        "params      {\"times\":5}",
                        "state       IN_PROGRESS (Running)",
                        "phase       RUNNING",
                        "progress    [############------------------] 40 %",
                        "message     Round 2 of 5",
                        "created     2026-05-01T10:00:00Z",
                        "started     2026-05-01T10:00:01Z",
                        "duration    2 s",
                        "left        about 3 s",
                        "worker      w-1",
                        "attempt     1, epoch 1");
    }

    @Test
    void aTaskThatWaitsForItsNextAttemptIsShownWithItsReason() {
        shell.api.answer(200, Tasks.waiting());

        assertThat(shell.run("show", "0197").outLines())
                .containsExactly(
                        "id          0197",
                        "type        COPY",
                        "state       IN_PROGRESS",
                        "phase       RETRY_WAIT since 2026-05-01T10:00:00Z",
                        "next        attempt at 2026-05-01T10:00:09Z",
                        "last error  attempt 2 failed, FULL: no space",
                        "progress    [############------------------] 40 %",
                        "created     2026-05-01T09:59:00Z",
                        "deadline    2026-05-02T10:00:00Z",
                        "attempt     2 of 5, epoch 3",
                        "retry       up to 5 attempts, waits of up to 10 s doubling to 5 min 00 s, never on A, B",
                        "timeouts    run 1 h 00 min, deadline 1 d 0 h");
    }

    @Test
    void whatATaskHasLoggedIsPrintedRunByRunAndPageByPage() {
        shell.api
                .answer(
                        200,
                        "{\"items\":[{\"at\":\"2026-05-01T10:00:00.123Z\",\"epoch\":1,\"run\":\"r-1\",\"text\":\"one\"},"
                                + "{\"at\":\"2026-05-01T10:00:01Z\",\"epoch\":1,\"run\":\"r-1\",\"text\":\"\\u001b[1mtwo\"}],"
                                + "\"next\":\"1~r-1~0~1\"}")
                .answer(
                        200,
                        "{\"items\":[{\"at\":\"2026-05-01T10:00:02Z\",\"epoch\":2,\"run\":\"r-2\",\"text\":\"three\"}]}");

        Ran ran = shell.run("show", "0197", "--log");

        assertThat(ran.code()).isZero();
        assertThat(ran.outLines())
                .containsExactly(
                        "epoch 1, run r-1",
                        "2026-05-01T10:00:00.123Z  one",
                        "2026-05-01T10:00:01Z  \uFFFD[1mtwo",
                        "epoch 2, run r-2",
                        "2026-05-01T10:00:02Z  three");
        assertThat(shell.api.asked)
                .extracting(asked -> asked.target())
                .containsExactly(
                        "/api/v1/tasks/0197/log?limit=200", "/api/v1/tasks/0197/log?limit=200&cursor=1%7Er-1%7E0%7E1");
    }

    @Test
    void aLogAsJsonIsALineForEachPage() {
        shell.api.answer(200, "{\"items\":[],\"next\":\"1~r-1~0~1\"}").answer(200, "{\"items\":[]}");

        assertThat(shell.run("show", "0197", "--log", "--json").outLines())
                .containsExactly("{\"items\":[],\"next\":\"1~r-1~0~1\"}", "{\"items\":[]}");
    }

    @Test
    void aLogIsNotWatched() {
        Ran ran = shell.run("show", "0197", "--log", "--watch");

        assertThat(ran.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(shell.api.asked).isEmpty();
    }

    @Test
    void whatHasHappenedToATaskIsShownLineByLine() {
        shell.api.answer(
                200,
                "{\"id\":\"0197\",\"state\":\"INITIAL\",\"phase\":\"QUEUED\",\"deadCommand\":{\"reason\":\"no\\u001b[1m"
                        + " params\",\"at\":\"2026-05-01T10:00:02Z\"},\"history\":[{\"at\":\"2026-05-01T10:00:00Z\","
                        + "\"kind\":\"SUBMITTED\",\"epoch\":1,\"actor\":\"anna\"},{\"at\":\"2026-05-01T10:00:01Z\","
                        + "\"kind\":\"FAILED\",\"epoch\":2,\"worker\":\"w-1\",\"reason\":\"FULL\"}],"
                        + "\"historyDropped\":7}");

        assertThat(shell.run("show", "0197").outLines())
                .contains("dead letter 2026-05-01T10:00:02Z: no\uFFFD[1m params")
                .endsWith(
                        "history",
                        "  AT                    WHAT       EPOCH  WORKER  BY    REASON",
                        "  2026-05-01T10:00:00Z  SUBMITTED  1      -       anna  -",
                        "  2026-05-01T10:00:01Z  FAILED     2      w-1     -     FULL",
                        "  7 more after the first one are not kept");
    }

    @Test
    void aBlockedTaskIsShownWithWhatItWaitsFor() {
        shell.api.answer(
                200,
                "{\"id\":\"0197\",\"state\":\"INITIAL\",\"phase\":\"BLOCKED\",\"phaseSince\":\"2026-05-01T10:00:00Z\","
                        + "\"nextAttemptAt\":\"2026-05-01T10:00:09Z\",\"waitingFor\":{\"type\":\"COPY\",\"typeVersion\":2,"
                        + "\"pool\":\"default\",\"workers\":0}}");

        assertThat(shell.run("show", "0197").outLines())
                .contains(
                        "phase       BLOCKED since 2026-05-01T10:00:00Z",
                        "next        try at 2026-05-01T10:00:09Z",
                        "waits for   a worker with COPY, version 2 or higher, in pool default; none lives");
    }

    @Test
    void aTaskWhosePoolIsPausedIsShownWithThat() {
        shell.api.answer(
                200,
                "{\"id\":\"0197\",\"state\":\"INITIAL\",\"phase\":\"QUEUED\",\"pause\":{\"kind\":\"pool\","
                        + "\"name\":\"night\",\"by\":\"ada\",\"reason\":\"repairs\",\"since\":\"2026-05-01T10:00:00Z\"}}");

        assertThat(shell.run("show", "0197").outLines())
                .contains("paused      pool night since 2026-05-01T10:00:00Z by ada: repairs");
    }

    @Test
    void aTaskThatWaitsForOthersIsShownWithThem() {
        shell.api.answer(
                200,
                "{\"id\":\"0197\",\"state\":\"INITIAL\",\"phase\":\"BLOCKED\",\"phaseSince\":\"2026-05-01T10:00:00Z\","
                        + "\"awaits\":[\"0198\",\"0199\"]}");

        assertThat(shell.run("show", "0197").outLines())
                .contains("phase       BLOCKED since 2026-05-01T10:00:00Z", "waits for   tasks 0198, 0199");
    }

    @Test
    void aTaskThatIsBeingCancelledIsShownWithWhoWantsThatAndWhy() {
        shell.api.answer(200, Tasks.aborting());

        assertThat(shell.run("show", "0197").outLines())
                .contains(
                        "phase       ABORTING since 2026-05-01T10:00:00Z",
                        "cancelled   2026-05-01T10:00:00Z by ops: not needed");
    }

    @Test
    void whoFollowsATaskSeesItWaitAndBeCancelled() {
        shell.api.answer(200, Tasks.waiting()).answer(200, Tasks.aborting()).answer(200, Tasks.cancelled());

        Ran ran = shell.run("show", "0197", "--watch");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.outLines())
                .containsExactly(
                        " 40 %  IN_PROGRESS  next attempt at 2026-05-01T10:00:09Z: attempt 2 failed, FULL: no space",
                        " 40 %  IN_PROGRESS  ABORTING: not needed",
                        " 40 %  CANCELLED  cancelled: not needed",
                        "state       CANCELLED",
                        "cancelled   2026-05-01T10:00:00Z by ops: not needed",
                        "error       UNRESPONSIVE: it did not stop");
    }

    @Test
    void anIdOfWhichNothingElseIsKnownIsShown() {
        shell.api.answer(200, "{\"id\":\"0197\",\"recorded\":false,\"created\":\"2026-05-01T10:00:00Z\"}");

        assertThat(shell.run("show", "0197").outLines())
                .containsExactly(
                        "id          0197", "state       not recorded yet", "created     2026-05-01T10:00:00Z");
    }

    @Test
    void jsonKeepsWhatIsNotKnownHere() {
        shell.api.answer(200, Tasks.running(40, "PT2S"));

        assertThat(shell.run("show", "0197", "--json").outLines()).containsExactly(Tasks.running(40, "PT2S"));
    }

    @Test
    void anUnknownTaskIsTold() {
        shell.api.answer(404, Tasks.UNKNOWN_TASK).answer(404, Tasks.UNKNOWN_TASK);

        assertThat(shell.run("show", "0197").code()).isEqualTo(66);
        Ran watching = shell.run("show", "0197", "--watch", "--json");
        assertThat(watching.code()).isEqualTo(66);
        assertThat(watching.err().lines()).containsExactly(Tasks.UNKNOWN_TASK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "{}", "{\"id\":\"1\",\"state\":\"X\",\"progress\":{}}"})
    void anAnswerThatCannotBeReadIsUnexpected(String garbage) {
        shell.api.answer(200, garbage);

        Ran ran = shell.run("show", "0197");

        assertThat(ran.code()).isEqualTo(70);
        assertThat(ran.err()).contains("cannot be read");
    }

    @Test
    void aDefectOfTheServerIsUnexpected() {
        shell.api.answer(500, "{\"title\":\"Internal Server Error\"}");

        assertThat(shell.run("show", "0197").code()).isEqualTo(70);
    }

    @Test
    void noAnswerInTimeIsUnavailable() {
        shell.api.stuckAnswer();

        assertThat(shell.run("show", "0197", "--timeout", "200ms").code()).isEqualTo(69);
    }

    @Test
    void anApiThatCannotAnswerNowIsUnavailable() {
        shell.api.answer(503, Map.of("Retry-After", "1"), "{\"title\":\"The store does not answer\"}");

        assertThat(shell.run("show", "0197").code()).isEqualTo(69);
    }

    @Test
    void nobodyThereIsUnavailableAndToldInJsonToo() throws IOException {
        String nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = "http://127.0.0.1:" + socket.getLocalPort();
        }

        Ran ran = shell.runAsTyped("show", "0197", "--json", "--address", nobody);

        assertThat(ran.code()).isEqualTo(69);
        assertThat(JsonMapper.shared().readTree(ran.err()).get("detail").stringValue())
                .contains(nobody, "nobody listens there");
    }

    @Test
    void watchingShowsTheEndByItsExitCode() {
        shell.api.answer(200, Tasks.finished()).answer(200, Tasks.failed("no"));

        assertThat(shell.run("show", "0197", "--watch").code()).isZero();
        assertThat(shell.run("show", "0197", "--watch").code()).isEqualTo(1);
    }

    @Test
    void onATerminalOneLineIsDrawnAgainInPlace() {
        shell.terminal = new Terminal(true, true, 100);
        shell.api.answer(200, Tasks.running(50, "PT1S")).answer(503, "{}").answer(200, Tasks.finished());

        Ran ran = shell.run("show", "0197", "--watch");

        assertThat(ran.out())
                .startsWith("\r\u001b[K[###############---------------]  50 %  IN_PROGRESS  Round 2 of 5"
                        + "  1 s, about 4 s left\r\u001b[Kasking again: ")
                .contains("\r\u001b[K[##############################] 100 %  FINISHED  5 s" + System.lineSeparator())
                .contains("\u001b[32mFINISHED\u001b[0m");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void whatATaskSaysCannotCommandTheTerminal() {
        shell.terminal = new Terminal(true, false, 100);
        String evil = "\\u001b]0;owned\\u0007\\u009b2J\\r\\nid 1";
        shell.api
                .answer(200, Tasks.failed(evil))
                .answer(200, Tasks.failed(evil))
                .answer(400, "{\"title\":\"" + evil + "\"}");

        String shown = shell.run("show", "0197").out();
        String watched = shell.run("show", "0197", "--watch").out().replace("\r\u001b[K", "");
        String refused = shell.run("show", "0197").err();

        String all = (shown + watched + refused).replace(System.lineSeparator(), "");
        assertThat(all).contains("owned");
        assertThat(all.codePoints().filter(Character::isISOControl)).isEmpty();
    }

    @Test
    void jsonOnATerminalCannotCommandItEither() {
        shell.api.answer(200, "{\"id\":\"0197\",\"x\":\"\u009b2J\u202e\"}");

        Ran ran = shell.run("show", "0197", "--json");

        assertThat(ran.outLines()).containsExactly("{\"id\":\"0197\",\"x\":\"\\u009b2J\\u202e\"}");
    }
}
