package io.taskmill.it.greeting;

import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import java.util.Map;

/** GREETING, version 1. */
final class OldGreeting implements TaskHandler<OldGreeting.Params, String> {

    record Params(String name) {}

    @Override
    public TaskDescription<Params> describe() {
        return new TaskDescription<>(GreetingWorker.GREETING, 1, GreetingWorker.POOL, Params.class, Map.of());
    }

    @Override
    public String run(Params params, TaskContext context) {
        return "1: " + params.name();
    }
}
