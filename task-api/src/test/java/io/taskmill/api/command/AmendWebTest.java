package io.taskmill.api.command;

import static io.taskmill.api.WebRig.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.taskmill.api.WebRig;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.model.Priority;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.message.UserCommand.AmendTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmendWebTest {

    private static final String LOW = "{\"priority\":\"low\"}";

    @RegisterExtension
    private final WebRig web = new WebRig();

    private final CommandRig rig = new CommandRig(web);

    @Test
    void aTaskInAQueueIsShownAsItWaitsNow() throws Exception {
        rig.fold(rig.submission);
        rig.foldsDuringPause(1);
        rig.perform(rig.amend(), "{\"delay\":\"PT2H\",\"priority\":\"high\",\"pool\":\"night\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.phase").value("SCHEDULED"))
                .andExpect(jsonPath("$.nextAttemptAt")
                        .value(CommandRig.NOW.plusSeconds(7_200).toString()))
                .andExpect(jsonPath("$.priority").value("high"))
                .andExpect(jsonPath("$.epoch").value(2))
                .andExpect(jsonPath("$.history[-1:].kind").value("AMENDED"))
                .andExpect(jsonPath("$.history[-1:].reason").value("notBefore, priority, pool"));
        assertThat(rig.published).singleElement().isInstanceOfSatisfying(AmendTask.class, amend -> {
            assertThat(amend.notBefore()).isEqualTo(CommandRig.NOW.plusSeconds(7_200));
            assertThat(amend.priority()).isEqualTo(Priority.HIGH);
            assertThat(amend.pool()).isEqualTo("night");
        });
    }

    @Test
    void aTimeThatHasPassedMeansAtOnce() throws Exception {
        rig.fold(rig.submission);
        rig.foldsDuringPause(1);
        rig.perform(rig.amend(), "{\"notBefore\":\"2026-05-01T10:00:00Z\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.nextAttemptAt").value("2026-05-01T10:00:00Z"));
    }

    @Test
    void aCommandThatWasAppliedIsNotSentAgainAlsoWhenTheTaskHasStartedSince() throws Exception {
        rig.fold(rig.submission);
        rig.foldsDuringPause(1);
        rig.perform(rig.amend().header(CommandIds.HEADER, "command-1"), LOW).andExpect(status().isOk());
        rig.perform(rig.amend().header(CommandIds.HEADER, "command-1"), LOW).andExpect(status().isOk());
        assertThat(rig.published).extracting(UserCommand::id).containsExactly("command-1");
    }

    @Test
    void whatRunsIsLeftAlone() throws Exception {
        rig.fold(rig.submission, rig.started);
        problem(rig.perform(rig.amend(), LOW), 409, "already-started")
                .andExpect(jsonPath("$.detail").value(containsString("It is RUNNING")));
        assertThat(rig.published).isEmpty();
    }

    @Test
    void whatHasEndedIsLeftAlone() throws Exception {
        rig.fold(rig.submission, rig.started, rig.finished);
        problem(rig.perform(rig.amend(), LOW), 409, "already-ended")
                .andExpect(jsonPath("$.state").value("FINISHED"));
        assertThat(rig.published).isEmpty();
    }

    @Test
    void oneThatStartsAtTheSameMomentIsTold() throws Exception {
        rig.fold(rig.submission);
        rig.meanwhile = pause -> {
            if (pause == 1) {
                rig.fold(rig.started, rig.published.getLast());
            }
        };
        problem(rig.perform(rig.amend(), "{\"priority\":\"high\"}"), 409, "already-started");
    }

    @Test
    void whatIsNotRecordedYetIsOnItsWay() throws Exception {
        rig.perform(rig.amend(), LOW)
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.recorded").value(false));
        assertThat(rig.published).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                        | `` | must change something
            {"priority":null}                                         | `` | must change something
            {"priority":"urgent"}                                     | /priority | must be one of high, normal, low
            {"pool":"Night shift"}                                    | /pool | does not match
            {"params":{}}                                             | /params | is not a known member
            {"notBefore":"tomorrow"}                                  | /notBefore | ISO-8601
            {"notBefore":"2099-01-01T00:00:00Z"}                      | /notBefore | at most 3653 days
            {"delay":"PT1S","notBefore":"2026-05-01T10:00:00Z"}       | /delay | together
            []                                                        | `` | must be an object
            """)
    void whatIsNoAmendmentIsRefusedWithItsPlace(String body, String pointer, String message) throws Exception {
        rig.fold(rig.submission);
        problem(rig.perform(rig.amend(), body), 400, "malformed")
                .andExpect(jsonPath("$.errors[0].pointer").value(pointer))
                .andExpect(jsonPath("$.errors[0].message").value(containsString(message)));
        assertThat(rig.published).isEmpty();
    }

    @Test
    void aBrokerThatIsAwayIsTold() throws Exception {
        rig.fold(rig.submission);
        rig.outcome = new PublishOutcome.NotSent("away");
        problem(rig.perform(rig.amend(), LOW), 503, "not-accepted");
    }
}
