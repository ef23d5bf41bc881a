package io.taskmill.runtime;

import io.taskmill.handler.TaskContext;
import io.taskmill.model.TaskId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Runs stay inside their handler until the test lets them out. */
final class Gate implements ScriptedHandler.Script {

    private static final int ALL = 1_000_000;

    private final List<TaskId> started = new CopyOnWriteArrayList<>();
    private final List<TaskId> interrupted = new CopyOnWriteArrayList<>();
    private final Semaphore exits = new Semaphore(0);

    @Override
    public @Nullable Object run(TaskContext context) throws InterruptedException {
        started.add(context.task());
        try {
            exits.acquire();
            return null;
        } catch (InterruptedException e) {
            interrupted.add(context.task());
            throw e;
        }
    }

    /** In the order of their starts; a task that ran twice is there twice. */
    List<TaskId> started() {
        return started;
    }

    List<TaskId> interrupted() {
        return interrupted;
    }

    void letOneOut() {
        exits.release();
    }

    void open() {
        exits.release(ALL);
    }
}
