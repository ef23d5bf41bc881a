package io.taskmill.messaging.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.publish.Outbound;
import io.taskmill.messaging.publish.Publisher;
import io.taskmill.model.Shards;
import io.taskmill.testkit.FreePorts;
import io.taskmill.testkit.RealBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class BrokerHealthIT {

    @RegisterExtension
    static final RealBroker real = new RealBroker();

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Topology TOPOLOGY = new Topology(new Shards(1), Set::of, true);

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    RabbitAutoConfiguration.class,
                    PublishMetricsAutoConfiguration.class,
                    MessagingAutoConfiguration.class,
                    BrokerHealthAutoConfiguration.class))
            .withPropertyValues(
                    "spring.rabbitmq.host=" + real.host(),
                    "spring.rabbitmq.username=" + real.username(),
                    "spring.rabbitmq.password=hunter2");

    @Test
    void beforeAnythingPublishesNothingIsKnown() {
        runner.run(context -> assertThat(health(context).getStatus()).isEqualTo(Status.UNKNOWN));
    }

    @Test
    void itTellsOfTheConnectionThatIsPublishedWithAndFollowsIt() {
        runner.withPropertyValues(
                        "spring.rabbitmq.port=" + real.port(),
                        "spring.rabbitmq.virtual-host=" + real.virtualHost(),
                        "spring.rabbitmq.password=" + real.password())
                .run(context -> {
                    try (Publisher _ = publisher(context)) {
                        await().atMost(PATIENCE)
                                .until(() -> health(context).getStatus().equals(Status.UP));
                        assertThat(health(context).getDetails())
                                .containsEntry("brokers", List.of(real.host() + ":" + real.port()));
                    }
                    await().atMost(PATIENCE)
                            .until(() -> health(context).getStatus().equals(Status.DOWN));
                    assertThat(health(context).getDetails()).containsEntry("reason", "the publisher is closed");
                });
    }

    @Test
    void aBrokerThatIsAwayIsDownWithReasonAndAddressButWithoutThePassword() {
        runner.withPropertyValues("spring.rabbitmq.port=" + FreePorts.next()).run(context -> {
            try (Publisher _ = publisher(context)) {
                await().atMost(PATIENCE)
                        .until(() ->
                                String.valueOf(health(context).getDetails()).contains("refused"));
                assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
                assertThat(health(context).toString()).doesNotContain("hunter2");
            }
        });
    }

    @Test
    void publishesAreMeasuredWhereThereIsARegistry() {
        runner.withPropertyValues("spring.rabbitmq.port=" + FreePorts.next())
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> {
                    try (Publisher publisher = publisher(context)) {
                        var _ = publisher
                                .publish(Outbound.event(0, "x".getBytes(StandardCharsets.UTF_8)))
                                .await(PATIENCE);
                    }
                    assertThat(context.getBean(MeterRegistry.class)
                                    .get("taskmill.publish.confirm")
                                    .tag("outcome", "not_sent")
                                    .timer()
                                    .count())
                            .isEqualTo(1);
                });
    }

    private static Publisher publisher(ApplicationContext context) {
        BrokerConnections connections = context.getBean(BrokerConnections.class);
        return connections.publisher(connections.named("publish", TOPOLOGY), new Random(1));
    }

    private static Health health(ApplicationContext context) {
        return context.getBean(BrokerHealthIndicator.class).health();
    }
}
