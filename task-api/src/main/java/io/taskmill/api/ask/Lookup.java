package io.taskmill.api.ask;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.start.Installed;
import io.taskmill.api.start.Startup;
import io.taskmill.model.TaskId;
import io.taskmill.model.id.TaskIds;
import io.taskmill.model.task.Task;
import io.taskmill.store.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Finds a task, or tells whether it may yet appear. */
public final class Lookup {

    /**
     * How long after a shard is folded past an id's time its document may still be missing: between an id's minting and
     * its publish, and between the clocks of API and projector.
     */
    static final Duration SLACK = Duration.ofMinutes(10);

    private final Startup startup;
    private final Watermarks watermarks;

    Lookup(Startup startup, Watermarks watermarks) {
        this.startup = startup;
        this.watermarks = watermarks;
    }

    /** @throws ApiException if the text of a path is no task id */
    public static TaskId parse(String id) {
        try {
            return TaskId.parse(id);
        } catch (IllegalArgumentException e) {
            throw ApiException.of(
                    ProblemType.MALFORMED_ID,
                    "A task id is a UUID of 36 characters, such as 0197a6f0-3c2e-7b41-9d52-6f1c0a8e4b37.",
                    e);
        }
    }

    /**
     * What is known of the task, which may be a stub; empty if it may yet appear.
     *
     * @throws ApiException if there is no such task, or it was deleted
     * @throws io.taskmill.store.StoreUnavailableException if the store does not answer
     */
    public Optional<Versioned<Task>> find(TaskId id) {
        Optional<Versioned<Task>> task = findAlsoDeleted(id);
        if (task.isPresent() && task.get().entity().deleted() != null) {
            throw deleted(id);
        }
        return task;
    }

    /**
     * The same, and what is left of a task that was deleted.
     *
     * @throws ApiException if there is no such task
     * @throws io.taskmill.store.StoreUnavailableException if the store does not answer
     */
    public Optional<Versioned<Task>> findAlsoDeleted(TaskId id) {
        Installed installed = startup.installed();
        Optional<Versioned<Task>> task = installed.tasks().apply(id);
        if (task.isPresent() && isCertain(task.get().entity())) {
            return task;
        }
        if (!installed.ids().isGenuine(id)) {
            throw unknown(id);
        }
        Instant created = TaskIds.createdAt(id);
        Optional<Instant> foldedThrough = watermarks.of(installed.shards().of(id));
        if (foldedThrough.isPresent() && created.isBefore(foldedThrough.get().minus(SLACK))) {
            throw unknown(id);
        }
        return task;
    }

    private static boolean isCertain(Task task) {
        return !task.isStub() || task.deleted() != null;
    }

    /** What whoever asks for a deleted task is told. */
    public static ApiException deleted(TaskId id) {
        return ApiException.of(
                ProblemType.TASK_DELETED, "Task " + id + " was deleted; nothing is known of it any more.");
    }

    private static ApiException unknown(TaskId id) {
        return ApiException.of(ProblemType.UNKNOWN_TASK, "Nothing is known of " + id + ".");
    }
}
