package io.taskmill.it.mortal;

import io.taskmill.api.ApiApplication;
import io.taskmill.store.Reservations;
import io.taskmill.testkit.JavaProcess;
import io.taskmill.testkit.JavaProcessBuilder;
import io.taskmill.testkit.ProjectRoot;
import io.taskmill.testkit.TrainedJar;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The API as it is, but for its death. */
public final class MortalApi {

    private static final String DEATH = "TEST_DEATH";

    private MortalApi() {}

    public static void main(String[] args) {
        SpringApplication.run(new Class<?>[] {ApiApplication.class, Mortality.class}, args);
    }

    /** Runs on the class path of the tests, where workers' parts and settings are as well. */
    public static JavaProcessBuilder process(String name, Death death) {
        return JavaProcess.named(name)
                .main(MortalApi.class)
                .jvmArguments(TrainedJar.jvm())
                .environment(DEATH, death.name())
                .environment(
                        "SPRING_CONFIG_LOCATION",
                        ProjectRoot.find()
                                .resolve("task-api/src/main/resources/application.yaml")
                                .toUri()
                                .toString())
                .environment(
                        "SPRING_AUTOCONFIGURE_EXCLUDE",
                        String.join(
                                ",",
                                "io.taskmill.runtime.config.WorkerAutoConfiguration",
                                "io.taskmill.handlers.basic.BasicHandlersAutoConfiguration",
                                "io.taskmill.handlers.basic.http.HttpCallAutoConfiguration"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Mortality {

        @Bean
        static BeanPostProcessor mortality(@Value("${" + DEATH + "}") Death death) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof Reservations real ? new MortalReservations(real, death) : bean;
                }
            };
        }
    }
}
