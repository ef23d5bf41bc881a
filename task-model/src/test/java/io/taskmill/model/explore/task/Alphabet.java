package io.taskmill.model.explore.task;

import io.taskmill.model.After;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.DependencyEnded;
import io.taskmill.model.message.DependencyEnded.How;
import io.taskmill.model.message.DueReached;
import io.taskmill.model.message.OrphanedRunEvent;
import io.taskmill.model.message.OutboxPublished;
import io.taskmill.model.message.OwnerLost;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.SessionLoss;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.TypeMissing;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.task.OutboxEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Every event that can be folded in this world, numbered. What was sent is a set of these numbers: a message that was sent
 * once can be folded at any time after, by any folder, never, once or often. So delay, loss with repetition, doubling and
 * reordering are all there without a queue.
 */
@SuppressWarnings("EnumOrdinal") // numbers of bits, kept nowhere
final class Alphabet {

    static final TaskId TASK = TaskId.parse("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10");
    static final TaskId OTHER = TaskId.parse("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f11");
    static final Instant NOW = Instant.parse("2031-05-04T12:00:00Z");

    /** Retries can be asked for of the first epochs only, each by two users. */
    static final int RETRIED_EPOCHS = 2;

    private static final int USERS = 2;
    private static final int RETRIES = RETRIED_EPOCHS * USERS;

    /** A cancel, the retries, and a deletion of each epoch; that the type is missing, which counts once as well; an amendment; how another task ended. */
    static final int USER_COMMANDS = 4 + RETRIES + 2 * RunNumber.EPOCHS;

    /** What the task waits for is changed, once. */
    static final int AMENDMENT = USER_COMMANDS - 3;

    /** The task that is waited for has ended. */
    static final int FINISHED_DEPENDENCY = AMENDMENT + 1;

    static final int FAILED_DEPENDENCY = AMENDMENT + 2;

    /** Each entry's first publish and one repetition. */
    static final int REPEATS = 2;

    private static final int REPORTS = RunNumber.ALL * Report.ALL;
    private static final int ORPHANED = REPORTS;
    private static final int COMMANDS = ORPHANED + REPORTS;
    private static final int FROM_USERS = COMMANDS + RunNumber.EPOCHS;
    private static final int PUBLISHED = FROM_USERS + USER_COMMANDS;
    private static final int OWNER_LOST = PUBLISHED + RunNumber.EPOCHS * REPEATS;

    /** The task is due; the event is folded at the instant at which it is. */
    static final int DUE = OWNER_LOST + RunNumber.WORKERS;

    /** The other task is told of this one, in each epoch. */
    private static final int WATCHED = DUE + 1;

    /** The task's command is missed, whichever it is. */
    static final int MISSED = WATCHED + RunNumber.EPOCHS;

    static final int ALL = MISSED + 1;

    private final List<TaskEvent> events = new ArrayList<>();

    Alphabet(Setting setting) {
        TaskSpec spec = new TaskSpec(
                        "COUNT",
                        1,
                        "default",
                        Priority.NORMAL,
                        Json.EMPTY_OBJECT,
                        null,
                        null,
                        null,
                        NOW,
                        setting.policy())
                .startingAt(setting.has(Setting.Chance.HELD) ? NOW.plusSeconds(1) : null)
                .startingAfter(setting.has(Setting.Chance.AFTER) ? new After(List.of(OTHER), After.On.SUCCESS) : null);
        for (int i = 0; i < REPORTS; i++) {
            events.add(reportOf(i).event(runOf(i), setting.has(Setting.Chance.ROLLBACK)));
        }
        for (int i = 0; i < REPORTS; i++) {
            events.add(new OrphanedRunEvent(
                    reportOf(i).event(runOf(i), setting.has(Setting.Chance.ROLLBACK)), SessionLoss.CRASHED));
        }
        for (int epoch = 1; epoch <= RunNumber.EPOCHS; epoch++) {
            events.add(new RunCommand(TASK, epoch, spec));
        }
        events.add(new UserCommand.CancelTask(TASK, "cancel", "ada", NOW, null));
        for (int i = 0; i < RETRIES; i++) {
            events.add(new UserCommand.RetryTask(TASK, "retry-" + i, "ada", NOW, i / USERS + 1));
        }
        for (int epoch = 1; epoch <= RunNumber.EPOCHS; epoch++) {
            events.add(new UserCommand.DeleteTask(TASK, "delete-" + epoch, "ada", NOW, epoch));
        }
        for (int epoch = 1; epoch <= RunNumber.EPOCHS; epoch++) {
            events.add(new TypeMissing(TASK, epoch, "old", NOW));
        }
        events.add(new UserCommand.AmendTask(TASK, "amend", "ada", NOW, NOW.plusSeconds(2), Priority.HIGH, null));
        events.add(new DependencyEnded(TASK, 1, OTHER, How.FINISHED));
        events.add(new DependencyEnded(TASK, 1, OTHER, How.FAILED));
        for (int i = 0; i < RunNumber.EPOCHS * REPEATS; i++) {
            OutboxEntry.Dispatch entry = new OutboxEntry.Dispatch(i / REPEATS + 1, i % REPEATS);
            events.add(new OutboxPublished(TASK, Set.of(entry.id())));
        }
        for (int worker = 0; worker < RunNumber.WORKERS; worker++) {
            events.add(new OwnerLost(TASK, RunNumber.session(worker), SessionLoss.CRASHED));
        }
        events.add(new DueReached(TASK));
        for (int epoch = 1; epoch <= RunNumber.EPOCHS; epoch++) {
            events.add(new OutboxPublished(TASK, Set.of(new OutboxEntry.Watch(epoch).id())));
        }
    }

