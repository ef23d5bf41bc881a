package io.taskmill.it.mortal;

import io.taskmill.api.ApiApplication;
import io.taskmill.store.Reservations;
import io.taskmill.testkit.JavaProcessBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The API as it is, but for its death. */
public final class MortalApi {

    private MortalApi() {}

    public static void main(String[] args) {
        SpringApplication.run(new Class<?>[] {ApiApplication.class, Mortality.class}, args);
    }

    public static JavaProcessBuilder process(String name, Death death) {
        return Mortals.process(name, MortalApi.class, "task-api", death);
    }

    @Configuration(proxyBeanMethods = false)
    static class Mortality {

        @Bean
        static BeanPostProcessor mortality(@Value("${" + Mortals.DEATH + "}") Death death) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof Reservations real ? new MortalReservations(real, death) : bean;
                }
            };
        }
    }
}
