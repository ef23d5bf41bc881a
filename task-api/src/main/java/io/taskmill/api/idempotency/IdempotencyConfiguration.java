package io.taskmill.api.idempotency;

import io.taskmill.api.ApiProperties;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.store.Reservations;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IdempotencyConfiguration {

    @Bean
    KeyedSubmissions keyedSubmissions(
            Reservations reservations,
            WireCodec codec,
            IdempotencyMetrics metrics,
            RandomGenerator random,
            IdempotencyProperties properties,
            ApiProperties api) {
        return new KeyedSubmissions(
                reservations, codec, metrics, random, System::nanoTime, properties.ttl(), api.confirmTimeout());
    }
}
