package io.taskmill.api.command;

import static io.taskmill.api.WebRig.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesPattern;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.taskmill.api.ApiDocument;
import io.taskmill.api.WebRig;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.message.UserCommand.CancelTask;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;

class CancelWebTest {

    private static final String REASON = "{\"reason\":\"not needed any more\"}";

    @RegisterExtension
    private final WebRig web = new WebRig();

    private final CommandRig rig = new CommandRig(web);

    @Test
    void aWaitingTaskIsShownAsCancelledOnceThatIsFolded() throws Exception {
        rig.fold(rig.submission);
        rig.foldsDuringPause(2);
        rig.perform(rig.cancel().locale(Locale.of("ru")), REASON)
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Language", "ru"))
                .andExpect(header().string("Vary", "Accept-Language"))
                .andExpect(jsonPath("$.recorded").value(true))
                .andExpect(jsonPath("$.state").value("CANCELLED"))
                .andExpect(jsonPath("$.phase").value("DONE"))
                .andExpect(jsonPath("$.cancelled.reason").value("not needed any more"))
                .andExpect(jsonPath("$.cancelled.at").value(CommandRig.NOW.toString()))
                .andExpect(jsonPath("$.cancelled.by").doesNotExist());
        assertThat(rig.pauses).containsExactly(Duration.ofMillis(10), Duration.ofMillis(20));
        assertThat(rig.published).singleElement().satisfies(command -> {
            assertThat(command.task()).isEqualTo(rig.id);
            assertThat(command.at()).isEqualTo(CommandRig.NOW);
            assertThat(command.actor()).isNull();
            assertThat(((CancelTask) command).reason()).isEqualTo("not needed any more");
        });
    }

    @Test
    void aRunningTaskIsShownAsAborting() throws Exception {
        rig.fold(rig.submission, rig.started);
        rig.foldsDuringPause(1);
        rig.perform(rig.cancel())
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.state").value("IN_PROGRESS"))
                .andExpect(jsonPath("$.phase").value("ABORTING"))
                .andExpect(jsonPath("$.phaseSince").value(CommandRig.NOW.toString()))
                .andExpect(jsonPath("$.cancelled.reason").doesNotExist());
    }

    @Test
    void whoDoesNotNameTheCommandGetsANewId() throws Exception {
        rig.fold(rig.submission);
        rig.foldsDuringPause(1);
        rig.perform(rig.cancel())
                .andExpect(header().string(
                                CommandIds.HEADER,
                                matchesPattern("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")))
                .andExpect(result -> assertThat(rig.published.getLast().id())
                        .isEqualTo(result.getResponse().getHeader(CommandIds.HEADER)));
    }

    @Test
    void aCommandThatWasAppliedIsNotSentAgain() throws Exception {
        rig.fold(rig.submission);
        rig.foldsDuringPause(1);
        rig.perform(rig.cancel().header(CommandIds.HEADER, "command-1"))
                .andExpect(status().isOk())
                .andExpect(header().string(CommandIds.HEADER, "command-1"));
        rig.perform(rig.cancel().header(CommandIds.HEADER, "command-1"))
                .andExpect(status().isOk())
                .andExpect(header().string(CommandIds.HEADER, "command-1"))
                .andExpect(jsonPath("$.state").value("CANCELLED"));
        assertThat(rig.published).extracting(UserCommand::id).containsExactly("command-1");
    }

