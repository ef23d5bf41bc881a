package io.taskmill.handler;

import io.taskmill.model.StatusMessage;
import io.taskmill.model.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a run can ask and tell while it is under way. Usable from any thread of the run. */
public interface TaskContext {

    TaskId task();

    /** Counts the starts that the retry policy asked for, from 1; a run after a crash is the same attempt. */
    int attempt();

    /**
     * Rises with each dispatch of the task. A system outside that remembers the highest it has seen can refuse a run that
     * was replaced.
     */
    int fence();

    /**
     * Reports how far the run has come. Cheap: what cannot be sent at once is replaced by the next report.
     *
     * @param percent 0 to 100; less than was reported before counts as that
     */
    void progress(int percent);

    /** Reports how far the run has come and what it is at, in a text that the type announced. */
    void progress(int percent, StatusMessage message);

    /**
     * Names what the run is at from now on, such as VALIDATING, EXECUTING, FINALIZING; what it was at before has ended.
     * Shown with the task, the latest {@link io.taskmill.model.Run#MAX_STEPS} of a run. Travels with the next report.
     *
     * @param name 1 to 63 of A-Z, 0-9 and '_', beginning with a letter
     * @throws IllegalArgumentException if it is no such name
     */
    void step(String name);

    /**
     * Adds to the run's log, which is kept apart from the task and shown to whoever asks for it. Each line of the text
     * becomes an entry with the worker's time, sent within a second and before the run's end is told. Waits only while the
     * broker is away, or slower than what is logged.
     *
     * @param text what is beyond {@value io.taskmill.model.LogEntry#MAX_BYTES} bytes of a line is cut off, with a mark; a
     *     log that has come to {@value io.taskmill.model.message.RunLog#MAX_RUN_BYTES} bytes says so in its last line and
     *     takes no more
     * @throws InterruptedException if the run must stop while this waits; what was not taken by then is not in the log
     */
    void log(String text) throws InterruptedException;

    /**
     * Leaves a state for the task's next run to go on from: after a crash, a hand-back, a failed attempt or an explicit
     * retry with the same parameters. It replaces what was left before. Returns once the broker has it, and waits as long
     * as the broker is away.
     *
     * @param state written as JSON of at most 64 KiB
     * @throws IllegalArgumentException if it cannot be written so
     * @throws InterruptedException if the run must stop meanwhile; the state may count all the same
     */
    void checkpoint(Object state) throws InterruptedException;

    /**
     * What the latest run of the task that left a state has left; empty if none has. It can be of an older version of the
     * handler.
     *
     * @throws TaskFailedException with the code CHECKPOINT_UNREADABLE if it cannot be read into that type; a handler that
     *     can begin anew may catch it
     */
    <T> Optional<T> lastCheckpoint(Class<T> type);

    /**
     * Says what the run is about to do outside, by what it takes to undo it: call this before doing it. If the task fails or
     * is cancelled, {@link TaskHandler#rollback} is called for all that its runs have pushed, last pushed first, as its
     * policy's recovery says. Returns once the broker has it, and waits as long as the broker is away. A run that goes on from
     * an earlier one may push the same again, which changes nothing.
     *
     * @param name 1 to 63 of A-Z, 0-9 and '_', beginning with a letter; unique among all that the task's runs have pushed
     * @param params written as JSON of at most {@value io.taskmill.model.RollbackEntry#MAX_PARAMS_BYTES} bytes, of all that was
     *     pushed together {@value io.taskmill.model.RollbackEntry#MAX_STACK_BYTES}
     * @throws IllegalArgumentException if it is no such name, was pushed with other parameters, or these cannot be written so
     * @throws IllegalStateException if {@value io.taskmill.model.RollbackEntry#MOST} were pushed, or this is a rollback itself
     * @throws InterruptedException if the run must stop meanwhile; it may count all the same
     */
    void onRollback(String name, Object params) throws InterruptedException;

    /**
     * Gives the task children. They start once the handler has returned, which must then return null; if it throws, or its
     * process dies, there never were any. After the return the run is over and its slot is free; when all children are over,
     * {@link TaskHandler#end} is called. Returns once the broker has them, and waits as long as the broker is away. At most
     * once in a run, and neither in an end step nor in a rollback.
     *
     * @throws IllegalArgumentException if there are too many, they are too large, or cannot be written as JSON
     * @throws IllegalStateException if the run has spawned before, or is an end step or a rollback
     * @throws TaskFailedException with the code TOO_DEEP if the task has as many ancestors as a task can have, {@value
     *     io.taskmill.model.Parent#MOST_DEPTH}
     * @throws InterruptedException if the run must stop meanwhile; then there are no children
     */
    void spawn(Children children) throws InterruptedException;

    /**
     * Tells what the run knows of things that it works on, such as a pool and its status. Shown with them, under {@code
     * /api/v1/entities}; what a run tells that was replaced does not count, nor what comes after something newer. Returns
     * once the broker has it, and waits as long as the broker is away.
     *
     * @param facts at most {@value #MOST_FACTS}, each of another entity
     * @throws IllegalArgumentException if there are more, or they cannot be written as JSON of a bounded size
     * @throws InterruptedException if the run must stop meanwhile; they may count all the same
     */
    void entities(List<EntityFact> facts) throws InterruptedException;

    /** So many can be told at once. */
    int MOST_FACTS = 100;

    /** The same of one thing. */
    default void entity(EntityFact fact) throws InterruptedException {
        entities(List.of(fact));
    }

    /**
     * Lets the run take until so long from now, if its timeout would end it sooner; a timeout is never brought forward, and
     * a deadline of the task stands. Tells others with the next report of progress.
     *
     * @throws IllegalArgumentException unless it is more than 0 and at most {@link
     *     io.taskmill.model.Timeouts#LONGEST}
     */
    void extend(Duration fromNow);

    /**
     * Whether the run must stop, for whatever reason. Its thread is interrupted as well, once: a handler that has swallowed
     * the interrupt, or works in threads of its own, can ask here.
     */
    boolean cancelled();
}
