package io.taskmill.it.mortal;

import io.taskmill.projector.ProjectorApplication;
import io.taskmill.testkit.JavaProcessBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The projector as it is, but for its death. */
public final class MortalProjector {

    private MortalProjector() {}

    public static void main(String[] args) {
        SpringApplication.run(new Class<?>[] {ProjectorApplication.class, Mortality.class}, args);
    }

    public static JavaProcessBuilder process(String name, OutboxDeath death) {
        return Mortals.process(name, MortalProjector.class, "task-projector", death);
    }

    @Configuration(proxyBeanMethods = false)
    static class Mortality {

        @Bean
        MongoClientSettingsBuilderCustomizer mortality(@Value("${" + Mortals.DEATH + "}") OutboxDeath death) {
            return settings -> settings.addCommandListener(new OutboxWatch(death));
        }
    }
}
