package io.taskmill.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** A service that embeds the runtime needs neither metrics nor health. */
class EmbeddedWorkerIT {

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    final Rig rig = new Rig(broker, 2); // its projector makes the installation

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Service {}

    private ApplicationContextRunner service() {
        return new ApplicationContextRunner()
                .withUserConfiguration(Service.class)
                .withPropertyValues(
                        "spring.rabbitmq.host=" + broker.host(),
                        "spring.rabbitmq.port=" + broker.port(),
                        "spring.rabbitmq.username=" + broker.username(),
                        "spring.rabbitmq.password=" + broker.password(),
                        "spring.rabbitmq.virtual-host=" + broker.virtualHost(),
                        "taskmill.shards=2");
    }

    @Test
    void aWorkerBecomesReadyWithoutMetricsAndHealth() {
        service()
                .withClassLoader(new FilteredClassLoader(HealthIndicator.class))
                .run(context -> {
                    assertThat(context).doesNotHaveBean(MeterRegistry.class).doesNotHaveBean("sessionHealthIndicator");
                    Worker worker = context.getBean(Worker.class);
                    await().atMost(Duration.ofSeconds(20))
                            .until(() -> worker.status().isReady());
                });
    }

    @Test
    void aWorkerUsesTheRegistryAndTheHealthThatAreThere() {
        service().withBean(SimpleMeterRegistry.class).run(context -> {
            assertThat(context).hasBean("sessionHealthIndicator");
            assertThat(context.getBean(MeterRegistry.class)
                            .find("taskmill.worker.slots")
                            .gauges())
                    .hasSize(3);
        });
    }
}
