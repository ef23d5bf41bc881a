package io.taskmill.api.ask;

import io.taskmill.api.ids.TaskIds;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.start.Installed;
import io.taskmill.api.start.Startup;
import io.taskmill.api.text.Language;
import io.taskmill.api.view.TaskView;
import io.taskmill.api.view.TaskViews;
import io.taskmill.model.TaskId;
import io.taskmill.model.task.Task;
import io.taskmill.store.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Finds a task, or tells whether it may yet appear. */
final class Lookup {

    /**
     * How long after a shard is folded past an id's time its document may still be missing: between an id's minting and
     * its publish, and between the clocks of API and projector.
     */
    static final Duration SLACK = Duration.ofMinutes(10);

    private final Startup startup;
    private final Watermarks watermarks;
    private final TaskViews views;

    Lookup(Startup startup, Watermarks watermarks, TaskViews views) {
        this.startup = startup;
        this.watermarks = watermarks;
        this.views = views;
    }

    /**
     * @throws ApiException if there is no such task
     * @throws io.taskmill.store.StoreUnavailableException if the store does not answer
     */
    TaskView find(TaskId id, Language language) {
        Installed installed = startup.installed();
        Optional<Versioned<Task>> task = installed.tasks().apply(id);
        if (task.isPresent() && !task.get().entity().isStub()) {
            return views.recorded(task.get(), language);
        }
        if (!installed.ids().isGenuine(id)) {
            throw unknown(id);
        }
        Instant created = TaskIds.createdAt(id);
        Optional<Instant> foldedThrough = watermarks.of(installed.shards().of(id));
        if (foldedThrough.isPresent() && created.isBefore(foldedThrough.get().minus(SLACK))) {
            throw unknown(id);
        }
        return TaskViews.issued(id, created);
    }

    private static ApiException unknown(TaskId id) {
        return ApiException.of(ProblemType.UNKNOWN_TASK, "Nothing is known of " + id + ".");
    }
}
