package io.taskmill.messaging.config;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Measures publishes where there is a registry to measure with. */
@AutoConfiguration(
        before = MessagingAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
class PublishMetricsAutoConfiguration {

    @Bean
    PublishMetrics publishMetrics(MeterRegistry registry) {
        return new PublishMetrics(registry);
    }

    /** The gauge {@code taskmill_publisher_blocked{program=…}}, of each program where several share a registry. */
    @Bean
    MeterBinder publisherBlocked(BrokerConnections connections) {
        return registry -> Gauge.builder(
                        "taskmill.publisher.blocked", connections, BrokerConnections::blockedPublishers)
                .tag("program", connections.processName())
                .description("Publishers of this process whose messages the broker does not read at present")
                .register(registry);
    }
}
