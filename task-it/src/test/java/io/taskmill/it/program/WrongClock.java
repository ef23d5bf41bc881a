package io.taskmill.it.program;

import io.taskmill.testkit.JavaProcess;
import io.taskmill.testkit.JavaProcessBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A program as it is, on a machine whose clock is wrong: its first argument names its configuration. */
public final class WrongClock {

    private static final String AHEAD = "TEST_CLOCK_AHEAD";

    private WrongClock() {}

    public static void main(String[] args) throws ClassNotFoundException {
        Class<?>[] sources = {Class.forName(args[0]), Shift.class};
        SpringApplication.run(sources, Stream.of(args).skip(1).toArray(String[]::new));
    }

    /**
     * Describes such a process on the class path of the tests.
     *
     * @param application the program's configuration
     * @param ahead how far its clock is ahead; negative if it is behind
     */
    public static JavaProcessBuilder process(String name, Class<?> application, Duration ahead) {
        return JavaProcess.named(name)
                .main(WrongClock.class)
                .arguments(application.getName())
                .environment(AHEAD, ahead.toString());
    }

    @Configuration(proxyBeanMethods = false)
    static class Shift {

        @Bean
        static BeanPostProcessor shift(@Value("${" + AHEAD + "}") Duration ahead) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof Clock right ? Clock.offset(right, ahead) : bean;
                }
            };
        }
    }
}
