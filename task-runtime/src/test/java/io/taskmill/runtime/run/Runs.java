package io.taskmill.runtime.run;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.Timeouts;
import io.taskmill.model.message.RunCommand;
import io.taskmill.runtime.metric.WorkerMetrics;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Commands to run, for tests without a broker. */
final class Runs {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    private Runs() {}

    /** That nobody reports with. */
    static Checkpoints checkpoints() {
        return new Checkpoints(new JsonMapper(), event -> CompletableFuture.completedFuture(null));
    }

    /** Whose children nobody gets. */
    static Spawner spawner() {
        return new Spawner(new JsonMapper(), chunk -> CompletableFuture.completedFuture(null));
    }

    /** Of a run of the command; nobody keeps what it sends. */
    static LogWriter log(RunCommand command) {
        return new LogWriter(
                command,
                "run",
                _ -> CompletableFuture.completedFuture(null),
                new WorkerMetrics(new SimpleMeterRegistry()),
                CLOCK);
    }

    static TaskSpec spec(String params) {
        return new TaskSpec("TEST", 1, "default", Priority.NORMAL, new Json(params), null, null, null, NOON);
    }

    static RunCommand command(int epoch, Timeouts timeouts, @Nullable Instant deadline) {
        TaskPolicy policy = new TaskPolicy(RetryPolicy.NONE, timeouts, false);
        TaskSpec spec =
                new TaskSpec("TEST", 1, "default", Priority.NORMAL, Json.EMPTY_OBJECT, null, null, null, NOON, policy);
        return new RunCommand(new TaskId(new UUID(0, 1)), epoch, 2, deadline, spec);
    }

    static RunCommand command(int epoch) {
        return new RunCommand(new TaskId(new UUID(0, 1)), epoch, spec("{}"));
    }
}
