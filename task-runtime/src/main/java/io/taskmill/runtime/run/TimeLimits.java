package io.taskmill.runtime.run;

import io.taskmill.model.TaskError;
import io.taskmill.model.Timeouts;
import io.taskmill.model.message.RunCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a run may take: by its timeout, which counts from its handler's beginning and which the handler may extend, and
 * by its task's deadline. Confined by its owner; {@code nanos} are as {@link System#nanoTime}.
 */
final class TimeLimits {

    private final @Nullable Instant deadline;
    private @Nullable Duration allowed;
    private boolean extended;
    private boolean begun;
    private long began;

    TimeLimits(RunCommand command) {
        deadline = command.deadline();
        allowed = command.spec().policy().timeouts().run();
    }

    void begin(long nanos) {
        begun = true;
        began = nanos;
    }

    /**
     * Never brings the end forward; in all a run may take {@link Timeouts#LONGEST}.
     *
     * @return whether it changes anything
     * @throws IllegalArgumentException unless it is more than 0 and at most {@link Timeouts#LONGEST}
     */
    boolean extend(Duration fromNow, long nanos) {
        if (!fromNow.isPositive() || fromNow.compareTo(Timeouts.LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a run cannot be extended by " + fromNow + ": more than 0 and at most " + Timeouts.LONGEST);
        }
        Duration wanted = elapsed(nanos).plus(fromNow);
        Duration inAll = wanted.compareTo(Timeouts.LONGEST) > 0 ? Timeouts.LONGEST : wanted;
        if (allowed == null || inAll.compareTo(allowed) <= 0) {
            return false;
        }
        allowed = inAll.compareTo(Timeouts.LONGEST) < 0 ? inAll : Timeouts.LONGEST;
        extended = true;
        return true;
    }

    /** How long it may take in all, if it was extended; else null. */
    @Nullable Duration extended() {
        return extended ? allowed : null;
    }

    /** Why it must end now; empty if it need not, or has not begun. */
    Optional<TaskError> exceeded(long nanos, Instant now) {
        if (!begun) {
            return Optional.empty();
        }
        if (deadline != null && now.isAfter(deadline)) {
            return Optional.of(Timeouts.deadlineExceeded(deadline));
        }
        return allowed != null && elapsed(nanos).compareTo(allowed) > 0
                ? Optional.of(Timeouts.runTimeout(allowed))
                : Optional.empty();
    }

    private Duration elapsed(long nanos) {
        return begun ? Duration.ofNanos(nanos - began) : Duration.ZERO;
    }
}
