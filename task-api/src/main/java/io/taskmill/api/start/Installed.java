package io.taskmill.api.start;

import io.taskmill.api.publish.CommandPublisher;
import io.taskmill.messaging.dead.DeadLetters;
import io.taskmill.model.ChunkKey;
import io.taskmill.model.Priority;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.WorkQueue;
import io.taskmill.model.entity.Entity;
import io.taskmill.model.family.Chunk;
import io.taskmill.model.gate.Gate;
import io.taskmill.model.id.TaskIds;
import io.taskmill.model.schedule.Schedule;
import io.taskmill.model.session.Session;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskRow;
import io.taskmill.store.LogLine;
import io.taskmill.store.LogPosition;
import io.taskmill.store.TaskCounts;
import io.taskmill.store.TaskFilter;
import io.taskmill.store.Versioned;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What can be had only once the installation's fixed facts are known.
 *
 * @param tasks reads a task; fails with {@link io.taskmill.store.StoreUnavailableException}
 * @param newest lists tasks; fails with {@link io.taskmill.store.StoreUnavailableException}
 * @param logs reads what runs have logged; fails with {@link io.taskmill.store.StoreUnavailableException}
 * @param counts how many tasks there are; fails with {@link io.taskmill.store.StoreUnavailableException}
 * @param living at most as many sessions as asked for whose lease runs; fails with {@link
 *     io.taskmill.store.StoreUnavailableException}
 * @param gates reads gates; fails with {@link io.taskmill.store.StoreUnavailableException}
 * @param waiting what stands between a task and its start; fails with {@link
 *     io.taskmill.store.StoreUnavailableException}
 * @param kin who belongs to a family; fails with {@link io.taskmill.store.StoreUnavailableException}
 * @param running what runs in sessions; fails with {@link io.taskmill.store.StoreUnavailableException}
 * @param schedules reads schedules
 * @param entities reads the things that tasks work on; fails with {@link io.taskmill.store.StoreUnavailableException}
 */
public record Installed(
        Shards shards,
        TaskIds ids,
        Function<TaskId, Optional<Versioned<Task>>> tasks,
        Newest newest,
        Logs logs,
        Supplier<TaskCounts> counts,
        IntFunction<Collection<Session>> living,
        Running running,
        Gates gates,
        Waiting waiting,
        Schedules schedules,
        Entities entities,
        CommandPublisher commands,
        DeadLetters deadLetters,
        Kin kin)
        implements AutoCloseable {

    /** The latest tasks, latest first. */
    @FunctionalInterface
    public interface Newest {

        /** @param before only tasks whose ids come before this one; null for all */
        List<TaskRow> of(TaskFilter filter, @Nullable TaskId before, int limit);
    }

    /** What runs of a task have logged, as {@link io.taskmill.store.RunLogStore#read} gives it. */
    @FunctionalInterface
    public interface Logs {

        /**
         * Reads a part of it.
         *
         * @param epoch only of this one; null for all
         * @param run only of this one, which an epoch must go with; null for all
         * @param after only what comes after that position; null for all
         */
        List<LogLine> of(
                TaskId task, @Nullable Integer epoch, @Nullable String run, @Nullable LogPosition after, int limit);
    }

    /** What runs where, as {@link io.taskmill.store.TaskStore#running} gives it. */
    @FunctionalInterface
    public interface Running {

        /**
         * Reads it.
         *
         * @param limit of tasks, of all sessions together
         * @return by session; one without a task is absent
         */
        Map<String, List<TaskId>> of(Collection<String> sessions, int limit);
    }

    /** What stands between a task and its start, and whether the worker that has it is there. */
    public interface Waiting {

        /**
         * How many tasks wait in the work queue since before an instant.
         *
         * @param most beyond which it does not count
         */
        long aheadInQueue(WorkQueue queue, Instant dispatched, int most);

        /** The same of those that a gate lets in before one of that priority and age. */
        long aheadAtGate(String gate, Priority priority, Instant since, int most);

        /** A worker's session. */
        Optional<Session> session(String id);
    }

    /** The gates that there are. */
    public interface Gates {

        /** One of them. */
        Optional<Versioned<Gate>> find(String key);

        /**
         * Some of them, in the order of their keys.
         *
         * @param after the key that they come after; null for the first
         */
        Collection<Versioned<Gate>> page(@Nullable String after, int limit);
    }

    /** The things that tasks work on, as {@link io.taskmill.store.EntityStore} gives them. */
    public interface Entities {

        /** One, perhaps gone. */
        Optional<Versioned<Entity>> find(String key);

        /**
         * Some of a type that are there, in the order of their keys.
         *
         * @param after the key that they come after; null for the first
         */
        Collection<Versioned<Entity>> page(String type, @Nullable String after, int limit);
    }

    /** Schedules, as {@link io.taskmill.store.ScheduleStore} gives them. */
    public interface Schedules {

        /** One, perhaps deleted; fails with {@link io.taskmill.store.StoreUnavailableException}. */
        Optional<Versioned<Schedule>> find(String name);

        /**
         * A page by name; fails with {@link io.taskmill.store.StoreUnavailableException}.
         *
         * @param after only names that come after this one; null for all
         */
        List<Schedule> page(@Nullable String after, int limit);
    }

    /** Who belongs to a family. */
    public interface Kin {

        /** A part of it; empty if there is none. */
        Optional<Chunk> chunk(ChunkKey key);

        /** Those of the tasks that have a document. */
        Map<TaskId, Versioned<Task>> tasks(Collection<TaskId> tasks);
    }

    @Override
    public void close() {
        commands.close();
        deadLetters.close();
    }
}
