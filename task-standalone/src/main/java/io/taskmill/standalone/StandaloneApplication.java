package io.taskmill.standalone;

import io.taskmill.messaging.config.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts all of Taskmill in one process. Arguments are Spring's and go to each of the three programs. Ends with status
 * {@value Refusal#EXIT_STATUS} if its port is taken, 1 if it cannot start otherwise.
 */
public final class StandaloneApplication {

    private static final Logger LOG = LoggerFactory.getLogger(StandaloneApplication.class);
    private static final int FAILED = 1;

    private StandaloneApplication() {}

    public static void main(String[] args) {
        Standalone standalone = new Standalone(args);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(standalone::close));
        try {
            standalone.start();
        } catch (PortTakenException e) {
            LOG.error("refusing to start: {}", e.getMessage());
            System.exit(Refusal.EXIT_STATUS);
        } catch (RuntimeException | Error e) { // what has started would go on without the rest
            LOG.error("cannot start", e);
            System.exit(FAILED);
        }
    }
}
