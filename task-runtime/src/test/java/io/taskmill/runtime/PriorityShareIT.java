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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Under overload each priority has its share of a worker. How long: {@code -Dtaskmill.test.overload=PT5M}. */
class PriorityShareIT {

    private static final Logger LOG = LoggerFactory.getLogger(PriorityShareIT.class);

    private static final Duration OVERLOAD = Duration.parse(System.getProperty("taskmill.test.overload", "PT30S"));
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final long WORK_MILLIS = 20;
    private static final int SLOTS = 8;
    private static final int BACKLOG = 400;

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    final Rig rig = new Rig(broker, 2);

    private final Map<TaskId, Priority> priorities = new ConcurrentHashMap<>();
    private final Map<Priority, Queue<Long>> ends = new EnumMap<>(Map.of(
            HIGH,
            new ConcurrentLinkedQueue<>(),
            NORMAL,
            new ConcurrentLinkedQueue<>(),
            LOW,
            new ConcurrentLinkedQueue<>()));
    private final Map<Priority, Integer> submitted = new EnumMap<>(Priority.class);

    @Test
    void whileAllQueuesHaveWorkTheirSharesAreSixToThreeToOneAndNoneStarves() {
        rig.projector().grantAllAsks();
        topUp();
        rig.worker(Rig.settings(SLOTS, 1), this::work);
        overloadFor(WARM_UP);
        long from = System.nanoTime();
        overloadFor(OVERLOAD);
        long to = System.nanoTime();

        Map<Priority, List<Long>> counted = new EnumMap<>(Priority.class);
        ends.forEach((priority, all) -> counted.put(
                priority,
                all.stream().filter(end -> end >= from && end < to).sorted().toList()));
        double all = counted.values().stream().mapToInt(List::size).sum();
        counted.forEach((priority, those) -> LOG.info(
                "overload={} priority={} ended={} share={} longestGap={}",
                OVERLOAD,
                priority.text(),
                those.size(),
                String.format("%.4f", those.size() / all),
                longestGap(those, from, to)));
        for (Priority priority : Priority.values()) {
            double due = priority.weight() / 10.0;
            List<Long> those = counted.getOrDefault(priority, List.of());
            assertThat(those.size() / all).as("share of " + priority.text()).isCloseTo(due, within(due / 10));
            assertThat(longestGap(those, from, to)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void highPriorityStartsWithinASecondWhileLongTasksOfOthersHoldAllOtherSlots() {
        Gate gate = new Gate();
        rig.worker(Rig.settings(SLOTS, 1), gate);
        rig.submitAll(NORMAL, 3 * SLOTS, _ -> {});
        await().until(() -> gate.started().size() == SLOTS - 1);
        TaskId high = rig.submit(HIGH);
        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> gate.started().contains(high));
        assertThat(gate.started()).hasSize(SLOTS);
    }

    private @Nullable Object work(TaskContext context) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(WORK_MILLIS); // the work itself
        ends.getOrDefault(priorities.getOrDefault(context.task(), NORMAL), new ConcurrentLinkedQueue<>())
                .add(System.nanoTime());
        return null;
    }

    private void overloadFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().atMost(time.plusMinutes(1))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    topUp();
                    return System.nanoTime() - end >= 0;
                });
    }

    /** So that no queue is ever empty. */
    private void topUp() {
        for (Priority priority : Priority.values()) {
            int waiting = submitted.getOrDefault(priority, 0) - ended(priority);
            if (waiting < BACKLOG) {
                List<TaskId> tasks = rig.submitAll(priority, BACKLOG, task -> priorities.put(task, priority));
                submitted.merge(priority, tasks.size(), Integer::sum);
            }
        }
    }

    private int ended(Priority priority) {
        return ends.getOrDefault(priority, new ConcurrentLinkedQueue<>()).size();
    }

    private static Duration longestGap(List<Long> sorted, long from, long to) {
        List<Long> all = Stream.of(List.of(from), sorted, List.of(to))
                .flatMap(List::stream)
                .toList();
        return Duration.ofNanos(IntStream.range(1, all.size())
                .mapToLong(i -> all.get(i) - all.get(i - 1))
                .max()
                .orElse(Long.MAX_VALUE));
    }
}
