package io.taskmill.model.message;

import io.taskmill.model.TaskId;

/** What can happen to one task: the closed set that the transition function decides on. */
public sealed interface TaskEvent
        permits RunCommand,
                UserCommand,
                WatchTask,
                DependencyEnded,
                GateAnswer,
                RateGranted,
                ChunkReport,
                RunEvent,
                OrphanedRunEvent,
                OwnerLost,
                OutboxPublished,
                CommandMissed,
                CommandDied,
                TypeMissing,
                TypeFound,
                DueReached {

    TaskId task();
}
