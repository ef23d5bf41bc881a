package io.taskmill.handlers.basic;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Offers the handlers of this pack to the worker that it is packed into. */
@AutoConfiguration(beforeName = "io.taskmill.runtime.config.WorkerAutoConfiguration")
class BasicHandlersAutoConfiguration {

    @Bean
    CountHandler countHandler() {
        return new CountHandler(CountHandler.ROUND);
    }

    @Bean
    BuildHandler buildHandler() {
        return new BuildHandler(CountHandler.ROUND);
    }

    @Bean
    FamilyHandler familyHandler() {
        return new FamilyHandler();
    }

    @Bean
    FailHandler failHandler() {
        return new FailHandler(CountHandler.ROUND);
    }
}
