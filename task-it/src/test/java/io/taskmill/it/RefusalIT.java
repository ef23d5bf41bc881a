package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.it.system.Mill;
import io.taskmill.messaging.config.Refusal;
import io.taskmill.testkit.EmbeddedServers;
import io.taskmill.testkit.JavaProcess;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The number of shards is fixed at the first start of an installation. */
@Tag(EmbeddedServers.EMBEDDED)
class RefusalIT {

    @RegisterExtension
    static final Mill MILL = new Mill().with("TASKMILL_WORKER_SHARDSTIMEOUT", "3s");

    @Test
    void whoHasAnotherNumberOfShardsRefusesToStartAndSaysSo() throws Exception {
        MILL.launch("task-projector", "projector");
        MILL.awaitReady();
        MILL.with("TASKMILL_SHARDS", "4");

        JavaProcess projector = MILL.launch("task-projector", "other-projector");
        JavaProcess worker = MILL.launch("task-worker", "other-worker");

        assertThat(projector.awaitExit(Duration.ofSeconds(60))).isEqualTo(Refusal.EXIT_STATUS);
        assertThat(projector.logs())
                .anyMatch(line -> line.contains("taskmill.shards is 4, but") && line.contains("8 shards"));
        assertThat(worker.awaitExit(Duration.ofSeconds(60))).isEqualTo(Refusal.EXIT_STATUS);
        assertThat(worker.logs()).anyMatch(line -> line.contains("taskmill.shards=4"));
    }
}
