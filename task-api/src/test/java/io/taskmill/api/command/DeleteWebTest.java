package io.taskmill.api.command;

import static io.taskmill.api.WebRig.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.taskmill.api.WebRig;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.message.UserCommand.CancelTask;
import io.taskmill.model.message.UserCommand.DeleteTask;
import io.taskmill.model.message.UserCommand.RetryTask;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

class DeleteWebTest {

    @RegisterExtension
    private final WebRig web = new WebRig();

    private final CommandRig rig = new CommandRig(web);

    private MockHttpServletRequestBuilder confirmed() {
        return rig.delete().queryParam("confirm", "true");
    }

    @Test
    void ofATaskThatHasEndedNothingIsLeft() throws Exception {
        rig.fold(rig.submission, rig.started, rig.finished);
        rig.foldsDuringPause(2);
        rig.perform(rig.delete())
                .andExpect(status().isNoContent())
                .andExpect(content().string(""))
                .andExpect(header().string(
                                CommandIds.HEADER, rig.published.getLast().id()));
        assertThat(rig.published).singleElement().satisfies(command -> {
            assertThat(command.actor()).isNull();
            assertThat(command.at()).isEqualTo(CommandRig.NOW);
            assertThat(((DeleteTask) command).epoch()).isEqualTo(1);
        });
    }

    @Test
    void aTaskThatWasRetriedIsDeletedInItsLatestEpoch() throws Exception {
        rig.fold(rig.submission, rig.started, rig.failed);
        rig.fold(new RetryTask(rig.id, "retry", null, CommandRig.NOW, 1));
        rig.fold(new CancelTask(rig.id, "cancel", null, CommandRig.NOW, null));
        rig.foldsDuringPause(1);
        rig.perform(rig.delete()).andExpect(status().isNoContent());
        assertThat(((DeleteTask) rig.published.getLast()).epoch()).isEqualTo(2);
    }

    @Test
    void whoConfirmsWhatNeedsNoConfirmationIsServedToo() throws Exception {
        rig.fold(rig.submission, rig.started, rig.finished);
        rig.foldsDuringPause(1);
        rig.perform(confirmed()).andExpect(status().isNoContent());
    }

    @Test
    void aTaskThatIsDeletedAlreadyStaysSoAndNothingIsSent() throws Exception {
        rig.fold(rig.submission, rig.started, rig.finished);
        rig.foldsDuringPause(1);
        for (String command : new String[] {"command-1", "command-1", "command-2"}) {
            rig.perform(rig.delete().header(CommandIds.HEADER, command))
                    .andExpect(status().isNoContent())
                    .andExpect(header().string(CommandIds.HEADER, command));
        }
        rig.perform(confirmed()).andExpect(status().isNoContent());
        assertThat(rig.published).hasSize(1);
    }

    @Test
    void aDeletedTaskThatHadFailedStaysSoToo() throws Exception {
        rig.fold(rig.submission, rig.started, rig.failed);
        rig.foldsDuringPause(1);
        rig.perform(rig.delete()).andExpect(status().isNoContent());
        rig.perform(rig.delete()).andExpect(status().isNoContent());
        assertThat(rig.published).hasSize(1);
    }

    @Test
    void afterASecondWithoutEffectItIsOnItsWay() throws Exception {
        rig.fold(rig.submission, rig.started, rig.finished);
        rig.perform(rig.delete().header(CommandIds.HEADER, "command-1"))
                .andExpect(status().isAccepted())
                .andExpect(header().string(CommandIds.HEADER, "command-1"))
                .andExpect(jsonPath("$.state").value("FINISHED"));
        assertThat(rig.waited()).isEqualTo(EffectWatch.PATIENCE);
    }

    @Test
    void whoeverLosesAgainstARetryIsTold() throws Exception {
        rig.fold(rig.submission, rig.started, rig.failed);
        rig.meanwhile = _ -> rig.fold(new RetryTask(rig.id, "retry", null, CommandRig.NOW, 1), rig.published.getLast());
        problem(rig.perform(rig.delete()), 409, "superseded")
                .andExpect(jsonPath("$.epoch").value(2));
        assertThat(rig.document().deleted()).isNull();
    }

    @Test
    void ofAPendingTaskItIsToldFirstWhatDeletingItDoes() throws Exception {
        rig.fold(rig.submission, rig.started);
        for (MockHttpServletRequestBuilder request :
                new MockHttpServletRequestBuilder[] {rig.delete(), rig.delete().queryParam("confirm", "false")}) {
            problem(rig.perform(request.header(CommandIds.HEADER, "command-1")), 409, "task-pending")
                    .andExpect(header().string(CommandIds.HEADER, "command-1"))
                    .andExpect(jsonPath(
                            "$.detail",
                            allOf(
                                    containsString("not stopped at once"),
                                    containsString("steps that follow are not begun"),
                                    containsString("what was done is not undone"),
                                    containsString("counts as failed"),
                                    containsString("confirm=true"))));
        }
        assertThat(rig.published).isEmpty();
    }

    @Test
    void aTaskThatIsNotRecordedYetCountsAsPending() throws Exception {
        problem(rig.perform(rig.delete()), 409, "task-pending");
        rig.fold(rig.finished);
        problem(rig.perform(rig.delete()), 409, "task-pending");
        assertThat(rig.published).isEmpty();
    }