    @Test
    void aSecondCancelOfARunningTaskIsTakenAsWell() throws Exception {
        rig.fold(rig.submission, rig.started);
        rig.foldsDuringPause(1);
        rig.perform(rig.cancel(), REASON).andExpect(status().isOk());
        rig.pauses.clear();
        rig.perform(rig.cancel(), "{\"reason\":\"me too\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.cancelled.reason").value("not needed any more"));
        assertThat(rig.document().applied()).hasSize(2);
    }

    @Test
    void aTaskThatHasEndedIsNotCancelled() throws Exception {
        rig.fold(rig.submission, rig.started, rig.finished);
        problem(rig.perform(rig.cancel().header(CommandIds.HEADER, "command-1")), 409, "already-ended")
                .andExpect(header().string(CommandIds.HEADER, "command-1"))
                .andExpect(jsonPath("$.state").value("FINISHED"))
                .andExpect(jsonPath("$.detail").value("It is FINISHED; there is nothing to cancel."));
        assertThat(rig.published).isEmpty();
    }

    @Test
    void aTaskThatWasCancelledBySomebodyElseIsNotCancelledAgain() throws Exception {
        rig.fold(rig.submission);
        rig.foldsDuringPause(1);
        rig.perform(rig.cancel()).andExpect(status().isOk());
        problem(rig.perform(rig.cancel()), 409, "already-ended")
                .andExpect(jsonPath("$.state").value("CANCELLED"));
    }

    @Test
    void whoLosesAgainstTheEndIsTold() throws Exception {
        rig.fold(rig.submission, rig.started);
        rig.meanwhile = pause -> {
            if (pause == 3) {
                rig.fold(rig.finished, rig.published.getLast());
            }
        };
        problem(rig.perform(rig.cancel()), 409, "already-ended")
                .andExpect(jsonPath("$.state").value("FINISHED"));
        assertThat(rig.published).hasSize(1);
    }

    @Test
    void whoRepeatsACancelThatCameTooLateIsToldTheSameAgain() throws Exception {
        rig.fold(rig.submission, rig.started);
        rig.meanwhile = _ -> rig.fold(rig.finished, rig.published.getLast());
        for (int request = 0; request < 2; request++) {
            problem(rig.perform(rig.cancel().header(CommandIds.HEADER, "command-1")), 409, "already-ended")
                    .andExpect(jsonPath("$.state").value("FINISHED"));
        }
        assertThat(rig.published).hasSize(1);
    }

    @Test
    void whoWinsAgainstTheEndIsToldSo() throws Exception {
        rig.fold(rig.submission, rig.started);
        rig.meanwhile = _ -> rig.fold(rig.published.getLast(), rig.finished);
        rig.perform(rig.cancel())
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.state").value("CANCELLED"));
    }

    @Test
    void afterASecondWithoutEffectTheCommandIsOnItsWay() throws Exception {
        rig.fold(rig.submission, rig.started);
        rig.perform(rig.cancel().header(CommandIds.HEADER, "command-1"))
                .andExpect(status().isAccepted())
                .andExpect(header().string(CommandIds.HEADER, "command-1"))
                .andExpect(jsonPath("$.phase").value("RUNNING"));
        assertThat(rig.waited()).isEqualTo(EffectWatch.PATIENCE);
        assertThat(rig.pauses).hasSizeLessThan(12);
    }

    @Test
    void aTaskThatIsNotRecordedYetCanBeCancelled() throws Exception {
        rig.perform(rig.cancel())
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.id").value(rig.id.toString()))
                .andExpect(jsonPath("$.recorded").value(false))
                .andExpect(jsonPath("$.state").doesNotExist());
        assertThat(rig.published).hasSize(1);
    }

    @Test
    void aCancelThatWasFoldedBeforeItsSubmissionHasHadItsEffect() throws Exception {
        rig.foldsDuringPause(1);
        rig.perform(rig.cancel().header(CommandIds.HEADER, "command-1"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.recorded").value(false));
        rig.fold(rig.submission);
        rig.perform(rig.cancel().header(CommandIds.HEADER, "command-1"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.state").value("CANCELLED"));
        assertThat(rig.published).hasSize(1);
    }

    @Test
    void whetherACancelOfARunThatFailedHasAnEffectOnlyItsSubmissionTells() throws Exception {
        rig.fold(rig.failed);
        rig.foldsDuringPause(1);
        rig.perform(rig.cancel().header(CommandIds.HEADER, "command-1")).andExpect(status().isAccepted());
        rig.fold(rig.submission);
        assertThat(rig.document().state()).as("no other attempt would follow").isEqualTo(State.FAILED);
        problem(rig.perform(rig.cancel().header(CommandIds.HEADER, "command-1")), 409, "already-ended");
    }

    @Test
    void withoutTheStoreNothingIsSent() throws Exception {
        rig.storeGoesAway();
        problem(rig.perform(rig.cancel()), 503, "store-unavailable").andExpect(header().string("Retry-After", "1"));
        assertThat(rig.published).isEmpty();
    }

    @Test
    void aStoreThatGoesAwayMeanwhileTakesNothingBack() throws Exception {
        rig.fold(rig.submission);
        rig.meanwhile = _ -> rig.storeGoesAway();
        rig.perform(rig.cancel())
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.id").value(rig.id.toString()));
        assertThat(rig.pauses).hasSize(1);
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() throws Exception {
        rig.fold(rig.submission);
        rig.interrupted = true;
        try {
            rig.perform(rig.cancel()).andExpect(status().isAccepted());
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void whatTheBrokerDidNotTakeIsNotAccepted() throws Exception {
        rig.fold(rig.submission);
        for (PublishOutcome outcome :
                List.of(new PublishOutcome.NotSent("away"), new PublishOutcome.Returned("no queue"))) {
            rig.outcome = outcome;
            problem(rig.perform(rig.cancel().header(CommandIds.HEADER, "command-1")), 503, "not-accepted")
                    .andExpect(header().string("Retry-After", "1"))
                    .andExpect(header().string(CommandIds.HEADER, "command-1"))
                    .andExpect(jsonPath("$.outcome").value("not accepted"))
                    .andExpect(jsonPath("$.taskId").value(rig.id.toString()));
        }
        assertThat(rig.pauses).isEmpty();
    }

    @Test
    void whatTheBrokerDidNotConfirmIsUnknownAndCanBeSentAgain() throws Exception {
        rig.fold(rig.submission);
        rig.outcome = new PublishOutcome.Unknown("no confirm within 5000 ms");
        problem(rig.perform(rig.cancel()), 503, "outcome-unknown")
                .andExpect(jsonPath("$.outcome").value("unknown"))
                .andExpect(header().exists(CommandIds.HEADER))
                .andExpect(jsonPath("$.detail", containsString("with the same Taskmill-Command-Id")));
    }

    @Test
    void beforeTheInstallationIsKnownNothingIsSent() throws Exception {
        problem(new CommandRig(web, WebRig.notReady()).perform(rig.cancel()), 503, "not-ready");
    }

    @Test
    void aForgedIdIsUnknown() throws Exception {
        UUID value = rig.id.value();
        TaskId forged = new TaskId(new UUID(value.getMostSignificantBits(), value.getLeastSignificantBits() ^ 1));
        problem(rig.perform(post("/api/v1/tasks/" + forged + "/cancel")), 404, "unknown-task");
        assertThat(rig.published).isEmpty();
    }

    @Test
    void whatIsNoTaskIdIsRefused() throws Exception {
        problem(rig.perform(post("/api/v1/tasks/x/cancel")), 400, "malformed-id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a b", "ä", "a/b", "01234567890123456789012345678901234567890123456789012345678901234"})
    void whatIsNoCommandIdIsRefused(String command) throws Exception {
        rig.fold(rig.submission);
        problem(rig.perform(rig.cancel().header(CommandIds.HEADER, command)), 400, "malformed-command-id")
                .andExpect(jsonPath("$.detail", containsString("must be 1 to 64 of")))
                .andExpect(header().doesNotExist(CommandIds.HEADER));
        assertThat(rig.published).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            []                       | `` | must be an object
            {"reason":5}             | /reason | must be a string
            {"reason":""}            | /reason | must have 1 to 1000 characters
            {"reason":"\\ud800"}     | /reason | surrogate
            {"why":"x"}              | /why | is not a known member; known are reason
            """)
    void whatIsNoCancelIsRefusedWithAPointer(String body, String pointer, String message) throws Exception {
        rig.fold(rig.submission);
        problem(rig.perform(rig.cancel(), body), 400, "malformed")
                .andExpect(jsonPath("$.errors[0].pointer").value(pointer))
                .andExpect(jsonPath("$.errors[0].message", containsString(message)));
        assertThat(rig.published).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{} {}", "{\"reason\":\"a\",\"reason\":\"b\"}", " "})
    void whatIsNoJsonIsRefused(String body) throws Exception {
        problem(rig.perform(rig.cancel(), body), 400, "malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"reason\":null}"})
    void aReasonNeedNotBeGiven(String body) throws Exception {
        rig.fold(rig.submission);
        rig.foldsDuringPause(1);
        rig.perform(rig.cancel(), body).andExpect(status().isOk());
        assertThat(((CancelTask) rig.published.getLast()).reason()).isNull();
    }

    @Test
    void aReasonHasAtMostAThousandCharacters() throws Exception {
        rig.fold(rig.submission, rig.started);
        rig.foldsDuringPause(1);
        String longest = "\\u00e4".repeat(1000);
        rig.perform(rig.cancel(), "{\"reason\":\"" + longest + "\"}").andExpect(status().isOk());
        problem(rig.perform(rig.cancel(), "{\"reason\":\"" + longest + "x\"}"), 400, "malformed")
                .andExpect(jsonPath("$.errors[0].message").value("must have 1 to 1000 characters"));
    }

    @Test
    void aBodyThatCannotBeOneIsTooLarge() throws Exception {
        problem(rig.perform(rig.cancel(), " ".repeat(CommandBody.MAX_SMALL_BYTES + 1)), 413, "too-large");
    }

    @Test
    void aBodyMustBeSaidToBeJson() throws Exception {
        rig.perform(rig.cancel().contentType(MediaType.TEXT_PLAIN).content(REASON))
                .andExpect(status().isUnsupportedMediaType());
        rig.perform(rig.cancel().content(REASON)).andExpect(status().isUnsupportedMediaType());
        rig.fold(rig.submission);
        rig.foldsDuringPause(1);
        rig.perform(rig.cancel().contentType("application/json; charset=utf-8").content(REASON))
                .andExpect(status().isOk());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "{'reason':'x'}", "{'reason':null}", "{'reason':''}", "{'reason':1}", "{'more':'x'}"
            })
    void theDocumentedBodyIsTheOneThatIsRead(String text) throws Exception {
        String body = text.replace('\'', '"');
        ApiDocument document = ApiDocument.ofTheApplication();
        boolean refused =
                rig.perform(rig.cancel(), body).andReturn().getResponse().getStatus() == 400;
        assertThat(document.violations(document.schema("Reason"), body).isEmpty())
                .as(body)
                .isEqualTo(!refused);
    }
}
