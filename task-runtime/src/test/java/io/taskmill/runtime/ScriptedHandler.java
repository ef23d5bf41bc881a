package io.taskmill.runtime;

import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A handler of any type in any pool that does what the test says. */
record ScriptedHandler(String type, String pool, Script script)
        implements TaskHandler<ScriptedHandler.NoParams, Object> {

    /** What there is to do. */
    interface Script {
        @Nullable Object run(TaskContext context) throws Exception;
    }

    record NoParams() {}

    @Override
    public TaskDescription<NoParams> describe() {
        return new TaskDescription<>(type, 1, pool, NoParams.class, Map.of("en", Map.of("title", type)));
    }

    @Override
    public @Nullable Object run(NoParams params, TaskContext context) throws Exception {
        return script.run(context);
    }
}
