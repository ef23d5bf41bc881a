package io.taskmill.model.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.taskmill.model.Fact;
import io.taskmill.model.Json;
import io.taskmill.model.RollbackEntry;
import io.taskmill.model.Run;
import io.taskmill.model.Spawn;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run reports of itself. Each event carries all of the run's small state, so that the event with the highest
 * {@link Run#seq} tells everything and older ones may come late, twice or never.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunEvent.Start.class, name = "START"),
    @JsonSubTypes.Type(value = RunEvent.Progress.class, name = "PROGRESS"),
    @JsonSubTypes.Type(value = RunEvent.Checkpoint.class, name = "CHECKPOINT"),
    @JsonSubTypes.Type(value = RunEvent.RollbackPushed.class, name = "ROLLBACK_PUSHED"),
    @JsonSubTypes.Type(value = RunEvent.EntityFacts.class, name = "ENTITY_FACTS"),
    @JsonSubTypes.Type(value = RunEvent.RolledBack.class, name = "ROLLED_BACK"),
    @JsonSubTypes.Type(value = RunEvent.Finished.class, name = "FINISHED"),
    @JsonSubTypes.Type(value = RunEvent.Failed.class, name = "FAILED"),
    @JsonSubTypes.Type(value = RunEvent.Spawned.class, name = "SPAWNED"),
    @JsonSubTypes.Type(value = RunEvent.Aborted.class, name = "ABORTED"),
    @JsonSubTypes.Type(value = RunEvent.GivenBack.class, name = "GIVEN_BACK"),
})
public sealed interface RunEvent extends TaskEvent {

    /** The dispatch that the run belongs to. */
    int epoch();

    /** The run as it was when this was reported. */
    Run run();

    /**
     * A run wants the task, or has begun on it.
     *
     * @param waited null when the run has begun without asking; otherwise the run waits for its grant and has done so
     *     for this long, by its worker's own clock
     */
    record Start(TaskId task, int epoch, Run run, @Nullable Duration waited) implements RunEvent {}

    /** The run goes on. Lossy: a later one replaces it. */
    record Progress(TaskId task, int epoch, Run run) implements RunEvent {}

    /**
     * The handler has left a state that the task's next run may go on from. Of one run's checkpoints the one with the
     * highest seq counts, whatever else it has reported since.
     *
     * @param state at most {@value #MAX_CHECKPOINT_BYTES} bytes as UTF-8
     */
    record Checkpoint(TaskId task, int epoch, Run run, Json state) implements RunEvent {}

    int MAX_CHECKPOINT_BYTES = 64 * 1024;

    /**
     * The handler is about to do something outside that may have to be undone. Counts whenever it comes, and of whichever run:
     * what was done was done.
     *
     * @param index counts what the run has pushed, from 0
     * @param name what is to be undone
     * @param params what the handler needs for that
     */
    record RollbackPushed(TaskId task, int epoch, Run run, int index, String name, Json params) implements RunEvent {

        public RollbackPushed {
            var _ = new RollbackEntry(epoch, run.id(), index, name, params);
        }

        /** What the task keeps of it. */
        public RollbackEntry entry() {
            return new RollbackEntry(epoch, run.id(), index, name, params);
        }
    }

    /**
     * What the run tells of things that it works on. Counts if the run owns the epoch, whatever else it has reported since.
     *
     * @param at by the worker's clock
     * @param facts 1 to {@value #MOST_FACTS}, each of another entity
     */
    record EntityFacts(TaskId task, int epoch, Run run, Instant at, List<Fact> facts) implements RunEvent {

        public EntityFacts {
            facts = List.copyOf(facts);
            if (facts.isEmpty() || facts.size() > MOST_FACTS) {
                throw new IllegalArgumentException(
                        "run " + run.id() + " tells " + facts.size() + " facts but may tell 1 to " + MOST_FACTS);
            }
        }
    }

    int MOST_FACTS = 100;

    /** Of the attributes of all facts of one report, as UTF-8, with {@value #FACT_BYTES} for each fact besides. */
    int MAX_FACTS_BYTES = 64 * 1024;

    /** What a fact counts for besides its attributes. */
    int FACT_BYTES = 256;

    /**
     * A run that rolls back has come so far.
     *
     * @param undone all that it has undone by now, in that order; at most {@value #MOST_UNDONE}
     * @param through when it had undone all that its command names, which is its end; null if it goes on
     */
    record RolledBack(
            TaskId task,
            int epoch,
            Run run,
            List<RollbackEntry.Ref> undone,
            @Nullable Instant through) implements RunEvent {

        public RolledBack {
            undone = List.copyOf(undone);
            if (undone.size() > MOST_UNDONE) {
                throw new IllegalArgumentException("run " + run.id() + " has undone " + undone.size()
                        + " entries but can have undone " + MOST_UNDONE);
            }
        }
    }

    /** Twice what one run may see: of another one more may come that nobody knew of when that run began. */
    int MOST_UNDONE = 2 * RollbackEntry.MOST;

    /** The handler returned. */
    record Finished(
            TaskId task,
            int epoch,
            Run run,
            Instant at,
            @Nullable Json result) implements RunEvent {}

    /**
     * The handler returned, and these are its task's children. The broker has all parts of the family by then.
     *
     * @param family all of it, but for who its children are
     */
    record Spawned(TaskId task, int epoch, Run run, Instant at, Spawn family) implements RunEvent {}

    /** The handler gave up, or took longer than it may. */
    record Failed(TaskId task, int epoch, Run run, Instant at, TaskError error) implements RunEvent {}

    /**
     * The run was told that its task is cancelled, and ends.
     *
     * @param returned false if the handler pays no heed to it and may still be at work
     */
    record Aborted(TaskId task, int epoch, Run run, Instant at, boolean returned) implements RunEvent {}

    /**
     * The run was granted and cannot be carried out here now: another one may begin. Costs no attempt.
     *
     * @param checkpoint the state that the run has left last, since a {@link Checkpoint} that comes after this is too late;
     *     null if it has left none
     */
    record GivenBack(
            TaskId task, int epoch, Run run, @Nullable Json checkpoint) implements RunEvent {

        /** Of a run that has left nothing. */
        public GivenBack(TaskId task, int epoch, Run run) {
            this(task, epoch, run, null);
        }
    }
}
