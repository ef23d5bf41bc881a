package io.taskmill.runtime.run;

import io.taskmill.model.TaskId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The suspects that run in a session. Each is told with a heartbeat before it begins: if it ends the session, it is blamed
 * and those who ran beside it are not.
 */
public final class Suspects {

    private static final long PAUSE_MILLIS = 100;

    private final Set<TaskId> running = ConcurrentHashMap.newKeySet();
    private final Supplier<CompletableFuture<Boolean>> heartbeat;

    /** @param heartbeat sends one now; completes with whether the broker has it */
    public Suspects(Supplier<CompletableFuture<Boolean>> heartbeat) {
        this.heartbeat = heartbeat;
    }

    /** What heartbeats tell. */
    public List<TaskId> running() {
        return List.copyOf(running);
    }

    /** Returns once the broker has a heartbeat that names the task. */
    void begins(TaskId task) throws InterruptedException {
        running.add(task);
        while (!isTold()) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS); // the broker is away: nothing can be granted meanwhile either
        }
    }

    private boolean isTold() throws InterruptedException {
        try {
            return heartbeat.get().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("what becomes of a heartbeat is a value, never an exception", e);
        }
    }

    /** Does nothing for one that has not begun. */
    void ended(TaskId task) {
        running.remove(task);
    }
}
