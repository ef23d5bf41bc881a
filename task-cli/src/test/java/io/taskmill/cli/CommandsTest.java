package io.taskmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.cli.Shell.Ran;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

    private static final String ENDED =
            "{\"type\":\"urn:taskmill:problem:already-ended\",\"title\":\"The task has ended\",\"status\":409,"
                    + "\"detail\":\"It is FINISHED; there is nothing to cancel.\",\"state\":\"FINISHED\"}";

    private static final String PENDING =
            "{\"type\":\"urn:taskmill:problem:task-pending\",\"title\":\"The task has not ended\",\"status\":409,"
                    + "\"detail\":\"Deleting it cancels it first.\"}";

    private final Shell shell = new Shell();

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void aCancelledTaskIsShownWithWhereItIsNow() {
        shell.api.answer(200, Tasks.aborting());

        Ran ran = shell.run("cancel", "0197", "--reason", "not needed");

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.outLines())
                .containsExactly(
                        "id          0197",
                        "state       IN_PROGRESS",
                        "phase       ABORTING since 2026-05-01T10:00:00Z",
                        "cancelled   2026-05-01T10:00:00Z by ops: not needed");
        assertThat(shell.api.asked.getFirst().target()).isEqualTo("/api/v1/tasks/0197/cancel");
        assertThat(shell.api.asked.getFirst().body()).isEqualTo("{\"reason\":\"not needed\"}");
    }

    @Test
    void aRetriedTaskIsShownWithWhereItIsNow() {
        shell.api.answer(200, Tasks.ACCEPTED);

        Ran ran = shell.run("retry", "0197");

        assertThat(ran.code()).isZero();
        assertThat(ran.outLines()).containsExactly("id          0197", "state       INITIAL");
        assertThat(shell.api.asked.getFirst().target()).isEqualTo("/api/v1/tasks/0197/retry");
    }

    @Test
    void aTaskThatIsRolledBackIsShownWithWhatIsLeftOfIt() {
        String cleaning = "{\"id\":\"0197\",\"type\":\"T\",\"state\":\"FAILED\",\"category\":\"FAILED\","
                + "\"result\":\"CLEAN_FAILURE\",\"rollback\":{\"left\":[{\"name\":\"POOL\"},{\"name\":\"DISK\"}],"
                + "\"undone\":[{\"name\":\"HOST\"}],\"failures\":3,"
                + "\"error\":{\"code\":\"STUCK\",\"text\":\"DISK: it sticks\"}}}";
        shell.api.answer(200, cleaning).answer(200, cleaning);

        assertThat(shell.run("rollback", "0197").code()).isZero();
        assertThat(shell.api.asked.getFirst().method() + " "
                        + shell.api.asked.getFirst().target())
                .isEqualTo("POST /api/v1/tasks/0197/rollback");
        assertThat(shell.run("show", "0197").outLines())
                .contains(
                        "result      CLEAN_FAILURE",
                        "to undo     DISK, POOL",
                        "undone      HOST",
                        "undoing     failed 3 times, last with STUCK: DISK: it sticks");
    }

    @Test
    void anAmendedTaskIsShownWithWhereItIsNow() {
        shell.api.answer(200, Tasks.ACCEPTED);

        Ran ran = shell.run("amend", "0197", "--delay", "2h", "--priority", "HIGH", "--pool", "night");

        assertThat(ran.code()).isZero();
        assertThat(shell.api.asked.getFirst().method() + " "
                        + shell.api.asked.getFirst().target())
                .isEqualTo("PATCH /api/v1/tasks/0197");
        assertThat(shell.api.asked.getFirst().body())
                .isEqualTo("{\"delay\":\"PT2H\",\"priority\":\"high\",\"pool\":\"night\"}");
    }

    @Test
    void anAmendmentOfNothingIsToldAndNotSent() {
        Ran ran = shell.run("amend", "0197");

        assertThat(ran.err()).contains("an amendment must change something: its start, priority or pool");
        assertThat(shell.api.asked).isEmpty();
    }

    @Test
    void aRetryTakesOtherParameters() {
        shell.api.answer(200, Tasks.ACCEPTED);

        assertThat(shell.run("retry", "0197", "--params", "{\"times\":3}").code())
                .isZero();
        assertThat(shell.api.asked.getFirst().body()).isEqualTo("{\"params\":{\"times\":3}}");
        assertThat(shell.run("retry", "0197", "--params", "{").code()).isEqualTo(64);
        assertThat(shell.api.asked).hasSize(1);
    }

    @Test
    void ofADeletedTaskThereIsNothingToShow() {
        shell.api.answer(204, "").answer(204, "");

        Ran ran = shell.run("delete", "0197");

        assertThat(ran.code()).isZero();
        assertThat(ran.outLines()).containsExactly("deleted     0197");
        assertThat(ran.err()).isEmpty();
        assertThat(shell.api.asked.getFirst().method()).isEqualTo("DELETE");
        assertThat(shell.run("delete", "0197", "--json").outLines()).isEmpty();
    }

    @Test
    void whatDeletingAPendingTaskDoesIsToldFirst() {
        shell.api.answer(409, PENDING).answer(409, PENDING);

        Ran ran = shell.run("delete", "0197");

        assertThat(ran.code()).isEqualTo(65);
        assertThat(ran.err().lines())
                .first()
                .asString()
                .endsWith("The task has not ended (HTTP 409): Deleting it cancels it first.");
        assertThat(ran.err().lines())
                .last()
                .asString()
                .startsWith("taskmill: to cancel it: ./taskmill delete 0197 --yes");
        assertThat(shell.api.asked.getFirst().target()).isEqualTo("/api/v1/tasks/0197");
        assertThat(shell.run("delete", "0197", "--json").err().lines()).containsExactly(PENDING);
    }

    @Test
    void aPendingTaskIsCancelledWithYesAndCanBeDeletedThen() {
        shell.api.answer(200, Tasks.aborting()).answer(202, Tasks.running(40, "PT2S"));

        Ran ran = shell.run("delete", "0197", "--yes");

        assertThat(ran.code()).isZero();
        assertThat(ran.outLines()).contains("phase       ABORTING since 2026-05-01T10:00:00Z");
        assertThat(ran.err()).startsWith("taskmill: it is being cancelled. Delete it again once it has ended.");
        assertThat(shell.api.asked.getFirst().target()).isEqualTo("/api/v1/tasks/0197?confirm=true");
        assertThat(shell.run("delete", "0197", "--yes").err()).startsWith("taskmill: it is on its way");
    }

    @Test
    void whatIsOnItsWayIsNotCalledDone() {
        shell.api.answer(202, Tasks.running(40, "PT2S"));

        Ran ran = shell.run("cancel", "0197");

        assertThat(ran.code()).isZero();
        assertThat(ran.outLines()).contains("phase       RUNNING");
        assertThat(ran.err()).startsWith("taskmill: it is on its way and not done yet. See: ./taskmill show 0197");
    }

    @Test
    void jsonIsWhatTheApiSaid() {
        shell.api.answer(200, Tasks.aborting());

        assertThat(shell.run("cancel", "0197", "--json").outLines()).containsExactly(Tasks.aborting());
    }

    @Test
    void whoComesTooLateIsTold() {
        shell.api.answer(409, ENDED).answer(409, ENDED);

        Ran ran = shell.run("cancel", "0197");

        assertThat(ran.code()).isEqualTo(65);
        assertThat(ran.err()).contains("The task has ended (HTTP 409): It is FINISHED; there is nothing to cancel.");
        assertThat(shell.run("cancel", "0197", "--json").err().lines()).containsExactly(ENDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "retry", "rollback", "delete"})
    void anUnknownTaskIsTold(String verb) {
        shell.api.answer(404, Tasks.UNKNOWN_TASK);

        assertThat(shell.run(verb, "0197").code()).isEqualTo(66);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "retry", "delete"})
    void anIdThatIsEmptyIsAUsageError(String verb) {
        assertThat(shell.run(verb, " ").code()).isEqualTo(64);
        assertThat(shell.api.asked).isEmpty();
    }
}
