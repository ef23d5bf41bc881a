package io.taskmill.it.poison;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A worker that embeds the runtime as any service would, with a handler that ends it. */
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
public class PoisonWorker {

    public static final String POOL = "poison";
    public static final String PILL = "POISON_PILL";
    public static final String HARMLESS = "HARMLESS";

    public static void main(String[] args) {
        SpringApplication.run(PoisonWorker.class, args);
    }

    @Bean
    PoisonHandler pill() {
        return new PoisonHandler(PILL, true);
    }

    @Bean
    PoisonHandler harmless() {
        return new PoisonHandler(HARMLESS, false);
    }
}
