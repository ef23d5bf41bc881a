package io.taskmill.store.config;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails;
import org.springframework.boot.mongodb.autoconfigure.MongoProperties;
import org.springframework.boot.mongodb.autoconfigure.PropertiesMongoConnectionDetails;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;

/** Reads where the store is as Spring Boot does, but keeps to itself what it cannot read: a password may be in it. */
@AutoConfiguration(before = MongoAutoConfiguration.class)
@EnableConfigurationProperties(MongoProperties.class)
class StoreAddressAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(MongoConnectionDetails.class)
    PropertiesMongoConnectionDetails storeAddress(MongoProperties properties, ObjectProvider<SslBundles> bundles) {
        PropertiesMongoConnectionDetails details =
                new PropertiesMongoConnectionDetails(properties, bundles.getIfAvailable());
        if (!isReadable(details)) {
            throw new IllegalArgumentException("spring.mongodb.uri, which is not shown since a password may be in it,"
                    + " must be mongodb://user:password@host:port/database?options with user and password URL-encoded");
        }
        return details;
    }

    /** The driver's reason is left out: how much of the text it quotes is the driver's choice. */
    private static boolean isReadable(MongoConnectionDetails details) {
        try {
            return details.getConnectionString() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
