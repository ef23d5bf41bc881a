package io.taskmill.it.docs.handlers;

import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Must be alone with its pool, and must not ask too much of the host that it calls. */
final class ExpandPool implements TaskHandler<ExpandPool.Params, Void> {

    /** What makes machines. */
    interface Controller {

        void clone(String template, String pool);
    }

    record Params(String poolId, String templateId, String url) {}

    private final Controller controller;

    ExpandPool(Controller controller) {
        this.controller = controller;
    }

    // tag::gates
    @Override
    public TaskDescription<Params> describe() {
        return TaskDescription.of("EXPAND_POOL", Params.class, Map.of())
                .withGate("pool:{params.poolId}", 1)
                .withGate("template:{params.templateId}", 2)
                .withRate("host:{params.url|host}", 10, Duration.ofSeconds(1), 5);
    }
    // end::gates

    @Override
    public @Nullable Void run(Params params, TaskContext context) {
        controller.clone(params.templateId(), params.poolId());
        return null;
    }
}
