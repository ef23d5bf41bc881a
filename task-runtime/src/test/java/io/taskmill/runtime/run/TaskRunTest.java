package io.taskmill.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.taskmill.messaging.consume.RecordedChannel;
import io.taskmill.model.Json;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.Run;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.Step;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.Timeouts;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskRunTest {

    private final RecordedChannel channel = new RecordedChannel();
    private final TaskRun run = run(false, false);

    @AfterEach
    void noInterruptIsLeftForOtherTests() {
        var _ = Thread.interrupted();
    }

    @Test
    void startsWithNothingDone() {
        RunEvent.Start start = run.startEvent(Duration.ofSeconds(2));
        assertThat(start.task()).isEqualTo(run.task());
        assertThat(start.epoch()).isEqualTo(3);
        assertThat(start.waited()).isEqualTo(Duration.ofSeconds(2));
        assertThat(start.run()).isEqualTo(new Run("run", "session", "worker", 1, Runs.NOON, 0, null));
    }

    @Test
    void tellsItsHandlerTheEpochAsFenceAndWhichAttemptItIs() {
        TaskRun second = limited(Duration.ofMinutes(1));
        assertThat(second.fence()).isEqualTo(3);
        assertThat(second.attempt()).isEqualTo(2);
    }

    @Test
    void tellsWhatItsHandlerHasExtendedWithTheNextReportThoughThereIsNoProgress() {
        TaskRun limited = limited(Duration.ofMinutes(1));
        limited.handlerBegins();
        limited.extend(Duration.ofSeconds(1));
        assertThat(limited.takeProgress()).as("it may take longer already").isNull();
        limited.extend(Duration.ofHours(1));
        RunEvent.Progress told = limited.takeProgress();
        assertThat(told).isNotNull();
        assertThat(told.run().allowed())
                .isBetween(Duration.ofHours(1), Duration.ofHours(1).plusMinutes(1));
        assertThat(told.run().progress()).isZero();
        assertThat(limited.last(0).allowed()).isEqualTo(told.run().allowed());
    }

    @Test
    void tellsWhatItIsAtWithTheNextReport() {
        run.step("VALIDATING");
        run.step("EXECUTING");

        assertThat(taken())
                .extracting(Run::steps)
                .isEqualTo(List.of(new Step("VALIDATING", Runs.NOON, Runs.NOON), new Step("EXECUTING", Runs.NOON)));
        assertThat(run.last(0).steps()).as("failed in it").last().isEqualTo(new Step("EXECUTING", Runs.NOON));
        assertThat(run.finished(Runs.NOON.plusSeconds(1)).steps())
                .last()
                .isEqualTo(new Step("EXECUTING", Runs.NOON, Runs.NOON.plusSeconds(1)));
    }

    @Test
    void keepsItsLatestSteps() {
        for (int i = 0; i <= Run.MAX_STEPS; i++) {
            run.step("STEP_" + i);
        }
        assertThat(run.last(0).steps())
                .hasSize(Run.MAX_STEPS)
                .first()
                .extracting(Step::name)
                .isEqualTo("STEP_1");
        assertThatIllegalArgumentException().isThrownBy(() -> run.step("not a name"));
    }

    @Test
    void leavesACheckpointOnlyWhileItIsUnderWay() throws InterruptedException {
        run.checkpoint(Map.of("done", 3));
        run.end();
        assertThatIllegalStateException()
                .isThrownBy(() -> run.checkpoint(Map.of()))
                .withMessageContaining("ended");
    }

    @Test
    void isGivenWhatAnEarlierRunHasLeft() {
        RunCommand first = Runs.command(2);
        RunCommand resumed = new RunCommand(first.task(), 2, 1, null, first.spec(), new Json("{\"done\":3}"));

        assertThat(run(resumed).lastCheckpoint(Left.class)).contains(new Left(3));
        assertThat(run(first).lastCheckpoint(Left.class)).isEmpty();
    }

    record Left(int done) {}

    @Test
    void theFirstReasonToStopStandsUnlessALaterOneSaysThatNothingCounts() {
        Stop refused = new Stop.Refused(RefusalReason.ENDED);
        assertThat(run.stop(new Stop.Cancelled())).isTrue();
        assertThat(run.stop(new Stop.GivenBack())).isFalse();
        assertThat(run.stopped()).isEqualTo(new Stop.Cancelled());
        assertThat(run.stop(refused)).isFalse();
        run.stop(new Stop.GivenUp());
        run.stop(new Stop.Cancelled());
        assertThat(run.stopped()).isEqualTo(refused);
    }

    @Test
    void itsEndIsToldOnce() {
        assertThat(run.end()).isTrue();
        assertThat(run.end()).isFalse();
    }

    @Test
    void asksIfItIsStrictOrMayBeASecondOne() {
        assertThat(run.asks()).isFalse();
        assertThat(run(true, false).asks()).isTrue();
        TaskSpec spec = Runs.spec("{}");
        TaskSpec strict = new TaskSpec(
                spec.type(),
                1,
                spec.pool(),
                spec.priority(),
                spec.params(),
                null,
                null,
                null,
                Runs.NOON,
                new TaskPolicy(RetryPolicy.NONE, Timeouts.NONE, true));
        assertThat(run(new RunCommand(run.task(), 1, strict)).asks()).isTrue();
    }

    @Test
    void hasNothingToReportUntilItsHandlerDoes() {
        assertThat(run.takeProgress()).isNull();
        run.progress(0);
        assertThat(taken()).extracting(Run::progress).isEqualTo(0);
        assertThat(run.takeProgress()).isNull();
    }

    @Test
    void reportsTheLastOfWhatWasSaidAndKeepsTheMessage() {
        run.progress(10, StatusMessage.of("copying", "a"));
        run.progress(20, StatusMessage.of("copying", "b"));
        run.progress(30);
        assertThat(taken())
                .isEqualTo(new Run("run", "session", "worker", 2, Runs.NOON, 30, StatusMessage.of("copying", "b")));
    }

    @Test
    void countsEachReportUpToTheEnd() {
        assertThat(run.startEvent(null).run().seq()).isEqualTo(1);
        run.progress(1);
        assertThat(taken()).extracting(Run::seq).isEqualTo(2);
        run.progress(2);
        assertThat(taken()).extracting(Run::seq).isEqualTo(3);
        assertThat(run.last(100).seq()).isEqualTo(4);
    }

    @Property
    void progressNeverFallsAndSeqAlwaysRises(
            @ForAll @Size(max = 50) List<@IntRange(max = 100) Integer> percents,
            @ForAll @IntRange(min = 1, max = 5) int takeEvery) {
        TaskRun fresh = run(false, false);
        List<Run> told = new ArrayList<>();
        for (int i = 0; i < percents.size(); i++) {
            fresh.progress(percents.get(i));
            RunEvent.Progress event = i % takeEvery == 0 ? fresh.takeProgress() : null;
            if (event != null) {
                told.add(event.run());
            }
        }
        told.add(fresh.last(0));
        assertThat(told).extracting(Run::progress).isSorted();
        assertThat(told).extracting(Run::seq).isSorted().doesNotHaveDuplicates();
        assertThat(told.getLast().progress())
                .isEqualTo(percents.stream().mapToInt(Integer::intValue).max().orElse(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 101, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void refusesProgressThatIsNoPercentage(int percent) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.progress(percent))
                .withMessageContaining("progress " + percent)
                .withMessageContaining(run.task().toString());
    }

    @Test
    void endsAtTheProgressItHasUnlessItIsDone() {
        run.progress(40);
        assertThat(run.last(0).progress()).isEqualTo(40);
        assertThat(run.last(100).progress()).isEqualTo(100);
    }

    @Test
    void reportsNoProgressOnceItHasEnded() {
        run.progress(50);
        assertThat(run.end()).isTrue();
        assertThat(run.takeProgress()).isNull();
        run.progress(60);
        assertThat(run.takeProgress()).isNull();
    }

    @Test
    void reportsNoProgressOnceItIsStopped() {
        run.progress(50);
        run.stop(new Stop.GivenUp());
        assertThat(run.takeProgress()).isNull();
    }

    @Test
    void isInterruptedWhenItIsStopped() {
        assertThat(run.begin(Thread.currentThread())).isTrue();
        assertThat(run.cancelled()).isFalse();
        run.stop(new Stop.GivenUp());
        assertThat(run.cancelled()).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(run.stopped()).isEqualTo(new Stop.GivenUp());
    }

    @Test
    void doesNotBeginOnceItIsStopped() {
        run.stop(new Stop.GivenUp());
        assertThat(run.begin(Thread.currentThread())).isFalse();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void leavesItsThreadAloneWhenItIsStoppedAfterItsEnd() {
        run.begin(Thread.currentThread());
        assertThat(run.end()).isTrue();
        run.stop(new Stop.GivenUp());
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void isRefusedWhenItIsStoppedWhileItWaits() {
        assertThat(run.answer()).isNotDone();
        run.stop(new Stop.GivenUp());
        assertThat(run.answer()).isCompletedWithValue(TaskRun.Answer.REFUSED);
    }

    @Test
    void keepsItsFirstAnswer() {
        run.answer().complete(TaskRun.Answer.GRANTED);
        run.stop(new Stop.GivenUp());
        assertThat(run.answer()).isCompletedWithValue(TaskRun.Answer.GRANTED);
    }

    @Test
    void mayBeASecondOneIfItsCommandCameTwiceOrWasSentTwice() {
        assertThat(run(false, false).mayBeSecond()).isFalse();
        assertThat(run(true, false).mayBeSecond()).isTrue();
        assertThat(run(false, true).mayBeSecond()).isTrue();
    }

    @Test
    void acknowledgesItsCommandOnce() {
        run.acknowledge();
        run.acknowledge();
        run.requeue();
        assertThat(channel.settlements()).containsExactly("basicAck");
    }

    @Test
    void givesItsCommandBackOnce() {
        run.requeue();
        run.acknowledge();
        run.requeue();
        assertThat(channel.settlements()).containsExactly("basicNack");
    }

    private @Nullable Run taken() {
        RunEvent.Progress progress = run.takeProgress();
        return progress == null ? null : progress.run();
    }

    private TaskRun limited(Duration timeout) {
        return run(Runs.command(3, new Timeouts(null, timeout, null), null));
    }

    private TaskRun run(RunCommand command) {
        return new TaskRun(
                command,
                channel.received("work.default.normal"),
                "run",
                "session",
                "worker",
                Runs.checkpoints(),
                Runs.spawner(),
                Runs.log(command),
                Runs.CLOCK);
    }

    private TaskRun run(boolean redelivered, boolean again) {
        return new TaskRun(
                Runs.command(3),
                channel.received("work.default.normal", redelivered, again),
                "run",
                "session",
                "worker",
                Runs.checkpoints(),
                Runs.spawner(),
                Runs.log(Runs.command(3)),
                Runs.CLOCK);
    }
}
