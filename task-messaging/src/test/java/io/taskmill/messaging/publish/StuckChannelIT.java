package io.taskmill.messaging.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taskmill.messaging.Broker;
import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.publish.PublishOutcome.Accepted;
import io.taskmill.messaging.publish.PublishOutcome.Unknown;
import io.taskmill.testkit.LocalServers;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A channel on which nothing is confirmed any more, while the connection and the broker are well. */
class StuckChannelIT {

    @RegisterExtension
    static final RealBroker real = new RealBroker();

    private static final Duration PATIENCE = Broker.PATIENCE.plus(Unconfirmed.LONGEST_OLDEST);

    private final Broker broker = new Broker(real);
    private final BrokerConnection looking = broker.connection("looking");
    private final BrokerConnection publishing = broker.connection("publish");
    private final Publisher publisher = new Publisher(publishing, new Random(1));
    private final RetainingPublisher retaining = new RetainingPublisher(publisher);
    private String queue = "";

    @BeforeEach
    void letItGetStuck() throws InterruptedException {
        assumeTrue(LocalServers.serve(real), "only this checkout's own broker is this test's to disturb");
        queue = broker.newQueue(looking);
        assertThat(publisher.publish(to("first")).await(PATIENCE)).isEqualTo(new Accepted());
        LocalServers.suspendConfirms(real);
    }

    @AfterEach
    void close() {
        LocalServers.resumeConfirms(real);
        retaining.close();
        looking.close();
    }

    @Test
    void whatIsRetainedGoesOverAnotherChannelOfTheSameConnection() {
        CompletableFuture<PublishOutcome> kept = retaining.publish(to("kept"));
        assertThat(kept).succeedsWithin(PATIENCE).isEqualTo(new Accepted());
        assertThat(publishing.isOpen()).isTrue();
        assertThat(broker.drain(looking, queue))
                .extracting(message -> new String(message.getBody(), UTF_8))
                .containsExactly("first", "kept");
    }

    @Test
    void whoTriesAgainByHimselfIsToldThatNobodyKnows() {
        assertThat(publisher.publish(to("unknown")).outcome())
                .succeedsWithin(PATIENCE)
                .isInstanceOf(Unknown.class);
        assertThat(publisher.publish(to("next")).outcome())
                .succeedsWithin(PATIENCE)
                .isNotInstanceOf(Unknown.class);
    }

    private Outbound to(String body) {
        return new Outbound("", queue, body.getBytes(UTF_8), Map.of());
    }
}
