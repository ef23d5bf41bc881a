package io.taskmill.runtime;

import static io.taskmill.model.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.model.Run;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.RunEvents;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProgressIT {

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    final Rig rig = new Rig(broker, 2);

    private final FakeProjector projector = rig.projector();
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void isToldFourTimesASecondAtMostHoweverOftenItIsReported() {
        rig.worker(Rig.settings(2, 0), context -> {
            int reports = 0;
            while (!end.await(1, TimeUnit.MILLISECONDS)) {
                context.progress(Math.min(99, ++reports / 20));
            }
            return null;
        });
        TaskId task = rig.submit(NORMAL);
        await().until(() -> progress(task).size() >= 7);
        end.countDown();
        await().until(() -> !projector.events(task, RunEvent.Finished.class).isEmpty());
        List<Long> arrivals = projector.told().stream()
                .filter(told -> told.message() instanceof RunEvents events
                        && events.events().stream().anyMatch(RunEvent.Progress.class::isInstance))
                .map(FakeProjector.Told::nanos)
                .toList();
        long span = arrivals.get(6) - arrivals.getFirst();
        assertThat(Duration.ofNanos(span)).isGreaterThan(Duration.ofMillis(6 * 250 - 200));
        List<Run> runs = projector.events(task).stream().map(RunEvent::run).toList();
        assertThat(runs).extracting(Run::progress).isSorted();
        assertThat(runs).extracting(Run::seq).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void isTheLastThatWasReportedAndNeverLessThanBefore() throws InterruptedException {
        CountDownLatch reported = new CountDownLatch(1);
        rig.worker(Rig.settings(2, 0), context -> {
            context.progress(60, StatusMessage.of("copying", 1));
            context.progress(50, StatusMessage.of("copying", 2));
            context.progress(10);
            reported.countDown();
            end.await();
            return null;
        });
        TaskId task = rig.submit(NORMAL);
        reported.await();
        await().until(() -> progress(task).stream().anyMatch(event -> StatusMessage.of("copying", 2)
                .equals(event.run().message())));
        assertThat(progress(task).getLast().run().progress()).isEqualTo(60);
        end.countDown();
        await().until(() -> !projector.events(task, RunEvent.Finished.class).isEmpty());
        assertThat(projector.events(task).getLast()).isInstanceOf(RunEvent.Finished.class);
    }

    @Test
    void ofManyRunsTravelsTogether() {
        rig.worker(Rig.settings(20, 0), context -> {
            context.progress(30);
            end.await();
            return null;
        });
        List<TaskId> tasks =
                IntStream.range(0, 20).mapToObj(_ -> rig.submit(NORMAL)).toList();
        await().until(() -> tasks.stream().noneMatch(task -> progress(task).isEmpty()));
        end.countDown();
        long messages = projector.messages(RunEvents.class).stream()
                .filter(message -> message.events().stream().anyMatch(RunEvent.Progress.class::isInstance))
                .count();
        assertThat(messages).isLessThanOrEqualTo(10);
    }

    private List<RunEvent.Progress> progress(TaskId task) {
        return projector.events(task, RunEvent.Progress.class);
    }
}
