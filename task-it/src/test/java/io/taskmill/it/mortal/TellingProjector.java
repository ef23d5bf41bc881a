package io.taskmill.it.mortal;

import io.taskmill.projector.ProjectorApplication;
import io.taskmill.testkit.JavaProcessBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The projector as it is, but that it dies as it tells the journal. */
public final class TellingProjector {

    private static final String SURVIVED = "TEST_SURVIVED";

    private TellingProjector() {}

    public static void main(String[] args) {
        SpringApplication.run(new Class<?>[] {ProjectorApplication.class, Mortality.class}, args);
    }

    /** @param survived how many writes of the journal it outlives */
    public static JavaProcessBuilder process(String name, JournalDeath death, int survived) {
        return Mortals.process(name, TellingProjector.class, "task-projector", death)
                .environment(SURVIVED, Integer.toString(survived));
    }

    @Configuration(proxyBeanMethods = false)
    static class Mortality {

        @Bean
        MongoClientSettingsBuilderCustomizer mortality(
                @Value("${" + Mortals.DEATH + "}") JournalDeath death, @Value("${" + SURVIVED + "}") int survived) {
            return settings -> settings.addCommandListener(new JournalWatch(death, survived));
        }
    }
}
