package io.taskmill.standalone;

import io.taskmill.standalone.broker.EmbeddedVirtualHost;
import io.taskmill.standalone.store.EmbeddedStore;
import io.taskmill.testkit.EmbeddedServers;
import io.taskmill.testkit.RunningStore;
import io.taskmill.testkit.VirtualHost;
import java.time.Clock;

/** Offers the embedded broker and store to tests that otherwise run against real servers. */
public final class EmbeddedPair implements EmbeddedServers {

    @Override
    public VirtualHost startBroker() {
        return EmbeddedVirtualHost.start();
    }

    @Override
    public RunningStore startStore() {
        EmbeddedStore store = EmbeddedStore.start(0, Clock.systemUTC());
        return new RunningStore() {

            @Override
            public String uri() {
                return "mongodb://" + EmbeddedStore.HOST + ":" + store.port();
            }

            @Override
            public void close() {
                store.close();
            }
        };
    }
}
