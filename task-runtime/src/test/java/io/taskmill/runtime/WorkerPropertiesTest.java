package io.taskmill.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class WorkerPropertiesTest {

    @EnableConfigurationProperties(WorkerProperties.class)
    private static final class Bound {}

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(Bound.class);

    @Test
    void areTheseUnlessSaidOtherwise() {
        application.run(context -> {
            WorkerProperties defaults = context.getBean(WorkerProperties.class);
            assertThat(defaults.name()).isNull();
            assertThat(defaults.slots()).isEqualTo(32);
            assertThat(defaults.slotsForHigh()).isEqualTo(1);
            assertThat(defaults.pools()).isEmpty();
            assertThat(defaults.linger()).isEqualTo(Duration.ofMillis(5));
            assertThat(defaults.ackAfter()).isEqualTo(Duration.ofSeconds(20));
            assertThat(defaults.grace()).isEqualTo(Duration.ofSeconds(20));
            assertThat(defaults.abortGrace()).isEqualTo(Duration.ofSeconds(10));
        });
    }

    @Test
    void areReadFromConfiguration() {
        application
                .withPropertyValues(
                        "taskmill.worker.name=cook",
                        "taskmill.worker.slots=4",
                        "taskmill.worker.slots-for-high=2",
                        "taskmill.worker.pools=storage,vdi",
                        "taskmill.worker.linger=10ms",
                        "taskmill.worker.ack-after=1m",
                        "taskmill.worker.grace=0s")
                .run(context -> {
                    WorkerProperties read = context.getBean(WorkerProperties.class);
                    assertThat(read.name()).isEqualTo("cook");
                    assertThat(read.slots()).isEqualTo(4);
                    assertThat(read.slotsForHigh()).isEqualTo(2);
                    assertThat(read.pools()).isEqualTo(Set.of("storage", "vdi"));
                    assertThat(read.linger()).isEqualTo(Duration.ofMillis(10));
                    assertThat(read.ackAfter()).isEqualTo(Duration.ofMinutes(1));
                    assertThat(read.grace()).isZero();
                });
    }

    @Test
    void aSingleSlotIsForAllPriorities() {
        application.withPropertyValues("taskmill.worker.slots=1").run(context -> assertThat(context)
                .hasNotFailed());
    }

    @ParameterizedTest
    @CsvSource({
        "slots,          0,        must be 1 to 10000",
        "slots,          -5,       must be 1 to 10000",
        "slots,          10001,    must be 1 to 10000",
        "slots-for-high, -1,       must be 0 or more and less than taskmill.worker.slots=32",
        "slots-for-high, 32,       must be 0 or more and less than taskmill.worker.slots=32",
        "slots-for-high, 33,       must be 0 or more and less than taskmill.worker.slots=32",
        "abort-grace,    99ms,     must be",
        "abort-grace,    21s,      must be",
        "pools,          Bad Pool, [a-z0-9]",
    })
    void refuseWrongValuesAndSayWhichAndWhy(String property, String value, String rule) {
        application
                .withPropertyValues("taskmill.worker." + property + "=" + value)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining(property.replace("pools", "pool"))
                        .hasMessageContaining(value)
                        .hasMessageContaining(rule));
    }
}
