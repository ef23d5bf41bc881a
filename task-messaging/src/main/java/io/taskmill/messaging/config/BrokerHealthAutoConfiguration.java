package io.taskmill.messaging.config;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Offers the health component {@code broker}; Spring Boot's own one tells of a connection that nobody here uses. */
@AutoConfiguration(after = MessagingAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
class BrokerHealthAutoConfiguration {

    @Bean
    @ConditionalOnEnabledHealthIndicator("broker")
    BrokerHealthIndicator brokerHealthIndicator(BrokerConnections connections) {
        return new BrokerHealthIndicator(connections::publishers, connections.brokers());
    }
}
