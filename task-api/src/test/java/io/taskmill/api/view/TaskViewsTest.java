package io.taskmill.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.api.text.Language;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.model.Json;
import io.taskmill.model.Phase;
import io.taskmill.model.Priority;
import io.taskmill.model.Result;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.Run;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.Timeouts;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskRow;
import io.taskmill.model.task.TaskTransition;
import io.taskmill.store.Versioned;
import io.taskmill.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class TaskViewsTest {

    private static final TaskId ID = new TaskId(new UUID(1, 2));
    private static final Instant CREATED = Instant.parse("2026-05-01T10:00:00Z");
    private static final Instant STARTED = CREATED.plusSeconds(10);
    private static final TaskSpec SPEC =
            new TaskSpec("COUNT", 1, "basic", Priority.NORMAL, Json.EMPTY_OBJECT, null, null, null, CREATED);
    private static final RunCommand COMMAND = new RunCommand(ID, 1, SPEC);

    private static final RunCommand RETRYING = new RunCommand(
            ID,
            1,
            new TaskSpec(
                    "COUNT",
                    1,
                    "basic",
                    Priority.NORMAL,
                    Json.EMPTY_OBJECT,
                    null,
                    null,
                    null,
                    CREATED,
                    new TaskPolicy(
                            new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofMinutes(5), Set.of()),
                            new Timeouts(null, null, Duration.ofDays(1)),
                            false)));

    private final SettableClock clock = new SettableClock(STARTED.plusSeconds(60));
    private final TaskViews views = new TaskViews(new TypeCatalog(List::of, () -> 0), clock);

    @Test
    void whatWasJustAcceptedIsShownAsItsSubmissionWillMakeIt() {
        assertThat(new JsonMapper().writeValueAsString(views.submitted(COMMAND, Language.RU)))
                .isEqualTo("{\"id\":\"00000000-0000-0001-0000-000000000002\",\"recorded\":false,"
                        + "\"created\":\"2026-05-01T10:00:00Z\",\"type\":\"COUNT\",\"typeName\":\"COUNT\","
                        + "\"typeVersion\":1,\"params\":{},\"priority\":\"normal\",\"state\":\"INITIAL\","
                        + "\"stateName\":\"Запускаются\",\"phase\":\"QUEUED\",\"category\":\"PENDING\",\"progress\":0,"
                        + "\"phaseSince\":\"2026-05-01T10:00:00Z\",\"attempt\":1,\"maxAttempts\":1,\"epoch\":1,"
                        + "\"crashRecoveries\":0,\"retry\":{\"maxAttempts\":1,\"backoff\":\"PT1S\","
                        + "\"maxBackoff\":\"PT5M\",\"neverOn\":[]},\"timeouts\":{},"
                        + "\"history\":[{\"at\":\"2026-05-01T10:00:00Z\",\"kind\":\"SUBMITTED\",\"epoch\":1}],"
                        + "\"ovirt\":{\"status\":\"init\",\"endAction\":\"Initializing\"}}");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"0, -", "4, -", "5, PT20M", "50, PT2M", "100, PT1M"})
    void theEndIsEstimatedFromThePaceOnceThereIsSome(int progress, @Nullable Duration afterStart) {
        Instant expected = afterStart == null ? null : STARTED.plus(afterStart);
        assertThat(times(COMMAND, progress(progress)).estimatedEnd()).isEqualTo(expected);
    }

    @Test
    void nothingIsEstimatedOfWhatDoesNotRun() {
        assertThat(times(COMMAND).estimatedEnd()).isNull();
        assertThat(times(COMMAND, progress(50), new RunEvent.Finished(ID, 1, run(2, 50), STARTED, null))
                        .estimatedEnd())
                .isNull();
    }

    @Test
    void aWorkersClockThatIsAheadMakesNothingNegative() {
        clock.set(CREATED);
        TaskView.Times times = times(COMMAND, progress(50));
        assertThat(times.duration()).isEqualTo(Duration.ZERO);
        assertThat(times.estimatedEnd()).isNull();
    }

    @Test
    void theDurationCountsFromTheStartToTheEndOrUntilNow() {
        assertThat(times(COMMAND).duration()).isNull();
        assertThat(times(COMMAND, progress(50)).duration()).isEqualTo(Duration.ofSeconds(60));
        assertThat(times(COMMAND, new RunEvent.Finished(ID, 1, run(1, 50), STARTED.plusSeconds(7), null))
                        .duration())
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aTaskWhoseTypeIsNotKnownAnyMoreIsShownAllTheSame() {
        Task task = folded(COMMAND, progress(50));
        TaskView view = views.recorded(new Versioned<>(task, 3), Language.EN);
        assertThat(Objects.requireNonNull(view.request()).typeName()).isEqualTo("COUNT");
        assertThat(Objects.requireNonNull(view.course()).phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void aRowLeavesOutParametersAndOutputAndSaysHowOftenItsDocumentWasWritten() {
        RunEvent finished = new RunEvent.Finished(ID, 1, run(1, 100), STARTED, new Json("{\"big\":1}"));
        TaskView row = views.row(TaskRow.of(folded(COMMAND, finished), 3), Language.EN);
        assertThat(row.version()).isEqualTo(3);
        assertThat(Objects.requireNonNull(row.request()).params()).isNull();
        assertThat(Objects.requireNonNull(row.outcome()).output()).isNull();
        assertThat(row.outcome().result()).isEqualTo(Result.SUCCESS);
    }

    @Test
    void whatWaitsForItsNextAttemptSaysWhenThatIsAndWhatWentWrong() {
        Instant failed = STARTED.plusSeconds(5);
        TaskError error = new TaskError("DISK_FULL", "no room", true, Duration.ofMinutes(1));
        Task task = folded(RETRYING, progress(50), new RunEvent.Failed(ID, 1, run(2, 50), failed, error));
        TaskView view = views.recorded(new Versioned<>(task, 3), Language.EN);
        assertThat(Objects.requireNonNull(view.course()).phase()).isEqualTo(Phase.RETRY_WAIT);
        assertThat(view.why())
                .isEqualTo(new TaskView.Why(
                        CREATED,
                        CREATED.plusSeconds(60),
                        new TaskView.LastFailure(1, "DISK_FULL", "no room", failed),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
        assertThat(Objects.requireNonNull(view.dispatch()).maxAttempts()).isEqualTo(3);
        assertThat(Objects.requireNonNull(view.times()).deadline()).isEqualTo(CREATED.plus(Duration.ofDays(1)));
        assertThat(view.outcome()).isNull();
    }

    @Test
    void whatIsBeingCancelledSaysByWhomAndWhy() {
        UserCommand cancel = new UserCommand.CancelTask(ID, "command-1", "ops", STARTED, "not needed");
        TaskView view = views.row(TaskRow.of(folded(COMMAND, progress(50), cancel), 3), Language.EN);
        assertThat(Objects.requireNonNull(view.course()).phase()).isEqualTo(Phase.ABORTING);
        assertThat(Objects.requireNonNull(view.why()).cancelled())
                .isEqualTo(new TaskView.Cancelled("ops", "not needed", STARTED));
    }

    @Test
    void aCancelledTaskWhoseHandlerDidNotStopSaysSo() {
        UserCommand cancel = new UserCommand.CancelTask(ID, "command-1", null, STARTED, null);
        Task task = folded(COMMAND, progress(50), cancel, new RunEvent.Aborted(ID, 1, run(2, 50), STARTED, false));
        TaskView.Outcome outcome =
                views.recorded(new Versioned<>(task, 3), Language.EN).outcome();
        assertThat(Objects.requireNonNull(Objects.requireNonNull(outcome).error())
                        .code())
                .isEqualTo("UNRESPONSIVE");
    }

    @Test
    void anErrorSaysWhenAnotherAttemptIsOfUseOnlyIfThatIsKnown() {
        JsonMapper json = new JsonMapper();
        assertThat(json.writeValueAsString(new TaskView.Failure("A", "b", true, null)))
                .isEqualTo("{\"code\":\"A\",\"text\":\"b\",\"retryable\":true}");
        assertThat(json.writeValueAsString(new TaskView.Failure("A", "b", true, Duration.ofSeconds(90))))
                .isEqualTo("{\"code\":\"A\",\"text\":\"b\",\"retryable\":true,\"retryAfter\":\"PT1M30S\"}");
    }

    @Test
    void aRowLeavesOutHowItIsToBeRun() {
        TaskView row = views.row(TaskRow.of(folded(RETRYING), 3), Language.EN);
        assertThat(row.policy()).isNull();
        assertThat(Objects.requireNonNull(row.times()).deadline()).isNull();
        assertThat(Objects.requireNonNull(row.dispatch()).maxAttempts()).isNull();
    }

    private TaskView.Times times(TaskEvent... events) {
        return Objects.requireNonNull(
                views.recorded(new Versioned<>(folded(events), 3), Language.EN).times());
    }

    private static Task folded(TaskEvent... events) {
        @Nullable Task task = null;
        for (TaskEvent event : events) {
            task = TaskTransition.apply(task, event, CREATED).task();
        }
        return Objects.requireNonNull(task);
    }

    private static RunEvent progress(int percent) {
        return new RunEvent.Progress(ID, 1, run(1, percent));
    }

    private static Run run(int seq, int percent) {
        return new Run("run-1", "session-1", "host-1", seq, STARTED, percent, null);
    }
}
