package io.taskmill.api.command;

import static io.taskmill.api.WebRig.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.taskmill.api.ApiDocument;
import io.taskmill.api.WebRig;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.model.Json;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.message.UserCommand.DeleteTask;
import io.taskmill.model.message.UserCommand.Edit;
import io.taskmill.model.message.UserCommand.RetryTask;
import io.taskmill.model.type.TaskType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryWebTest {

    private static final String OTHER = "{\"params\":{\"times\":2}}";

    @RegisterExtension
    private final WebRig web = new WebRig();

    private final CommandRig rig = new CommandRig(web);

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"epoch\":null}", "{\"epoch\":1}"})
    void aFailedTaskIsShownAsQueuedAgain(String body) throws Exception {
        rig.fold(rig.submission, rig.started, rig.failed);
        rig.foldsDuringPause(2);
        rig.perform(rig.retry(), body)
                .andExpect(status().isOk())
                .andExpect(header().string(
                                CommandIds.HEADER, rig.published.getLast().id()))
                .andExpect(header().string("Content-Language", "en"))
                .andExpect(jsonPath("$.state").value("IN_PROGRESS"))
                .andExpect(jsonPath("$.phase").value("QUEUED"))
                .andExpect(jsonPath("$.epoch").value(2))
                .andExpect(jsonPath("$.attempt").value(1))
                .andExpect(jsonPath("$.error").doesNotExist());
        assertThat(rig.published).singleElement().satisfies(command -> {
            assertThat(command.actor()).isNull();
            assertThat(((RetryTask) command).epoch()).isEqualTo(1);
        });
    }

    @Test
    void aCancelledTaskCanBeRetried() throws Exception {
        rig.fold(rig.submission);
        rig.foldsDuringPause(1);
        rig.perform(rig.cancel()).andExpect(status().isOk());
        rig.pauses.clear();
        rig.perform(rig.retry())
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.phase").value("QUEUED"))
                .andExpect(jsonPath("$.cancelled").doesNotExist());
    }

    @Test
    void aCommandThatWasAppliedIsNotSentAgain() throws Exception {
        rig.fold(rig.submission, rig.started, rig.failed);
        rig.foldsDuringPause(1);
        for (String body : new String[] {"", "", "{\"epoch\":1}"}) {
            rig.perform(rig.retry().header(CommandIds.HEADER, "command-1"), body)
                    .andExpect(status().isOk())
                    .andExpect(jsonPath("$.epoch").value(2));
        }
        assertThat(rig.published).extracting(UserCommand::id).containsExactly("command-1");
    }

    @Test
    void itRunsWithOtherParametersDigitByDigitAndItsHistoryTellsSo() throws Exception {
        rig.announced = List.of(counting(3));
        rig.fold(rig.submission, rig.started, rig.failed);
        rig.foldsDuringPause(1);
        rig.perform(rig.retry(), "{\"params\" : {\"times\": 2, \"by\": 1.50}}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.typeVersion").value(3))
                .andExpect(jsonPath("$.params.times").value(2))
                .andExpect(jsonPath("$.history[-1:].kind").value("RETRIED"))
                .andExpect(jsonPath("$.history[-1:].reason").value("EDITED"))
                .andExpect(jsonPath("$.history[-1:].epoch").value(2));
        assertThat(((RetryTask) rig.published.getLast()).edit())
                .isEqualTo(new Edit(3, new Json("{\"times\":2,\"by\":1.50}")));
    }

    @Test
    void otherParametersMustFulfilTheTypesPresentSchema() throws Exception {
        rig.announced = List.of(counting(3));
        rig.fold(rig.submission, rig.started, rig.failed);
        problem(rig.perform(rig.retry(), "{\"params\":{\"times\":\"2\"}}"), 422, "invalid-params")
                .andExpect(jsonPath("$.errors[0].pointer").value("/params/times"));
        problem(rig.perform(rig.retry(), "{\"params\":[]}"), 422, "invalid-params")
                .andExpect(jsonPath("$.errors[0].pointer").value("/params"));
        assertThat(rig.published).isEmpty();
    }

    @Test
    void aTypeThatNobodyHasTakesNoOtherParameters() throws Exception {
        rig.fold(rig.submission, rig.started, rig.failed);
        problem(rig.perform(rig.retry(), OTHER), 422, "unknown-type")
                .andExpect(jsonPath("$.errors[0].pointer").value(""));
        assertThat(rig.published).isEmpty();
    }

    @Test
    void withoutTheStoreATypeThatIsNotKnownHereTakesNoOtherParameters() throws Exception {
        rig.fold(rig.submission, rig.started, rig.failed);
        rig.typesAway = true;
        problem(rig.perform(rig.retry(), OTHER), 503, "store-unavailable");
        assertThat(rig.published).isEmpty();
    }

    @Test
    void aTypeWhoseSchemaIsBrokenTakesNoOtherParameters() throws Exception {
        rig.fold(rig.submission, rig.started, rig.failed);
        rig.announced = List.of(new TaskType("COUNT", 2, "basic", new Json("{\"pattern\":\"[\"}"), Map.of()));
        problem(rig.perform(rig.retry(), OTHER), 500, "broken-type");
        assertThat(rig.published).isEmpty();
    }

    @Test
    void whatWasAppliedIsNotHeldAgainstATypeThatHasChangedSince() throws Exception {
        rig.announced = List.of(counting(3));
        rig.fold(rig.submission, rig.started, rig.failed);
        rig.foldsDuringPause(1);
        rig.perform(rig.retry().header(CommandIds.HEADER, "command-1"), OTHER).andExpect(status().isOk());
        rig.announced = List.of();
        rig.perform(rig.retry().header(CommandIds.HEADER, "command-1"), OTHER).andExpect(status().isOk());
        assertThat(rig.published).hasSize(1);
    }

    @Test
    void aBodyMayBeAsLargeAsASubmission() throws Exception {
        rig.announced = List.of(counting(1));
        rig.fold(rig.submission, rig.started, rig.failed);
        rig.foldsDuringPause(1);
        String large = "{\"params\":{\"times\":1,\"text\":\"" + "x".repeat(20_000) + "\"}}";
        rig.perform(rig.retry(), large).andExpect(status().isOk());
        problem(rig.perform(rig.retry(), " ".repeat(32 * 1024 + 1)), 413, "too-large");
    }

    @Test
    void aDeletedTaskIsGone() throws Exception {
        rig.fold(rig.submission, rig.started, rig.failed);
        rig.fold(new DeleteTask(rig.id, "deletion", null, CommandRig.NOW, 1));
        problem(rig.perform(rig.retry()), 410, "task-deleted");
        assertThat(rig.published).isEmpty();
    }

    private static TaskType counting(int version) {
        String schema = "{\"type\":\"object\",\"properties\":{\"times\":{\"type\":\"integer\"}}}";
        return new TaskType("COUNT", version, "basic", new Json(schema), Map.of());
    }

    @Test
    void aTaskThatGoesOnHasNotFailed() throws Exception {
        rig.fold(rig.submission, rig.started);
        problem(rig.perform(rig.retry()), 409, "not-failed")
                .andExpect(header().exists(CommandIds.HEADER))
                .andExpect(jsonPath("$.state").value("IN_PROGRESS"))
                .andExpect(jsonPath("$.detail")
                        .value("It is IN_PROGRESS; only a task that is FAILED or CANCELLED can be retried."));
        assertThat(rig.published).isEmpty();
    }

    @Test
    void aFinishedTaskHasNotFailed() throws Exception {
        rig.fold(rig.submission, rig.started, rig.finished);
        problem(rig.perform(rig.retry()), 409, "not-failed")
                .andExpect(jsonPath("$.state").value("FINISHED"));
    }

    @Test
    void aTaskThatIsNotRecordedYetHasNotFailed() throws Exception {
        problem(rig.perform(rig.retry()), 409, "not-failed")
                .andExpect(jsonPath("$.state").doesNotExist());
        rig.fold(rig.failed);
        problem(rig.perform(rig.retry()), 409, "not-failed");
        assertThat(rig.published).isEmpty();
    }

    @Test
    void anotherEpochThanTheTasksIsSuperseded() throws Exception {
        rig.fold(rig.submission, rig.started, rig.failed);
        problem(rig.perform(rig.retry(), "{\"epoch\":2}"), 409, "superseded")
                .andExpect(jsonPath("$.epoch").value(1))
                .andExpect(jsonPath("$.state").value("FAILED"))
                .andExpect(jsonPath("$.detail").value("It is at epoch 1, not 2."));
        assertThat(rig.published).isEmpty();
    }

    @Test
    void whoComesSecondIsTold() throws Exception {
        rig.fold(rig.submission, rig.started, rig.failed);
        rig.meanwhile = _ ->
                rig.fold(new RetryTask(rig.id, "of-somebody-else", null, CommandRig.NOW, 1), rig.published.getLast());
        problem(rig.perform(rig.retry()), 409, "superseded")
                .andExpect(jsonPath("$.epoch").value(2));
        assertThat(rig.published).hasSize(1);
    }

    @Test
    void afterASecondWithoutEffectTheCommandIsOnItsWay() throws Exception {
        rig.fold(rig.submission, rig.started, rig.failed);
        rig.perform(rig.retry())
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.state").value("FAILED"));
        assertThat(rig.waited()).isEqualTo(EffectWatch.PATIENCE);
    }

    @Test
    void withoutStoreOrBrokerItIsUnavailable() throws Exception {
        rig.fold(rig.submission, rig.started, rig.failed);
        rig.outcome = new PublishOutcome.NotSent("away");
        problem(rig.perform(rig.retry()), 503, "not-accepted");
        rig.outcome = new PublishOutcome.Unknown("no confirm");
        problem(rig.perform(rig.retry()), 503, "outcome-unknown");
        rig.storeGoesAway();
        problem(rig.perform(rig.retry()), 503, "store-unavailable");
    }

    @Test
    void whatIsNoIdIsRefused() throws Exception {
        problem(rig.perform(post("/api/v1/tasks/x/retry")), 400, "malformed-id");
        problem(rig.perform(rig.retry().header(CommandIds.HEADER, "a b")), 400, "malformed-command-id");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            []                       | `` | must be an object
            {"epoch":0}              | /epoch | must be a whole number of 1 to 2147483647
            {"epoch":"1"}            | /epoch | must be a whole number of 1 to 2147483647
            {"epoch":1.5}            | /epoch | must be a whole number of 1 to 2147483647
            {"epoch":2147483648}     | /epoch | must be a whole number of 1 to 2147483647
            {"params":{"a":"\\ud800"}} | /params/a | is a string that holds half of a surrogate pair
            {"reason":"x"}           | /reason | is not a known member; known are epoch, params
            """)
    void whatIsNoRetryIsRefusedWithAPointer(String body, String pointer, String message) throws Exception {
        rig.fold(rig.submission, rig.started, rig.failed);
        problem(rig.perform(rig.retry(), body), 400, "malformed")
                .andExpect(jsonPath("$.errors[0].pointer").value(pointer))
                .andExpect(jsonPath("$.errors[0].message").value(message));
        assertThat(rig.published).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{'epoch':1}",
                "{'epoch':1.0}",
                "{'epoch':null}",
                "{'epoch':0}",
                "{'more':1}",
                "{'params':null}"
            })
    void theDocumentedBodyIsTheOneThatIsRead(String text) throws Exception {
        String body = text.replace('\'', '"');
        ApiDocument document = ApiDocument.ofTheApplication();
        boolean refused =
                rig.perform(rig.retry(), body).andReturn().getResponse().getStatus() == 400;
        assertThat(document.violations(document.schema("Retry"), body).isEmpty())
                .as(body)
                .isEqualTo(!refused);
    }
}
