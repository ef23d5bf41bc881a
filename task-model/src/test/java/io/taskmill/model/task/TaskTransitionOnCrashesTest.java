package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.TASK;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.cancel;
import static io.taskmill.model.task.Fixtures.crashOf;
import static io.taskmill.model.task.Fixtures.known;
import static io.taskmill.model.task.Fixtures.on;
import static io.taskmill.model.task.Fixtures.retry;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Json;
import io.taskmill.model.Phase;
import io.taskmill.model.Result;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.State;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.Timeouts;
import io.taskmill.model.WorkQueue;
import io.taskmill.model.message.OrphanedRunEvent;
import io.taskmill.model.message.OwnerLost;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.SessionLoss;
import io.taskmill.model.message.TaskEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a task comes to whose sessions are lost, and when. */
class TaskTransitionOnCrashesTest {

    private static final Runner ANNA = new Runner("anna", 1);
    private static final TaskPolicy STRICT = new TaskPolicy(RetryPolicy.NONE, Timeouts.NONE, true);
    private static final SessionLoss CUT_OFF = new SessionLoss(true, List.of(), true);
    private static final TaskId OTHER = TaskId.parse("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f11");

    /** A task that was lost so often, each time with another session. */
    private static Task lost(int times) {
        List<TaskEvent> events = new ArrayList<>(List.of(submission()));
        for (int epoch = 1; epoch <= times; epoch++) {
            Runner runner = new Runner("run-" + epoch, epoch);
            events.add(epoch <= 2 ? runner.begins() : runner.asks(Duration.ZERO));
            events.add(crashOf(runner));
        }
        return after(events);
    }

    @Test
    void onceLostATaskGoesBackToItsQueue() {
        Task task = lost(1);

        assertThat(task.command().suspect()).isFalse();
        assertThat(task.queue()).contains(task.command().spec().queue());
    }

    @Test
    void lostTwiceItIsASuspectAndWaitsInTheQueueOfSuspects() {
        Task task = lost(2);

        assertThat(task.isSuspect()).isTrue();
        assertThat(task.command().suspect()).isTrue();
        assertThat(task.queue()).contains(WorkQueue.ofSuspects("default"));
        assertThat(task.command().queue()).isEqualTo(WorkQueue.ofSuspects("default"));
    }

    @Test
    void aSuspectThatAsksIsGrantedAtOnceSinceNoneOfItsRunsBeginsWithoutAsking() {
        Runner next = new Runner("run-3", 3);

        Transition transition = on(lost(2), next.asks(Duration.ZERO));

        assertThat(transition.decisions()).containsExactly(next.granted());
        assertThat(known(transition.task()).phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void lostOnceMoreThanTheLimitItFailsAsPoisonAndIsKept() {
        assertThat(lost(3).phase()).isEqualTo(Phase.QUEUED);

        Task task = lost(4);

        assertThat(task.phase()).isEqualTo(Phase.DONE);
        assertThat(task.state()).isEqualTo(State.FAILED);
        assertThat(task.crashRecoveries()).isEqualTo(4);
        assertThat(known(task).end()).satisfies(end -> {
            assertThat(end.result()).isEqualTo(Result.FAILURE);
            assertThat(end.error())
                    .isEqualTo(new TaskError("POISON", "the worker was lost during each of 4 runs", false));
        });
        assertThat(task.run()).as("the run that ended the last worker").isNotNull();
    }

    @Test
    void whatItsPolicySaysOfRetriesIsForOtherFailures() {
        List<TaskEvent> events = new ArrayList<>(List.of(submission(Fixtures.attempts(9))));
        for (int epoch = 1; epoch <= 4; epoch++) {
            Runner runner = new Runner("run-" + epoch, epoch);
            events.add(runner.asks(Duration.ofSeconds(2)));
            events.add(crashOf(runner));
        }

        assertThat(after(events).phase()).isEqualTo(Phase.DONE);
    }

    @Test
    void anExplicitRetryForgetsTheCrashes() {
        Task task = known(on(lost(4), retry(4)).task());

        assertThat(task.crashRecoveries()).isZero();
        assertThat(task.isSuspect()).isFalse();
    }

    @Test
    void aCancelledTaskWhoseLastWorkerIsLostIsCancelledNotPoison() {
        Runner next = new Runner("run-4", 4);
        Task aborting = known(on(known(on(lost(3), next.asks(Duration.ZERO)).task()), cancel())
                .task());

        assertThat(known(on(aborting, crashOf(next)).task()).state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void besideASuspectNobodyElseIsBlamed() {
        Task running = after(submission(), ANNA.begins());
        SessionLoss withOther = new SessionLoss(true, List.of(OTHER), false);
        SessionLoss withThis = new SessionLoss(true, List.of(OTHER, TASK), false);

        Task beside = known(
                on(running, new OwnerLost(TASK, ANNA.session(), withOther)).task());
        assertThat(beside.epoch()).isEqualTo(2);
        assertThat(beside.crashRecoveries()).isZero();
        assertThat(beside.history().entries().getLast().reason()).isEqualTo("SESSION_LOST");

        assertThat(known(on(running, new OwnerLost(TASK, ANNA.session(), withThis))
                                .task())
                        .crashRecoveries())
                .isEqualTo(1);
    }

    @Test
    void aStrictTaskWaitsUntilTheLeaseOfTheWorkerThatWasCutOffIsOver() {
        Task running = after(submission(STRICT), ANNA.asks(Duration.ZERO));

        assertThat(on(running, new OwnerLost(TASK, ANNA.session(), CUT_OFF))).isEqualTo(Transition.repeated(running));

        Task after = known(on(running, crashOf(ANNA)).task());
        assertThat(after.epoch()).isEqualTo(2);
        assertThat(after.crashRecoveries()).isEqualTo(1);
    }

    @Test
    void anyOtherTaskDoesNot() {
        Task running = after(submission(), ANNA.begins());

        assertThat(known(on(running, new OwnerLost(TASK, ANNA.session(), CUT_OFF))
                                .task())
                        .epoch())
                .isEqualTo(2);
    }

    @Test
    void aStrictRunOfAWorkerThatWasCutOffIsRefusedButWhatItLeavesIsKept() {
        Task running = after(submission(STRICT), ANNA.asks(Duration.ZERO));
        RunEvent left = new RunEvent.Checkpoint(TASK, 1, ANNA.reporting(2, 40), new Json("{\"at\":7}"));

        Transition transition = on(running, new OrphanedRunEvent(left, CUT_OFF));

        assertThat(transition.decisions()).containsExactly(ANNA.refused(RefusalReason.SESSION_LOST));
        Task task = known(transition.task());
        assertThat(task.phase()).isEqualTo(Phase.RUNNING);
        assertThat(task.epoch()).isEqualTo(1);
        assertThat(task.checkpoint()).isNotNull();

        assertThat(on(running, new OrphanedRunEvent(ANNA.finishes(2), CUT_OFF)))
                .isEqualTo(Transition.refused(
                        running, RefusalReason.SESSION_LOST, ANNA.refused(RefusalReason.SESSION_LOST)));
    }

    @Test
    void whenItWasLostIsTheProjectorsTime() {
        Runner last = new Runner("run-4", 4);
        Task running = known(on(lost(3), last.asks(Duration.ZERO)).task());

        Task task = known(
                TaskTransition.apply(running, crashOf(last), NOW.plusSeconds(7)).task());

        assertThat(known(task).end()).satisfies(end -> assertThat(end.at()).isEqualTo(NOW.plusSeconds(7)));
    }
}
