package io.taskmill.api.diagnosis;

import io.taskmill.model.Pause;
import io.taskmill.model.WorkerInfo;
import io.taskmill.model.gate.Gate;
import io.taskmill.model.session.Session;
import io.taskmill.model.task.Task;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a task and of what it waits for.
 *
 * @param task of which it is known what was asked for
 * @param capable the living workers that can run it
 * @param aheadInQueue how many tasks are before it in its work queue; 0 unless it waits in one
 * @param gate that it waits for; null unless it does, or nothing is known of that one yet
 * @param aheadAtGate how many tasks that gate lets in before it
 * @param pause that keeps it from starting; null if none does
 * @param session in which it runs; null unless it does
 */
record Facts(
        Task task,
        List<WorkerInfo> capable,
        long aheadInQueue,
        @Nullable Gate gate,
        long aheadAtGate,
        @Nullable Pause pause,
        @Nullable Session session,
        Instant now) {

    /** Nobody counts further. */
    static final int MOST_AHEAD = 10_000;
}
