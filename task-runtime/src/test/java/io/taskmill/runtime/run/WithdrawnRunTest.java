package io.taskmill.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.messaging.consume.RecordedChannel;
import io.taskmill.runtime.run.TaskRun.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A run that must not begin since its worker drains. */
class WithdrawnRunTest {

    private final TaskRun run = new TaskRun(
            Runs.command(3),
            new RecordedChannel().received("work.default.normal", true, false),
            "run",
            "session",
            "worker",
            Runs.checkpoints(),
            Runs.spawner(),
            Runs.log(Runs.command(3)),
            Runs.CLOCK);

    @AfterEach
    void noInterruptIsLeftForOtherTests() {
        var _ = Thread.interrupted();
    }

    @Test
    void isRefusedAndInterruptedWhileItWaitsForItsGrant() {
        run.begin(Thread.currentThread());
        run.withdraw();
        assertThat(run.stopped()).isEqualTo(new Stop.Withdrawn());
        assertThat(run.answer()).isCompletedWithValue(Answer.REFUSED);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void isGivenBackOnceItHasItsGrant() {
        run.begin(Thread.currentThread());
        run.answer().complete(Answer.GRANTED);
        run.withdraw();
        assertThat(run.stopped()).isEqualTo(new Stop.GivenBack());
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void neverBeginsAfterwards() {
        run.withdraw();
        assertThat(run.begin(Thread.currentThread())).isFalse();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void goesOnIfItsHandlerHasBegun() {
        run.begin(Thread.currentThread());
        run.answer().complete(Answer.GRANTED);
        run.handlerBegins();
        run.withdraw();
        assertThat(run.stopped()).isNull();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void keepsTheReasonThatItWasStoppedFor() {
        run.stop(new Stop.Cancelled());
        run.withdraw();
        assertThat(run.stopped()).isEqualTo(new Stop.Cancelled());
    }
}
