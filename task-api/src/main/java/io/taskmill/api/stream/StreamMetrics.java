package io.taskmill.api.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.springframework.stereotype.Component;

/** Counts what streams carry. */
@Component
class StreamMetrics {

    private final MeterRegistry registry;
    private final Counter rows;
    private final Counter dropped;
    private final Map<ResetReason, Counter> resets = new EnumMap<>(ResetReason.class);

    StreamMetrics(MeterRegistry registry) {
        this.registry = registry;
        rows = Counter.builder("taskmill.stream.rows")
                .description("Changes of tasks sent to readers")
                .register(registry);
        dropped = Counter.builder("taskmill.stream.dropped.readers")
                .description("Readers whose connection was closed because they did not read")
                .register(registry);
        for (ResetReason reason : ResetReason.values()) {
            resets.put(
                    reason,
                    Counter.builder("taskmill.stream.resets")
                            .description("Readers told to list again, by reason")
                            .tag("reason", reason.text())
                            .register(registry));
        }
    }

    void watch(IntSupplier readers) {
        Gauge.builder("taskmill.stream.readers", readers::getAsInt)
                .description("Streams that are open")
                .register(registry);
    }

    void countRows(int count) {
        rows.increment(count);
    }

    void countReset(ResetReason reason) {
        Objects.requireNonNull(resets.get(reason)).increment();
    }

    void countDropped() {
        dropped.increment();
    }
}
