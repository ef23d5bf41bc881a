package io.taskmill.messaging.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.taskmill.messaging.publish.PublishOutcome;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PublishMetricsTest {

    private static final Map<String, PublishOutcome> OUTCOMES = Map.of(
            "accepted", new PublishOutcome.Accepted(),
            "returned", new PublishOutcome.Returned("no queue"),
            "not_sent", new PublishOutcome.NotSent("away"),
            "impossible", new PublishOutcome.Impossible("too long"),
            "unknown", new PublishOutcome.Unknown("no confirm"));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PublishMetrics metrics = new PublishMetrics(registry);

    @Test
    void eachOutcomeIsMeasuredApartAndSeenBeforeItHasHappened() {
        OUTCOMES.forEach((tag, outcome) -> {
            assertThat(timer(tag).count()).isZero();
            metrics.settled(outcome, 7_000_000);
            assertThat(timer(tag).count()).isEqualTo(1);
            assertThat(timer(tag).totalTime(TimeUnit.MILLISECONDS)).isEqualTo(7);
        });
    }

    @Test
    void theBucketsAreThoseOfTheObjectives() {
        metrics.settled(new PublishOutcome.Accepted(), 7_000_000);
        var buckets = timer("accepted").takeSnapshot().histogramCounts();
        assertThat(Arrays.stream(buckets).mapToDouble(bucket -> bucket.bucket(TimeUnit.MILLISECONDS)))
                .containsExactly(5.0, 20.0, 100.0, 500.0, 1_000.0, 5_000.0);
        assertThat(Arrays.stream(buckets).mapToDouble(bucket -> bucket.count()))
                .containsExactly(0.0, 1.0, 1.0, 1.0, 1.0, 1.0);
    }

    private Timer timer(String outcome) {
        return registry.get("taskmill.publish.confirm").tag("outcome", outcome).timer();
    }
}
