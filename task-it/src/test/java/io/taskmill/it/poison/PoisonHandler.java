package io.taskmill.it.poison;

import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import io.taskmill.model.type.TaskType;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** POISON_PILL: ends its process after a while, as a handler does that runs out of memory. HARMLESS: only takes that long. */
final class PoisonHandler implements TaskHandler<PoisonHandler.Params, Void> {

    private static final int KILLED = 137;

    private final String type;
    private final boolean halts;

    PoisonHandler(String type, boolean halts) {
        this.type = type;
        this.halts = halts;
    }

    record Params(int millis) {}

    @Override
    public TaskDescription<Params> describe() {
        return new TaskDescription<>(
                type, 1, PoisonWorker.POOL, Params.class, Map.of("en", Map.of(TaskType.TITLE, type)));
    }

    @Override
    public @Nullable Void run(Params params, TaskContext context) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(params.millis());
        if (halts) {
            Runtime.getRuntime().halt(KILLED);
        }
        return null;
    }
}
