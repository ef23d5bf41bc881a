package io.taskmill.runtime;

import static io.taskmill.model.Priority.HIGH;
import static io.taskmill.model.Priority.LOW;
import static io.taskmill.model.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.taskmill.handler.TaskContext;
import io.taskmill.model.Priority;
import io.taskmill.model.TaskId;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a task takes longer than a second, a worker fetches what it can start and leaves the rest to others. */
class SlowTasksIT {

    private static final Logger LOG = LoggerFactory.getLogger(SlowTasksIT.class);

    private static final int SLOTS = 4;
    private static final long WORK_MILLIS = 1_500;

    /** By weight, so that all three queues have work until the end. */
    private static final Map<Priority, Integer> BACKLOG = Map.of(HIGH, 36, NORMAL, 18, LOW, 6);

    private static final int ALL =
            BACKLOG.values().stream().mapToInt(Integer::intValue).sum();

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    final Rig rig = new Rig(broker, 2);

    private final Map<TaskId, Priority> priorities = new ConcurrentHashMap<>();
    private final Queue<TaskId> started = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ended = new AtomicInteger();

    @Test
    void underOverloadItKeepsItsSlotsBusyByWeightAndGivesNextToNothingBack() {
        rig.projector().grantAllAsks();
        BACKLOG.forEach((priority, count) -> rig.submitAll(priority, count, task -> priorities.put(task, priority)));
        rig.worker(Rig.settings(SLOTS, 0), this::work);
        await().until(() -> !started.isEmpty());
        long from = System.nanoTime();
        await().atMost(Duration.ofMinutes(3)).until(() -> ended.get() >= ALL);
        double took = Duration.ofNanos(System.nanoTime() - from).toMillis();

        double ideal = (double) ALL * WORK_MILLIS / SLOTS;
        double requeued = rig.meters().get("taskmill.worker.requeued").counter().count();
        List<Priority> first = started.stream()
                .limit(ALL * 2 / 3)
                .map(task -> priorities.getOrDefault(task, LOW))
                .toList();
        LOG.info("tasks={} requeued={} throughput={} first={}", ALL, requeued, ideal / took, first);
        assertThat(requeued).isLessThan(ALL * 0.05);
        assertThat(ideal / took).as("share of the ideal throughput").isGreaterThan(0.85);
        for (Priority priority : Priority.values()) {
            assertThat(first.stream().filter(priority::equals).count() * 10.0 / first.size())
                    .as("weight of " + priority.text())
                    .isCloseTo(priority.weight(), within(1.0));
        }
    }

    @Test
    void aTaskStartsOnTheIdleWorkerWhileTheOtherOneIsFullOrBecomesIt() {
        rig.projector().grantAllAsks();
        Gate full = new Gate();
        rig.worker(Rig.settings(2, 0), full);
        rig.submitAll(NORMAL, 2, _ -> {});
        await().until(() -> full.started().size() == 2);
        Gate idle = new Gate();
        rig.worker(Rig.settings(60, 0), idle);
        await().until(() -> rig.consumers(LOW) == 1);

        for (int round = 0; round < 20; round++) {
            if (round % 3 == 0) {
                full.letOneOut();
            }
            Priority priority = List.of(HIGH, NORMAL, LOW).get(round % 3);
            rig.submitAll(priority, 2, task -> priorities.put(task, priority));
            await().atMost(Duration.ofSeconds(1))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> Stream.of(full, idle)
                            .flatMap(gate -> gate.started().stream())
                            .toList()
                            .containsAll(priorities.keySet()));
        }
        assertThat(idle.started()).hasSizeGreaterThan(20);
        assertThat(rig.meters().get("taskmill.worker.requeued").counter().count())
                .isZero();
    }

    private @Nullable Object work(TaskContext context) throws InterruptedException {
        started.add(context.task());
        TimeUnit.MILLISECONDS.sleep(WORK_MILLIS); // the work itself
        ended.incrementAndGet();
        return null;
    }
}
