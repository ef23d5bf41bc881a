package io.taskmill.api.dead;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts what people do with dead letters. */
@Component
class DeadLetterMetrics {

    private final Counter replayed;
    private final Counter deleted;

    DeadLetterMetrics(MeterRegistry registry) {
        replayed = Counter.builder("taskmill.dead.letters.replayed")
                .description("Dead letters put back into the queue that they came from")
                .register(registry);
        deleted = Counter.builder("taskmill.dead.letters.deleted")
                .description("Dead letters dropped for good")
                .register(registry);
    }

    void replayed(long letters) {
        replayed.increment((double) letters);
    }

    void deleted(long letters) {
        deleted.increment((double) letters);
    }
}
