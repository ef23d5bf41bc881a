package io.taskmill.model.explore.task;

import io.taskmill.model.Phase;
import io.taskmill.model.Run;
import io.taskmill.model.message.DependencyEnded;
import io.taskmill.model.message.DependencyEnded.How;
import io.taskmill.model.message.DueReached;
import io.taskmill.model.message.OutboxPublished;
import io.taskmill.model.message.OwnerLost;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.TypeMissing;
import io.taskmill.model.message.UserCommand.CancelTask;
import io.taskmill.model.message.UserCommand.DeleteTask;
import io.taskmill.model.message.UserCommand.RetryTask;
import io.taskmill.model.task.OutboxEntry;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskTransition;
import io.taskmill.model.task.Transition;
import io.taskmill.model.task.Transition.Decision;
import io.taskmill.model.task.Transition.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One rule left out at a time. If nothing breaks then, the rule is of no use, or the exploration is blind. */
public enum Mutation implements Rules {
    NO_EPOCH_CHECK(Settings.RETRY) {
        @Override
        public Transition apply(@Nullable Task task, TaskEvent event, Instant now) {
            return task != null && event instanceof RunEvent report
                    ? super.apply(task, Reports.ofEpoch(report, task.epoch()), now)
                    : super.apply(task, event, now);
        }
    },
    NO_RUN_OWNERSHIP(Settings.AGAIN) {
        @Override
        public Transition apply(@Nullable Task task, TaskEvent event, Instant now) {
            Run owner = task == null ? null : task.run();
            return owner != null && event instanceof RunEvent report
                    ? super.apply(task, Reports.ofRun(report, owner.id()), now)
                    : super.apply(task, event, now);
        }
    },
    WHO_ASKS_FOR_A_HELD_TASK_IS_GRANTED(Settings.STRICT_START) {
        @Override
        public Transition apply(@Nullable Task task, TaskEvent event, Instant now) {
            Transition transition = super.apply(task, event, now);
            return event instanceof RunEvent.Start start && transition.verdict().equals(HELD)
                    ? new Transition(task, transition.verdict(), List.of(Reports.granted(start)))
                    : transition;
        }
    },
    NO_COMMAND_IDS(Settings.RETRY) {
        @Override
        public Transition apply(@Nullable Task task, TaskEvent event, Instant now) {
            int others = task == null ? 0 : task.applied().size();
            return event instanceof CancelTask cancel
                    ? super.apply(
                            task,
                            new CancelTask(
                                    cancel.task(),
                                    cancel.id() + "-" + others,
                                    cancel.actor(),
                                    cancel.at(),
                                    cancel.reason()),
                            now)
                    : super.apply(task, event, now);
        }
    },
    LATE_CANCEL_NOT_REMEMBERED(Settings.RETRY) {
        @Override
        public Transition apply(@Nullable Task task, TaskEvent event, Instant now) {
            Transition transition = super.apply(task, event, now);
            return event instanceof CancelTask && transition.verdict() instanceof Verdict.Refused
                    ? new Transition(task, transition.verdict(), transition.decisions())
                    : transition;
        }
    },
    RETRY_OF_WHATEVER_EPOCH(Settings.RETRY_BY_TWO) {
        @Override
        public Transition apply(@Nullable Task task, TaskEvent event, Instant now) {
            return task != null && event instanceof RetryTask retry
                    ? super.apply(
                            task, new RetryTask(retry.task(), retry.id(), retry.actor(), retry.at(), task.epoch()), now)
                    : super.apply(task, event, now);
        }
    },
    TYPE_MISSING_OF_WHATEVER_EPOCH(Settings.TYPE_MISSING) {
        @Override
        public Transition apply(@Nullable Task task, TaskEvent event, Instant now) {
            return task != null && event instanceof TypeMissing missing
                    ? super.apply(
                            task, new TypeMissing(missing.task(), task.epoch(), missing.worker(), missing.at()), now)
                    : super.apply(task, event, now);
        }
    },
    NO_GRACE_FOR_THE_FIRST_RECEIVER(Settings.PROMPT) {
        @Override
        public Transition apply(@Nullable Task task, TaskEvent event, Instant now) {
            return event instanceof RunEvent.Start start && start.waited() != null
                    ? super.apply(
                            task,
                            new RunEvent.Start(
                                    start.task(), start.epoch(), start.run(), TaskTransition.GRACE_FOR_FIRST_RECEIVER),
                            now)
                    : super.apply(task, event, now);
        }
    },
    REFUSAL_FROM_A_STALE_CACHE(Settings.RETRY) {
        @Override
        public boolean outcomesAreProven() {
            return false;
        }
    },
    UNGUARDED_WRITE(Settings.CANCEL) {
        @Override
        public boolean writesAreGuarded() {
            return false;
        }
    },
    NOTHING_IS_LEFT_OF_WHAT_IS_DELETED(Settings.DELETE) {
        @Override
        public Transition apply(@Nullable Task task, TaskEvent event, Instant now) {
            return super.apply(task == null || task.deleted() == null ? task : null, event, now);
        }
    },
    WHATEVER_HAS_ENDED_IS_DELETED(Settings.DELETE) {
        @Override
        public Transition apply(@Nullable Task task, TaskEvent event, Instant now) {
            return task != null && event instanceof DeleteTask delete
                    ? super.apply(
                            task,
                            new DeleteTask(delete.task(), delete.id(), delete.actor(), delete.at(), task.epoch()),
                            now)
                    : super.apply(task, event, now);
        }
    },
    SESSION_LOST_NOT_RECORDED(Settings.LOSS) {
        @Override
        public boolean lostSessionsAreRecorded() {
            return false;
        }
    },
    OUTBOX_CLEARED_BEFORE_PUBLISHED(Settings.ATTEMPTS) {
        @Override
        public boolean outboxWaitsForConfirm() {
            return false;
        }
    },
    CANCEL_FORGOTTEN_BY_A_FINISHING_RUN(Settings.CANCEL) {
        @Override
        public Transition apply(@Nullable Task task, TaskEvent event, Instant now) {
            return task != null && task.phase() == Phase.ABORTING && event instanceof RunEvent.Finished
                    ? super.apply(running(task, now), event, now)
                    : super.apply(task, event, now);
        }
    },
    LOST_OWNER_OF_A_CANCELLED_TASK_RUNS_AGAIN(Settings.LOSS) {
        @Override
        public Transition apply(@Nullable Task task, TaskEvent event, Instant now) {
            return task != null && task.phase() == Phase.ABORTING && event instanceof OwnerLost
                    ? super.apply(running(task, now), event, now)
                    : super.apply(task, event, now);
        }
    },
    CANCELLED_RUN_IS_TOLD_ONCE(Settings.CANCEL) {
        @Override
        public Transition apply(@Nullable Task task, TaskEvent event, Instant now) {
            return task != null && task.phase() == Phase.ABORTING && event instanceof DueReached
                    ? new Transition(task, new Verdict.Repeated(), List.of())
                    : super.apply(task, event, now);
        }
    },
    REFUSALS_ARE_NOT_TOLD(Settings.AGAIN) {
        @Override
        public Transition apply(@Nullable Task task, TaskEvent event, Instant now) {
            Transition transition = super.apply(task, event, now);
            List<Decision> kept = transition.verdict() instanceof Verdict.Refused ? List.of() : transition.decisions();
            return new Transition(transition.task(), transition.verdict(), kept);
        }
    },
    A_FAILED_DEPENDENCY_SUFFICES(Settings.AFTER) {
        @Override
        public Transition apply(@Nullable Task task, TaskEvent event, Instant now) {
            return event instanceof DependencyEnded ended
                    ? super.apply(
                            task,
                            new DependencyEnded(ended.task(), ended.epoch(), ended.dependency(), How.FINISHED),
                            now)
                    : super.apply(task, event, now);
        }
    },
    DEPENDENCIES_ARE_NOT_ASKED(Settings.AFTER) {
        @Override
        public Transition apply(@Nullable Task task, TaskEvent event, Instant now) {
            Transition transition = super.apply(task, event, now);
            return event instanceof RunCommand command
                    ? super.apply(
                            transition.task(),
                            new OutboxPublished(command.task(), Set.of(new OutboxEntry.Watch(1).id())),
                            now)
                    : transition;
        }
    },
    A_LATE_PUSH_DOES_NOT_COUNT(Settings.ROLLBACK) {
        @Override
        public Transition apply(@Nullable Task task, TaskEvent event, Instant now) {
            return task != null && event instanceof RunEvent.RollbackPushed pushed && pushed.epoch() < task.epoch()
                    ? new Transition(task, new Verdict.Repeated(), List.of())
                    : super.apply(task, event, now);
        }
    },
    WHAT_IS_UNDONE_IS_NOT_NOTED(Settings.ROLLBACK) {
        @Override
        public Transition apply(@Nullable Task task, TaskEvent event, Instant now) {
            return event instanceof RunEvent.RolledBack back
                    ? super.apply(
                            task,
                            new RunEvent.RolledBack(back.task(), back.epoch(), back.run(), List.of(), back.through()),
                            now)
                    : super.apply(task, event, now);
        }
    },
    AN_END_DOES_NOT_LAST(Settings.AGAIN) {
        @Override
        public Transition apply(@Nullable Task task, TaskEvent event, Instant now) {
            return task != null && task.run() != null && task.end() != null && event instanceof RunEvent
                    ? super.apply(running(task, now), event, now)
                    : super.apply(task, event, now);
        }
    };

    private static final Verdict HELD = new Verdict.Refused(RefusalReason.HELD);

    @SuppressWarnings("ImmutableEnumChecker") // it is, but for what the checker cannot see
    private final Setting setting;

    Mutation(Setting setting) {
        this.setting = setting;
    }

    /** Where it shows. */
    Setting setting() {
        return setting;
    }

    @Override
    public Transition apply(@Nullable Task task, TaskEvent event, Instant now) {
        return TaskTransition.apply(task, event, now);
    }

    /** The task as if neither a cancel nor its end had been folded. */
    private static Task running(Task task, Instant now) {
        return new Task(
                task.id(),
                task.spec(),
                Phase.RUNNING,
                now,
                task.epoch(),
                task.attempt(),
                task.crashRecoveries(),
                task.deadline(),
                task.dependencies(),
                task.claims(),
                null,
                null,
                null,
                null,
                task.started(),
                task.progress(),
                task.run(),
                task.checkpoint(),
                task.rollback(),
                task.failed(),
                null,
                null,
                null,
                task.applied(),
                task.outbox(),
                task.history(),
                task.families());
    }
}
