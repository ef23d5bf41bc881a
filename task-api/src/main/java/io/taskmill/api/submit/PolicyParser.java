package io.taskmill.api.submit;

import io.taskmill.api.body.Members;
import io.taskmill.model.Recovery;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.Timeouts;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a submission says of retries, timeouts and recovery. */
final class PolicyParser {

    static final String RETRY = "retry";
    static final String TIMEOUTS = "timeouts";
    static final String RECOVERY = "recovery";

    private static final String MAX_ATTEMPTS = "maxAttempts";
    private static final String BACKOFF = "backoff";
    private static final String MAX_BACKOFF = "maxBackoff";
    private static final String NEVER_ON = "neverOn";
    private static final String QUEUE = "queue";
    private static final String RUN = "run";
    private static final String DEADLINE = "deadline";

    /** Documents keep no less. */
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private static final int MOST_CODES = 64;
    private static final int LONGEST_CODE = 127;

    private PolicyParser() {}

    /** What is wrong is noted. */
    static AskedPolicy read(Members submission) {
        Members retry = submission.object(RETRY, Set.of(MAX_ATTEMPTS, BACKOFF, MAX_BACKOFF, NEVER_ON));
        Members timeouts = submission.object(TIMEOUTS, Set.of(QUEUE, RUN, DEADLINE));
        return new AskedPolicy(
                retry == null ? AskedPolicy.NOTHING.retry() : retry(retry),
                timeouts == null ? AskedPolicy.NOTHING.timeouts() : timeouts(timeouts),
                recovery(submission));
    }

    private static @Nullable Recovery recovery(Members submission) {
        String text = submission.text(RECOVERY, LONGEST_CODE);
        try {
            return text == null ? null : Recovery.parse(text);
        } catch (IllegalArgumentException e) {
            submission.note(RECOVERY, "must be one of none, auto, manual");
            return null;
        }
    }

    private static AskedPolicy.Retry retry(Members members) {
        AskedPolicy.Retry retry = new AskedPolicy.Retry(
                members.number(MAX_ATTEMPTS, 1, RetryPolicy.MOST_ATTEMPTS),
                members.duration(BACKOFF, SHORTEST, RetryPolicy.LONGEST_BACKOFF),
                members.duration(MAX_BACKOFF, SHORTEST, RetryPolicy.LONGEST_BACKOFF),
                members.texts(NEVER_ON, MOST_CODES, LONGEST_CODE));
        Duration backoff = retry.backoff();
        Duration maxBackoff = retry.maxBackoff();
        if (backoff != null && maxBackoff != null && maxBackoff.compareTo(backoff) < 0) {
            members.note(MAX_BACKOFF, "must be at least backoff, " + backoff);
        }
        return retry;
    }

    private static AskedPolicy.Limits timeouts(Members members) {
        return new AskedPolicy.Limits(
                members.duration(QUEUE, SHORTEST, Timeouts.LONGEST),
                members.duration(RUN, SHORTEST, Timeouts.LONGEST),
                members.duration(DEADLINE, SHORTEST, Timeouts.LONGEST));
    }
}
