package io.taskmill.store.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.testkit.FreePorts;
import io.taskmill.testkit.RealStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class StoreHealthIT {

    @RegisterExtension
    static final RealStore real = new RealStore();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    MongoAutoConfiguration.class,
                    DataMongoAutoConfiguration.class,
                    StoreAutoConfiguration.class,
                    StoreHealthAutoConfiguration.class));

    @Test
    void aStoreThatAnswersIsUp() {
        runner.withPropertyValues("spring.mongodb.uri=" + real.uri()).run(context -> {
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
            assertThat(health(context).getDetails()).containsEntry("database", real.database());
        });
    }

    @Test
    void aStoreThatIsAwayIsDownWithinTwoSecondsWithItsAddressButWithoutThePassword() {
        String address = "127.0.0.1:" + FreePorts.next();
        runner.withPropertyValues("spring.mongodb.uri=mongodb://ada:hunter2@" + address + "/nowhere")
                .run(context -> {
                    long before = System.nanoTime();
                    Health health = health(context);
                    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(2_500));
                    assertThat(health.getStatus()).isEqualTo(Status.DOWN);
                    assertThat(health.getDetails()).containsKey("reason");
                    assertThat(health.toString()).contains(address).doesNotContain("hunter2");
                });
    }

    private static Health health(ApplicationContext context) {
        return context.getBean(StoreHealthIndicator.class).health();
    }
}
