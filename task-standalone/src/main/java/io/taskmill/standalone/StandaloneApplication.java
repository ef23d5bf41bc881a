package io.taskmill.standalone;

import io.taskmill.messaging.config.Refusal;
import io.taskmill.standalone.broker.EmbeddedBroker;
import io.taskmill.standalone.store.EmbeddedStore;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts all of Taskmill in one process. */
public final class StandaloneApplication {

    private static final Logger LOG = LoggerFactory.getLogger(StandaloneApplication.class);

    private StandaloneApplication() {}

    public static void main(String[] args) {
        Standalone standalone = new Standalone(args);
        Runtime.getRuntime().addShutdownHook(new Thread(standalone::close, "shutdown"));
        standalone.start();
    }
}
