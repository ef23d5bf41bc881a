package io.taskmill.api.idempotency;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Counts what became of idempotency keys: {@code taskmill_idempotency_keys_total{outcome=…}}. */
@Component
public class IdempotencyMetrics {

    /** What a key came to. */
    enum Outcome {
        /** It was new. */
        RESERVED,
        /** Its task was shown again. */
        REPEATED,
        /** Its first submission is under way. */
        CONFLICT,
        /** It came with another body. */
        MISMATCH,
        /** Its task is published again, since nobody knows whether it was. */
        TAKEN_OVER
    }

    private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);

    public IdempotencyMetrics(MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            counters.put(
                    outcome,
                    Counter.builder("taskmill.idempotency.keys")
                            .description("Idempotency keys of submissions by what they came to")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    void count(Outcome outcome) {
        Objects.requireNonNull(counters.get(outcome)).increment();
    }
}
