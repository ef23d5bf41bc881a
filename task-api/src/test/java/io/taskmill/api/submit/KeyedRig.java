package io.taskmill.api.submit;

import static org.mockito.Mockito.mock;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.taskmill.api.WebRig;
import io.taskmill.api.idempotency.IdempotencyMetrics;
import io.taskmill.api.idempotency.KeyedSubmissions;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.store.Reservations;
import java.time.Duration;
import java.util.Random;
import java.util.function.LongSupplier;

/** Submissions under keys without any server. */
final class KeyedRig {

    static final Duration TTL = Duration.ofHours(24);
    static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(5);

    private KeyedRig() {}

    static KeyedSubmissions over(Reservations reservations, MeterRegistry meters, LongSupplier nanoTime) {
        return new KeyedSubmissions(
                reservations,
                new WireCodec(),
                new IdempotencyMetrics(meters),
                new Random(7),
                nanoTime,
                TTL,
                CONFIRM_TIMEOUT);
    }

    /** The store is away. */
    static KeyedSubmissions withoutStore() {
        Reservations away = mock(Reservations.class, _ -> {
            throw WebRig.storeAway();
        });
        return over(away, new SimpleMeterRegistry(), System::nanoTime);
    }
}