    @Test
    void onceConfirmedAPendingTaskIsCancelledAndCanBeDeletedThen() throws Exception {
        rig.fold(rig.submission);
        rig.foldsDuringPause(1);
        rig.perform(confirmed())
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Language", "en"))
                .andExpect(jsonPath("$.state").value("CANCELLED"))
                .andExpect(jsonPath("$.category").value("FAILED"))
                .andExpect(jsonPath("$.cancelled.reason").value(Commands.DELETED))
                .andExpect(jsonPath("$.history[-1:].reason").value(Commands.DELETED));
        assertThat(rig.published.getLast()).isInstanceOf(CancelTask.class);
        rig.pauses.clear();
        rig.perform(rig.delete()).andExpect(status().isNoContent());
    }

    @Test
    void whatRunsIsToldToStopAndIsNotGoneBefore() throws Exception {
        rig.fold(rig.submission, rig.started);
        rig.foldsDuringPause(1);
        rig.perform(confirmed())
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.phase").value("ABORTING"));
        problem(rig.perform(rig.delete()), 409, "task-pending");
    }

    @Test
    void whoRepeatsAConfirmedOneGetsTheAnswerToItAgain() throws Exception {
        rig.fold(rig.submission);
        rig.foldsDuringPause(1);
        for (int request = 0; request < 2; request++) {
            rig.perform(confirmed().header(CommandIds.HEADER, "command-1"))
                    .andExpect(status().isOk())
                    .andExpect(jsonPath("$.state").value("CANCELLED"));
        }
        assertThat(rig.published).extracting(UserCommand::id).containsExactly("command-1");
    }

    @Test
    void aPendingTaskThatEndsMeanwhileIsLeftAlone() throws Exception {
        rig.fold(rig.submission, rig.started);
        rig.meanwhile = _ -> rig.fold(rig.finished, rig.published.getLast());
        for (int request = 0; request < 2; request++) {
            problem(rig.perform(confirmed().header(CommandIds.HEADER, "command-1")), 409, "already-ended")
                    .andExpect(jsonPath("$.state").value("FINISHED"));
        }
        assertThat(rig.document().deleted()).isNull();
        assertThat(rig.published).hasSize(1);
    }

    @Test
    void aDeletedTaskCannotBeCancelled() throws Exception {
        rig.fold(rig.submission, rig.started, rig.finished);
        rig.foldsDuringPause(1);
        rig.perform(rig.delete().header(CommandIds.HEADER, "command-1")).andExpect(status().isNoContent());
        for (String command : new String[] {"command-1", "command-2"}) {
            problem(rig.perform(rig.cancel().header(CommandIds.HEADER, command)), 410, "task-deleted");
        }
        assertThat(rig.published).hasSize(1);
    }

    @Test
    void whoCancelsATaskThatIsDeletedMeanwhileIsTold() throws Exception {
        rig.fold(rig.submission);
        rig.meanwhile = _ -> rig.fold(
                new CancelTask(rig.id, "of-another", null, CommandRig.NOW, null),
                new DeleteTask(rig.id, "of-another-too", null, CommandRig.NOW, 1),
                rig.published.getLast());
        problem(rig.perform(rig.cancel()), 410, "task-deleted");
    }

    @ParameterizedTest
    @CsvSource({"confirm,yes", "confirm,TRUE", "confirm,''", "confirmed,true"})
    void whatIsNoConfirmationIsRefused(String name, String value) throws Exception {
        rig.fold(rig.submission, rig.started, rig.finished);
        problem(rig.perform(rig.delete().queryParam(name, value)), 400, "malformed-query")
                .andExpect(jsonPath("$.name").value(name))
                .andExpect(jsonPath("$.value").value(value));
        problem(rig.perform(rig.delete().queryParam("confirm", "true", "true")), 400, "malformed-query");
        assertThat(rig.published).isEmpty();
    }

    @Test
    void withoutStoreOrBrokerItIsUnavailable() throws Exception {
        rig.fold(rig.submission, rig.started, rig.finished);
        rig.outcome = new PublishOutcome.NotSent("away");
        problem(rig.perform(rig.delete()), 503, "not-accepted");
        rig.outcome = new PublishOutcome.Unknown("no confirm");
        problem(rig.perform(rig.delete()), 503, "outcome-unknown");
        rig.published.clear();
        rig.storeGoesAway();
        problem(rig.perform(rig.delete()), 503, "store-unavailable").andExpect(header().string("Retry-After", "1"));
        assertThat(rig.published).isEmpty();
        problem(new CommandRig(web, WebRig.notReady()).perform(rig.delete()), 503, "not-ready");
    }

    @Test
    void aForgedIdIsUnknown() throws Exception {
        UUID value = rig.id.value();
        TaskId forged = new TaskId(new UUID(value.getMostSignificantBits(), value.getLeastSignificantBits() ^ 1));
        problem(rig.perform(delete("/api/v1/tasks/" + forged)), 404, "unknown-task");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b"})
    void whatIsNoIdIsRefused(String command) throws Exception {
        problem(rig.perform(delete("/api/v1/tasks/x")), 400, "malformed-id");
        problem(rig.perform(rig.delete().header(CommandIds.HEADER, command)), 400, "malformed-command-id");
    }
}
