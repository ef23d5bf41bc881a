package io.taskmill.messaging.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.model.Shards;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class MessagingAutoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(RabbitAutoConfiguration.class, MessagingAutoConfiguration.class));

    @Test
    void offersCodecAndConnectionsWithoutAnyConfiguration() {
        runner.run(context -> {
            assertThat(context).hasSingleBean(WireCodec.class).hasSingleBean(BrokerConnections.class);
            assertThat(context.getBean(TaskmillProperties.class).shards()).isEqualTo(8);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 32, 1024})
    void bindsTheNumberOfShards(int shards) {
        runner.withPropertyValues("taskmill.shards=" + shards).run(context -> assertThat(
                        context.getBean(TaskmillProperties.class).shards())
                .isEqualTo(shards));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1025})
    void refusesANumberOfShardsWithPropertyValueAndRule(int shards) {
        runner.withPropertyValues("taskmill.shards=" + shards).run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessage("taskmill.shards is " + shards + " but must be 1 to 1024"));
    }

    @Test
    void aConnectionIsNamedAfterTheProcessAndItsPurposeAndOpensNothingByItself() {
        runner.withPropertyValues("spring.application.name=task-api").run(context -> {
            Topology topology = new Topology(new Shards(1), Set::of, false);
            try (BrokerConnection connection =
                    context.getBean(BrokerConnections.class).named("publish", topology)) {
                assertThat(connection).hasToString("task-api-publish");
                assertThat(connection.isOpen()).isFalse();
            }
        });
    }
}
