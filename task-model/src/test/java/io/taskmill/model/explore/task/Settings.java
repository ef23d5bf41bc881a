package io.taskmill.model.explore.task;

import io.taskmill.model.Recovery;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.Timeouts;
import io.taskmill.model.explore.task.Setting.Chance;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The worlds that are explored. */
public final class Settings {

    private static final TaskPolicy STRICT = new TaskPolicy(RetryPolicy.NONE, Timeouts.NONE, true);
    private static final TaskPolicy TWO_ATTEMPTS = new TaskPolicy(
            new RetryPolicy(2, Duration.ofSeconds(1), Duration.ofMinutes(5), Set.of()), Timeouts.NONE, false);
    private static final TaskPolicy TIMED = new TaskPolicy(
            RetryPolicy.NONE, new Timeouts(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofHours(1)), false);
    private static final TaskPolicy TIMED_TWO_ATTEMPTS =
            new TaskPolicy(TWO_ATTEMPTS.retry(), new Timeouts(null, Duration.ofMinutes(2), null), false);

    static final Setting AGAIN =
            setting("again", TaskPolicy.DEFAULT, 1, Chance.AGAIN, Chance.PROGRESS, Chance.FAILURE, Chance.CRASH);
    static final Setting PROMPT = setting("prompt", TaskPolicy.DEFAULT, 1, Chance.PROMPT);
    static final Setting CANCEL =
            setting("cancel", TaskPolicy.DEFAULT, 1, Chance.CANCEL, Chance.AGAIN, Chance.FAILURE, Chance.CRASH);
    static final Setting RETRY =
            setting("explicit retry", TaskPolicy.DEFAULT, 3, Chance.RETRY, Chance.CANCEL, Chance.FAILURE);
    static final Setting RETRY_BY_TWO =
            setting("explicit retry by two", TaskPolicy.DEFAULT, 2, Chance.RETRY_BY_TWO, Chance.FAILURE, Chance.CANCEL);
    static final Setting DELETE =
            setting("deletion", TaskPolicy.DEFAULT, 2, Chance.DELETE, Chance.RETRY, Chance.CANCEL, Chance.FAILURE);
    static final Setting DELETE_AGAIN =
            setting("deletion, again", TaskPolicy.DEFAULT, 1, Chance.DELETE, Chance.AGAIN, Chance.CRASH);
    static final Setting LOSS = setting("loss", TaskPolicy.DEFAULT, 3, Chance.LOSS, Chance.CANCEL);
    static final Setting LOSS_AGAIN = setting("loss, again", TaskPolicy.DEFAULT, 2, Chance.LOSS, Chance.AGAIN);
    static final Setting STRICT_START =
            setting("strict", STRICT, 1, Chance.AGAIN, Chance.CANCEL, Chance.CRASH, Chance.FAILURE);
    static final Setting STRICT_LOSS = setting("strict, loss", STRICT, 3, Chance.LOSS, Chance.CANCEL);
    static final Setting ATTEMPTS =
            setting("two attempts", TWO_ATTEMPTS, 2, Chance.FAILURE, Chance.CANCEL, Chance.PROGRESS, Chance.CRASH);
    static final Setting ATTEMPTS_LOSS = setting("two attempts, loss", TWO_ATTEMPTS, 3, Chance.FAILURE, Chance.LOSS);
    static final Setting GIVE_BACK =
            setting("given back", TaskPolicy.DEFAULT, 2, Chance.GIVE_BACK, Chance.CANCEL, Chance.CRASH);
    static final Setting TIMEOUT =
            setting("timeouts", TIMED, 1, Chance.TIMEOUT, Chance.CANCEL, Chance.AGAIN, Chance.FAILURE);
    static final Setting TIMEOUT_ATTEMPTS =
            setting("timeouts, two attempts", TIMED_TWO_ATTEMPTS, 2, Chance.TIMEOUT, Chance.FAILURE, Chance.CANCEL);
    static final Setting PURGE = setting("purged queue", TaskPolicy.DEFAULT, 1, Chance.PURGE, Chance.CANCEL);

    static final Setting TYPE_MISSING = setting(
            "missing type", TaskPolicy.DEFAULT, 3, Chance.TYPE_MISSING, Chance.CANCEL, Chance.FAILURE, Chance.CRASH);
    static final Setting TYPE_MISSING_PROMPT =
            setting("missing type, prompt", TaskPolicy.DEFAULT, 2, Chance.TYPE_MISSING, Chance.PROMPT);

    static final Setting HELD = setting(
            "held", TaskPolicy.DEFAULT, 2, Chance.HELD, Chance.CANCEL, Chance.FAILURE, Chance.RETRY, Chance.CRASH);
    static final Setting HELD_LOSS = setting("held, loss", TaskPolicy.DEFAULT, 2, Chance.HELD, Chance.LOSS);
    static final Setting AMENDED =
            setting("amended", TaskPolicy.DEFAULT, 2, Chance.AMEND, Chance.CANCEL, Chance.FAILURE, Chance.CRASH);
    static final Setting AMENDED_STRICT = setting("amended, strict", STRICT, 2, Chance.AMEND, Chance.AGAIN);

    static final Setting AFTER = setting(
            "after another",
            TaskPolicy.DEFAULT,
            2,
            Chance.AFTER,
            Chance.AMEND,
            Chance.CANCEL,
            Chance.FAILURE,
            Chance.CRASH);
    static final Setting AFTER_LOSS = setting("after another, loss", TaskPolicy.DEFAULT, 2, Chance.AFTER, Chance.LOSS);

    private static final TaskPolicy AUTO = TaskPolicy.DEFAULT.with(Recovery.AUTO);
    static final Setting ROLLBACK =
            setting("rollback", AUTO, 3, Chance.ROLLBACK, Chance.FAILURE, Chance.CANCEL, Chance.CRASH);
    static final Setting ROLLBACK_DELETE =
            setting("rollback, deletion", AUTO, 3, Chance.ROLLBACK, Chance.FAILURE, Chance.DELETE);

    static final List<Setting> ALL = List.of(
            ROLLBACK,
            ROLLBACK_DELETE,
            AGAIN,
            PROMPT,
            CANCEL,
            RETRY,
            RETRY_BY_TWO,
            DELETE,
            DELETE_AGAIN,
            LOSS,
            LOSS_AGAIN,
            STRICT_START,
            STRICT_LOSS,
            ATTEMPTS,
            ATTEMPTS_LOSS,
            GIVE_BACK,
            TIMEOUT,
            TIMEOUT_ATTEMPTS,
            PURGE,
            TYPE_MISSING,
            TYPE_MISSING_PROMPT,
            HELD,
            HELD_LOSS,
            AMENDED,
            AMENDED_STRICT,
            AFTER,
            AFTER_LOSS);

    /** Nothing but a task whose sessions somebody else looks after. */
    public static Setting calm(boolean strict) {
        return setting("calm", strict ? STRICT : TaskPolicy.DEFAULT, 3);
    }

    private Settings() {}

    private static Setting setting(String name, TaskPolicy policy, int epochs, Chance... chances) {
        return new Setting(name, policy, epochs, Set.of(chances));
    }
}
