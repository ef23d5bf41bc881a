package io.taskmill.messaging.config;

import io.micrometer.core.instrument.MeterRegistry;
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
}
