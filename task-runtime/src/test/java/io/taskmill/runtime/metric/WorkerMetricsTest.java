package io.taskmill.runtime.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.taskmill.model.Priority;
import io.taskmill.model.message.RefusalReason;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkerMetricsTest {

    private static final int MANY = 10_000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final WorkerMetrics metrics = new WorkerMetrics(registry);

    @Test
    void tenThousandTypesAndPoolsMakeBoundedlyManyMeters() {
        int before = registry.getMeters().size();
        IntStream.range(0, MANY).forEach(i -> {
            for (RunOutcome outcome : RunOutcome.values()) {
                metrics.ran("T" + i, outcome, Duration.ofMillis(1));
            }
            metrics.waited("p" + i, Priority.NORMAL, Duration.ofMillis(1));
        });
        int labels = BoundedLabel.MOST + 1;
        // each timer with its buckets, which a registry without histograms keeps as gauges
        int each = 1 + 7;
        assertThat(registry.getMeters().size() - before)
                .isEqualTo(labels * RunOutcome.values().length * each + labels * each);
        assertThat(registry.get("taskmill.worker.run")
                        .tags("type", "other", "outcome", "finished")
                        .timer()
                        .count())
                .isEqualTo(MANY - BoundedLabel.MOST);
    }

    @Test
    void aWaitBetweenTwoClocksIsNeverNegative() {
        metrics.waited("default", Priority.HIGH, Duration.ofSeconds(-5));
        metrics.waited("default", Priority.HIGH, Duration.ofSeconds(2));
        assertThat(registry.get("taskmill.worker.queue.wait")
                        .tags("pool", "default", "priority", "high")
                        .timer()
                        .totalTime(TimeUnit.SECONDS))
                .isEqualTo(2.0);
    }

    @Test
    void whatCanBeCountedIsThereFromTheBeginning() {
        assertThat(registry.find("taskmill.worker.dead.letters").counters()).hasSize(1);
        assertThat(registry.find("taskmill.worker.events").counters()).hasSize(7);
        assertThat(registry.find("taskmill.worker.refused").counters()).hasSize(RefusalReason.values().length);
        assertThat(registry.find("taskmill.worker.log.cut").counters()).hasSize(2);
        assertThat(registry.find("taskmill.worker.requeued").counters()).hasSize(1);
        assertThat(registry.find("taskmill.worker.type.missing").counters()).hasSize(1);
    }

    @Test
    void noLabelIsATasksId() {
        assertThat(registry.getMeters().stream()
                        .flatMap(meter -> meter.getId().getTags().stream())
                        .map(Tag::getKey))
                .doesNotContain("task", "run", "session");
    }
}
