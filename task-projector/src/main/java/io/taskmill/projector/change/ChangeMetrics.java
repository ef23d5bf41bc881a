package io.taskmill.projector.change;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts changes of tasks by whether they were handed to the broker. */
public final class ChangeMetrics {

    private final Counter sent;
    private final Counter dropped;

    public ChangeMetrics(MeterRegistry registry) {
        sent = counter(registry, "sent");
        dropped = counter(registry, "dropped");
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("taskmill.projector.changes")
                .description("Changes of tasks to be broadcast, by whether they were handed to the broker")
                .tag("outcome", outcome)
                .register(registry);
    }

    void countSent(int changes) {
        sent.increment(changes);
    }

    void countDropped(int changes) {
        dropped.increment(changes);
    }
}
