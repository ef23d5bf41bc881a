package io.taskmill.handler;

import io.taskmill.model.StatusMessage;
import io.taskmill.model.TaskId;
import java.time.Duration;

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
