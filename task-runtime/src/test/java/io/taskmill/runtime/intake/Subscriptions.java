package io.taskmill.runtime.intake;

import com.rabbitmq.client.ConnectionFactory;
import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.consume.Subscription;
import io.taskmill.model.Shards;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Subscriptions that keep what they are asked for and never connect. */
final class Subscriptions {

    private Subscriptions() {}

    static Subscription unstarted(String queue) {
        BrokerConnection never = new BrokerConnection(
                new ConnectionFactory(),
                List.of(),
                "never",
                new Topology(new Shards(1), Set::of, false),
                BrokerConnection.Declares.WHEN_MISSING,
                new Random(1));
        return Subscription.onDemand(never, queue, _ -> {}, new Random(1));
    }
}
