package io.taskmill.it.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.testkit.JavaProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link ConfigurationRefusalTest} shows of properties, programs do: they end and say why. */
class ConfigurationRefusalIT {

    @RegisterExtension
    final Programs programs = new Programs();

    @ParameterizedTest
    @CsvSource({
        "task-api,       TASKMILL_API_CONFIRMTIMEOUT, 0s,   taskmill.api.confirm-timeout is 0s but must be 1ms to 1m",
        "task-projector, TASKMILL_SHARDS,             2000, taskmill.shards is 2000 but must be 1 to 1024",
        "task-projector, TASKMILL_PROJECTOR_MAXBATCH, 0,    taskmill.projector.max-batch is 0 but must be 1 to 10000",
        "task-worker,    TASKMILL_WORKER_SLOTS,       many, taskmill.worker.slots",
        "task-worker,    TASKMILL_WORKER_GRACE,       -1s,  taskmill.worker.grace is -1s but must be 0s to 1d",
    })
    void aProgramWithAWrongValueEndsAtOnceAndSaysWhich(String module, String variable, String value, String told)
            throws IOException {
        JavaProcess process = programs.start(module, Map.of(variable, value)).process();

        assertThat(process.awaitExit(Duration.ofSeconds(20))).isNotZero();
        assertThat(process.logs()).anyMatch(line -> line.contains(told)).anyMatch(line -> line.contains(value));
    }
}
