package io.taskmill.it.greeting;

import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import java.util.Map;

/** GREETING, version 2: {@code name} has become {@code whom}, and there is a salutation. */
final class NewGreeting implements TaskHandler<NewGreeting.Params, String> {

    record Params(String salutation, String whom) {}

    @Override
    public TaskDescription<Params> describe() {
        return new TaskDescription<>(GreetingWorker.GREETING, 2, GreetingWorker.POOL, Params.class, Map.of());
    }

    @Override
    public Map<String, Object> upgrade(int version, Map<String, Object> params) {
        return Map.of("salutation", "Hello", "whom", params.get("name"));
    }

    @Override
    public String run(Params params, TaskContext context) {
        return "2: " + params.salutation() + " " + params.whom();
    }
}
