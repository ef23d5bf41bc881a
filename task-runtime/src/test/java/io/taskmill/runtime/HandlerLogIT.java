package io.taskmill.runtime;

import static io.taskmill.model.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.model.LogEntry;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.RunEvents;
import io.taskmill.model.message.RunLog;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What handlers log, on its way to the shard. */
class HandlerLogIT {

    private static final int LINES = 10_000;

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    final Rig rig = new Rig(broker, 2);

    private final FakeProjector projector = rig.projector();
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void allOfItReachesTheShardBeforeTheRunsEnd() {
        rig.worker(Rig.settings(2, 0), context -> {
            for (int line = 0; line < LINES; line++) {
                context.log("line " + line);
            }
            return null;
        });
        TaskId task = rig.submit(NORMAL);
        await().atMost(Duration.ofSeconds(30)).until(() -> hasFinished(task));

        List<FakeProjector.Told> told = projector.told();
        int finished = IntStream.range(0, told.size())
                .filter(i -> told.get(i).message() instanceof RunEvents events
                        && events.events().stream()
                                .anyMatch(event -> event.task().equals(task) && event instanceof RunEvent.Finished))
                .findFirst()
                .orElseThrow();
        List<RunLog> before = told.subList(0, finished).stream()
                .filter(each -> each.message() instanceof RunLog)
                .map(each -> (RunLog) each.message())
                .toList();
        assertThat(before)
                .isEqualTo(projector.messages(RunLog.class))
                .hasSizeGreaterThan(20)
                .allSatisfy(log -> assertThat(log.epoch()).isEqualTo(1))
                .extracting(RunLog::chunk)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, before.size()).boxed().toList());
        assertThat(texts(task))
                .isEqualTo(IntStream.range(0, LINES)
                        .mapToObj(line -> "line " + line)
                        .toList());
    }

    @Test
    void aLineLeavesWithinASecondWhileTheRunGoesOn() {
        rig.worker(Rig.settings(2, 0), context -> {
            context.log("waiting");
            end.await();
            context.log("through");
            return null;
        });
        TaskId task = rig.submit(NORMAL);
        await().until(() -> !projector.events(task, RunEvent.Start.class).isEmpty());
        await().atMost(Duration.ofSeconds(2)).until(() -> texts(task).contains("waiting"));
        end.countDown();
        await().until(() -> hasFinished(task));
        assertThat(texts(task)).containsExactly("waiting", "through");
    }

    @Test
    void aRunThatIsStoppedTellsWhatItLogsMeanwhile() {
        rig.worker(Rig.settings(1, Duration.ofSeconds(5)), context -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                context.log("cleaning up");
            }
            return null;
        });
        TaskId task = rig.submit(NORMAL);
        await().until(() -> !projector.events(task, RunEvent.Start.class).isEmpty());
        projector.cancel(projector.events(task, RunEvent.Start.class).getFirst());
        await().until(() -> !projector.events(task, RunEvent.Aborted.class).isEmpty());
        assertThat(texts(task)).containsExactly("cleaning up");
    }

    private boolean hasFinished(TaskId task) {
        return !projector.events(task, RunEvent.Finished.class).isEmpty();
    }

    /** In the order of the chunks. */
    private List<String> texts(TaskId task) {
        return projector.messages(RunLog.class).stream()
                .filter(log -> log.task().equals(task))
                .sorted((one, other) -> Integer.compare(one.chunk(), other.chunk()))
                .flatMap(log -> log.entries().stream())
                .map(LogEntry::text)
                .toList();
    }
}
