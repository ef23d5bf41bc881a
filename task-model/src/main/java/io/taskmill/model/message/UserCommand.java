package io.taskmill.model.message;

import io.taskmill.model.Json;
import io.taskmill.model.Names;
import io.taskmill.model.Priority;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What somebody wants of a task that is there. Its id makes a repetition a no-op. */
public sealed interface UserCommand extends ShardMessage, TaskEvent {

    /** The most characters of a reason or an actor. */
    int MAX_TEXT = 1_000;

    /** Drawn by whoever sends it first. */
    String id();

    /** Who wants it, as the API knows; null if it does not. */
    @Nullable String actor();

    /** When the API took it, by the API's clock. */
    Instant at();

    /** The task shall end, whatever it does. A task that has ended stays as it is. */
    record CancelTask(
            TaskId task,
            String id,
            @Nullable String actor,
            Instant at,
            @Nullable String reason) implements UserCommand {

        public CancelTask {
            Names.requireId("command.id", id);
            requireShort("reason", reason);
            requireShort("actor", actor);
        }
    }

    /**
     * A task that has failed or was cancelled shall run anew.
     *
     * @param epoch the dispatch that ended so; a task that has another one is left alone
     * @param edit what is to be run instead; null to run the same
     */
    record RetryTask(
            TaskId task,
            String id,
            @Nullable String actor,
            Instant at,
            int epoch,
            @Nullable Edit edit) implements UserCommand {

        public RetryTask {
            Names.requireId("command.id", id);
            requireShort("actor", actor);
        }

        /** Of the task as it is. */
        public RetryTask(TaskId task, String id, @Nullable String actor, Instant at, int epoch) {
            this(task, id, actor, at, epoch, null);
        }
    }

    /**
     * Other parameters for a task.
     *
     * @param typeVersion the version of the type whose schema they fulfil
     * @param policy with the gates and rates that go with them; null if it stays as it is
     */
    record Edit(int typeVersion, Json params, @Nullable TaskPolicy policy) {

        public Edit {
            if (typeVersion < 1) {
                throw new IllegalArgumentException("typeVersion is " + typeVersion + " but must be at least 1");
            }
        }

        /** With the same policy. */
        public Edit(int typeVersion, Json params) {
            this(typeVersion, params, null);
        }
    }

    /**
     * A task that waits shall wait otherwise. What is null stays as it is.
     *
     * @param notBefore when it may start, at once if that has passed; its deadline counts from then
     * @param pool whose workers are to run it
     */
    record AmendTask(
            TaskId task,
            String id,
            @Nullable String actor,
            Instant at,
            @Nullable Instant notBefore,
            @Nullable Priority priority,
            @Nullable String pool)
            implements UserCommand {

        public AmendTask {
            Names.requireId("command.id", id);
            requireShort("actor", actor);
            if (notBefore == null && priority == null && pool == null) {
                throw new IllegalArgumentException("amendment " + id + " of task " + task + " changes nothing");
            }
            if (pool != null) {
                Names.requirePool(pool);
            }
        }
    }

    /**
     * Nothing of a task that has ended is to be kept.
     *
     * @param epoch the dispatch that it ended with; a task that has another one is left alone. {@link #WITH_ITS_PARENT}
     *     for whichever that is, since its parent is deleted
     */
    record DeleteTask(TaskId task, String id, @Nullable String actor, Instant at, int epoch) implements UserCommand {

        /** The child goes with its parent. One that is under way, since somebody has retried it, is its own from then on. */
        public static final int WITH_ITS_PARENT = 0;

        public DeleteTask {
            Names.requireId("command.id", id);
            requireShort("actor", actor);
        }
    }

    /**
     * What a task that has failed or was cancelled has done shall be undone.
     *
     * @param epoch the dispatch that it ended with; a task that has another one is left alone
     */
    record RollbackTask(TaskId task, String id, @Nullable String actor, Instant at, int epoch) implements UserCommand {

        public RollbackTask {
            Names.requireId("command.id", id);
            requireShort("actor", actor);
        }
    }

    /** @throws IllegalArgumentException if the text is longer than {@value #MAX_TEXT} characters */
    static void requireShort(String field, @Nullable String text) {
        if (text != null && text.length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                    field + " has " + text.length() + " characters but may have " + MAX_TEXT);
        }
    }
}