    /** Any but {@link #MISSED}, which depends on the task. */
    TaskEvent event(int number) {
        return events.get(number);
    }

    static Report reportOf(int number) {
        return Report.values()[number % Report.ALL];
    }

    static RunNumber runOf(int number) {
        return RunNumber.of(number % REPORTS / Report.ALL);
    }

    /** The same report when the shard knows that its session is lost. */
    static int orphaned(int report) {
        return ORPHANED + report;
    }

    static int command(int epoch) {
        return COMMANDS + epoch - 1;
    }

    /** 0 is the cancel, then two retries for each epoch, then the deletions, then what workers do not have, then the amendment. */
    static int fromUser(int command) {
        return FROM_USERS + command;
    }

    static int deletionOf(int epoch) {
        return RETRIES + epoch;
    }

    static int missingOf(int epoch) {
        return RETRIES + RunNumber.EPOCHS + epoch;
    }

    static int retriedEpoch(int command) {
        return (command - 1) / USERS + 1;
    }

    static int user(int command) {
        return (command - 1) % USERS;
    }

    static int published(OutboxEntry.Dispatch entry) {
        return PUBLISHED + (entry.epoch() - 1) * REPEATS + entry.repeat();
    }

    /** That the other task was told of this one. */
    static int watched(OutboxEntry.Watch entry) {
        return WATCHED + entry.epoch() - 1;
    }

    static int ownerLost(int worker) {
        return OWNER_LOST + worker;
    }

    static boolean isReport(int number) {
        return number < COMMANDS;
    }

    /** Which report it is, orphaned or not. */
    static int reportNumber(int number) {
        return number % REPORTS;
    }

    static boolean isFromUser(int number) {
        return number >= FROM_USERS && number < PUBLISHED;
    }

    static boolean isRetry(int number) {
        return number > FROM_USERS && number <= FROM_USERS + RETRIES;
    }

    /** Whether it comes through the shard's queue, not from the folder itself. */
    static boolean travels(int number) {
        return number < PUBLISHED;
    }

    static String text(int number) {
        if (number < COMMANDS) {
            return (number >= ORPHANED ? "orphaned " : "") + reportOf(number) + " of " + runOf(number);
        }
        if (number < FROM_USERS) {
            return "RUN of epoch " + (number - COMMANDS + 1);
        }
        if (number < PUBLISHED) {
            int command = number - FROM_USERS;
            if (command == AMENDMENT) {
                return "AMEND";
            }
            if (command > AMENDMENT) {
                return "that the other task has " + (command == FINISHED_DEPENDENCY ? "finished" : "failed");
            }
            if (command > RETRIES + RunNumber.EPOCHS) {
                return "TYPE_MISSING of epoch " + (command - RETRIES - RunNumber.EPOCHS);
            }
            if (command > RETRIES) {
                return "DELETE of epoch " + (command - RETRIES);
            }
            return command == 0 ? "CANCEL" : "RETRY of epoch " + retriedEpoch(command) + " by user " + user(command);
        }
        if (number < OWNER_LOST) {
            return "that the outbox of epoch " + ((number - PUBLISHED) / REPEATS + 1) + " is published";
        }
        if (number < DUE) {
            return "that worker " + (number - OWNER_LOST) + ", the owner, is lost";
        }
        if (number < WATCHED) {
            return "that the task is due";
        }
        return number < MISSED ? "that the other task is watched" : "that the command is missed";
    }
}
