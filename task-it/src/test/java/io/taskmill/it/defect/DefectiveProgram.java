package io.taskmill.it.defect;

import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A program as it is but for one part: its first argument names its configuration. */
public final class DefectiveProgram {

    static final String DEFECT = "TEST_DEFECT";

    private DefectiveProgram() {}

    public static void main(String[] args) throws ClassNotFoundException {
        Class<?>[] sources = {Class.forName(args[0]), Damage.class};
        SpringApplication.run(sources, Stream.of(args).skip(1).toArray(String[]::new));
    }

    @Configuration(proxyBeanMethods = false)
    static class Damage {

        @Bean
        static BeanPostProcessor damage(@Value("${" + DEFECT + "}") Defect defect) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return defect.replace(bean);
                }
            };
        }
    }
}
