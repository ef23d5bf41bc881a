package io.taskmill.messaging.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.taskmill.messaging.publish.PublishObserver;
import io.taskmill.messaging.publish.PublishOutcome;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Measures how long publishes take, by what became of them: {@code taskmill_publish_confirm_seconds{outcome=…}}. */
final class PublishMetrics implements PublishObserver {

    private final Timer accepted;
    private final Timer returned;
    private final Timer notSent;
    private final Timer impossible;
    private final Timer unknown;

    PublishMetrics(MeterRegistry registry) {
        accepted = timer(registry, "accepted");
        returned = timer(registry, "returned");
        notSent = timer(registry, "not_sent");
        impossible = timer(registry, "impossible");
        unknown = timer(registry, "unknown");
    }

    private static Timer timer(MeterRegistry registry, String outcome) {
        return Timer.builder("taskmill.publish.confirm")
                .description("From the handing over of a message to its outcome")
                .tag("outcome", outcome)
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(20),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5))
                .register(registry);
    }

    @Override
    public void settled(PublishOutcome outcome, long nanos) {
        Timer timer =
                switch (outcome) {
                    case PublishOutcome.Accepted _ -> accepted;
                    case PublishOutcome.Returned _ -> returned;
                    case PublishOutcome.NotSent _ -> notSent;
                    case PublishOutcome.Impossible _ -> impossible;
                    case PublishOutcome.Unknown _ -> unknown;
                };
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }
}
