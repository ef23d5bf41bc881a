package io.taskmill.handlers.basic.http;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Offers HTTP_CALL to the worker that it is packed into. */
@AutoConfiguration(beforeName = "io.taskmill.runtime.config.WorkerAutoConfiguration")
@EnableConfigurationProperties(HttpCallProperties.class)
class HttpCallAutoConfiguration {

    @Bean
    HttpCallHandler httpCallHandler(HttpCallProperties properties) {
        return new HttpCallHandler(properties);
    }
}
