package io.taskmill.runtime;

import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.config.Refusal;
import io.taskmill.messaging.publish.Publisher;
import io.taskmill.messaging.publish.RetainingPublisher;
import io.taskmill.model.Shards;
import io.taskmill.model.WorkerInfo;
import io.taskmill.runtime.metric.WorkerMetrics;
import io.taskmill.runtime.report.EventReporter;
import io.taskmill.runtime.type.Handlers;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * What all sessions of a worker share.
 *
 * @param identity this process; what changes of it is without meaning here
 * @param publishing the connection that everything is published on
 * @param consuming another one, since the broker may stop reading from who publishes
 */
public record WorkerParts(
        WorkerProperties settings,
        WorkerInfo identity,
        Shards shards,
        Handlers handlers,
        WireCodec codec,
        JsonMapper json,
        BrokerConnection publishing,
        BrokerConnection consuming,
        Publisher publisher,
        RetainingPublisher retaining,
        EventReporter reporter,
        WorkerMetrics metrics,
        Refusal refusal,
        Clock clock,
        RandomGenerator random) {

    String name() {
        return identity.name();
    }

    Set<String> pools() {
        return Set.copyOf(identity.pools());
    }

    WorkerInfo info(int used, int leaked, boolean draining) {
        return new WorkerInfo(
                identity.name(),
                identity.host(),
                identity.pid(),
                identity.version(),
                List.copyOf(identity.pools()),
                identity.slots(),
                used,
                leaked,
                draining,
                identity.types());
    }
}
