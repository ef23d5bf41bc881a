package io.taskmill.it;

import static io.taskmill.it.system.Mill.ALONE;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Load;
import io.taskmill.it.system.Mill;
import io.taskmill.testkit.LocalServers;
import io.taskmill.testkit.LocalServers.Server;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server dies again and again while tasks are submitted, and none is lost (invariant 1). How often: the system
 * property {@code taskmill.test.kills}, 2 by default.
 */
@Tag(ALONE)
class ServerKillsIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealBroker BROKER = MILL.broker();
    private static final RealStore STORE = MILL.store();

    private static final Logger LOG = LoggerFactory.getLogger(ServerKillsIT.class);

    private static final int KILLS = Integer.getInteger("taskmill.test.kills", 2);
    private static final int CLIENTS = 4;
    private static final Duration BACK_WITHIN = Duration.ofSeconds(30);

    /** A command that went under with its server is found missing after a minute. */
    private static final Duration ALL_ENDED_WITHIN = Duration.ofMinutes(3);

    @BeforeAll
    static void startOneOfEach() {
        assumeTrue(LocalServers.serve(BROKER, STORE), "only this checkout's own servers are this test's to kill");
        MILL.startOneOfEach();
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    @ParameterizedTest
    @EnumSource
    void noTaskIsLostWhenAServerIsKilledUnderLoad(Server server) {
        try (Load load = new Load(Collections.nCopies(CLIENTS, tasks()))) {
            for (int kill = 0; kill < KILLS; kill++) {
                load.awaitMore(50, BACK_WITHIN);
                LocalServers.kill(server);
                LocalServers.start(server);
                load.awaitMore(1, BACK_WITHIN);
            }
            load.stop();
            load.assertNothingLost(STORE, ALL_ENDED_WITHIN);
            LOG.info("lost 0 server={} kills={} submissions: {}", server, KILLS, load);
        }
    }
}
