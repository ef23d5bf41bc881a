package io.taskmill.api.command;

import static io.taskmill.api.WebRig.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.taskmill.api.ApiDocument;
import io.taskmill.api.WebRig;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.Recovery;
import io.taskmill.model.RollbackEntry;
import io.taskmill.model.Run;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.UserCommand.CancelTask;
import io.taskmill.model.message.UserCommand.RollbackTask;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RollbackWebTest {

    @RegisterExtension
    private final WebRig web = new WebRig();

    private final CommandRig rig = new CommandRig(web);

    /** Its run has pushed one thing and failed. */
    private void failed(Recovery recovery) {
        rig.fold(
                new RunCommand(
                        rig.id,
                        1,
                        new TaskSpec(
                                "COUNT",
                                1,
                                "basic",
                                Priority.LOW,
                                Json.EMPTY_OBJECT,
                                null,
                                null,
                                null,
                                CommandRig.CREATED,
                                TaskPolicy.DEFAULT.with(recovery))),
                new RunEvent.RollbackPushed(rig.id, 1, run("run-1", 2), 0, "DISK", new Json("{\"size\":1.10}")),
                new RunEvent.Failed(
                        rig.id, 1, run("run-1", 3), CommandRig.NOW, new TaskError("BAD", "it is bad", false)));
    }

    private static Run run(String id, int seq) {
        return new Run(id, "session-1", "host-1", seq, CommandRig.CREATED.plusSeconds(1), 50, null, null, List.of(), 1);
    }

    private void undone() {
        rig.fold(new RunEvent.RolledBack(
                rig.id, 2, run("run-2", 2), List.of(new RollbackEntry.Ref("run-1", 0)), CommandRig.NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"epoch\":null}", "{\"epoch\":1}"})
    void whatAManualTaskHasDoneIsShownAsBeingUndone(String body) throws Exception {
        failed(Recovery.MANUAL);
        rig.foldsDuringPause(2);
        ApiDocument.check(rig.perform(rig.rollback(), body)
                .andExpect(status().isOk())
                .andExpect(header().string(
                                CommandIds.HEADER, rig.published.getLast().id()))
                .andExpect(jsonPath("$.state").value("FAILED"))
                .andExpect(jsonPath("$.phase").value("CLEANING"))
                .andExpect(jsonPath("$.result").value("FAILURE"))
                .andExpect(jsonPath("$.recovery").value("manual"))
                .andExpect(jsonPath("$.epoch").value(2))
                .andExpect(jsonPath("$.rollback.left[0].name").value("DISK"))
                .andExpect(jsonPath("$.rollback.left[0].params.size").value(1.10))
                .andExpect(jsonPath("$.ovirt.status").value("cleaning"))
                .andReturn());
        assertThat(rig.published).singleElement().satisfies(command -> assertThat(((RollbackTask) command).epoch())
                .isEqualTo(1));
    }

    @Test
    void aCommandThatWasAppliedIsNotSentAgainAlsoOnceItIsThrough() throws Exception {
        failed(Recovery.MANUAL);
        rig.foldsDuringPause(1);
        rig.perform(rig.rollback().header(CommandIds.HEADER, "command-1"), "").andExpect(status().isOk());
        undone();
        rig.perform(rig.rollback().header(CommandIds.HEADER, "command-1"), "")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.result").value("CLEAN_SUCCESS"))
                .andExpect(jsonPath("$.rollback.undone[0].name").value("DISK"))
                .andExpect(jsonPath("$.ovirt.endAction").value("Cleared"));
        assertThat(rig.published).hasSize(1);
        problem(rig.perform(rig.rollback(), ""), 409, "nothing-to-undo")
                .andExpect(jsonPath("$.state").value("FAILED"));
    }

    @Test
    void whereThereIsNothingToUndoThatIsTold() throws Exception {
        problem(rig.perform(rig.rollback(), ""), 409, "nothing-to-undo"); // issued, and not recorded yet
        rig.fold(rig.submission);
        problem(rig.perform(rig.rollback(), ""), 409, "nothing-to-undo");
        rig.fold(rig.started, rig.failed);
        problem(rig.perform(rig.rollback(), ""), 409, "nothing-to-undo");
        assertThat(rig.published).isEmpty();
    }

    @Test
    void oneWithoutRecoveryUndoesNothing() throws Exception {
        failed(Recovery.NONE);
        problem(rig.perform(rig.rollback(), ""), 409, "nothing-to-undo")
                .andExpect(jsonPath("$.detail").value("Its recovery is none: nothing of it is undone."));
    }

    @Test
    void anotherEpochThanTheTasksIsRefused() throws Exception {
        failed(Recovery.MANUAL);
        problem(rig.perform(rig.rollback(), "{\"epoch\":2}"), 409, "superseded")
                .andExpect(jsonPath("$.epoch").value(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"epoch":0}  | /epoch
                    {"epoch":"1"} | /epoch
                    {"params":{}} | /params
                    []           | ''
                    """)
    void aBodyThatIsNotUnderstoodIsRefusedWithThePlace(String body, String pointer) throws Exception {
        failed(Recovery.MANUAL);
        problem(rig.perform(rig.rollback(), body), 400, "malformed")
                .andExpect(jsonPath("$.errors[0].pointer").value(pointer));
    }

    @Test
    void whatIsBeingUndoneIsNeitherCancelledNorRetriedNorDeletedNorUndoneTwice() throws Exception {
        failed(Recovery.AUTO);
        problem(rig.perform(rig.cancel()), 409, "cleaning")
                .andExpect(jsonPath("$.state").value("IN_PROGRESS"));
        problem(rig.perform(rig.retry(), ""), 409, "cleaning");
        problem(rig.perform(rig.delete()), 409, "cleaning");
        problem(rig.perform(rig.rollback(), ""), 409, "cleaning");
        assertThat(rig.published).isEmpty();
    }

    @Test
    void aCancelThatWasFoldedJustAfterTheCleanUpBeganHasComeTooLate() throws Exception {
        failed(Recovery.AUTO);
        rig.fold(new CancelTask(rig.id, "late", null, CommandRig.NOW, null));
        problem(rig.perform(rig.cancel().header(CommandIds.HEADER, "late")), 409, "cleaning");
    }
}
