package io.taskmill.store.config;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/** Offers the health component {@code store}; Spring Boot's own one waits for as long as any other access. */
@AutoConfiguration(after = StoreAutoConfiguration.class)
@ConditionalOnBean(MongoDatabaseFactory.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
class StoreHealthAutoConfiguration {

    @Bean
    @ConditionalOnEnabledHealthIndicator("store")
    StoreHealthIndicator storeHealthIndicator(MongoDatabaseFactory databases, MongoConnectionDetails details) {
        return new StoreHealthIndicator(
                databases.getMongoDatabase(), details.getConnectionString().getHosts());
    }
}
