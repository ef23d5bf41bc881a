package io.taskmill.it.greeting;

import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import java.util.Map;

/** FAREWELL, which the first release does not have. */
final class Farewell implements TaskHandler<Farewell.Params, String> {

    record Params(String whom) {}

    @Override
    public TaskDescription<Params> describe() {
        return new TaskDescription<>(GreetingWorker.FAREWELL, 1, GreetingWorker.POOL, Params.class, Map.of());
    }

    @Override
    public String run(Params params, TaskContext context) {
        return "bye " + params.whom();
    }
}
