package io.taskmill.it.greeting;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** A worker of the release that {@code GREETING_RELEASE} says. */
@SpringBootApplication(
        excludeName = {
            "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration",
            "org.springframework.boot.mongodb.autoconfigure.health.MongoHealthContributorAutoConfiguration",
            "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration",
            "org.springframework.boot.data.mongodb.autoconfigure.DataMongoRepositoriesAutoConfiguration",
            "io.taskmill.store.config.StoreAutoConfiguration",
            "io.taskmill.handlers.basic.BasicHandlersAutoConfiguration",
            "io.taskmill.handlers.basic.http.HttpCallAutoConfiguration"
        })
public class GreetingWorker {

    public static final String POOL = "greetings";
    public static final String GREETING = "GREETING";
    public static final String FAREWELL = "FAREWELL";

    public static void main(String[] args) {
        SpringApplication.run(GreetingWorker.class, args);
    }

    @Bean
    @ConditionalOnProperty(name = "greeting.release", havingValue = "1")
    OldGreeting oldGreeting() {
        return new OldGreeting();
    }

    @Bean
    @ConditionalOnProperty(name = "greeting.release", havingValue = "2")
    NewGreeting newGreeting() {
        return new NewGreeting();
    }

    @Bean
    @ConditionalOnProperty(name = "greeting.release", havingValue = "2")
    Farewell farewell() {
        return new Farewell();
    }
}
