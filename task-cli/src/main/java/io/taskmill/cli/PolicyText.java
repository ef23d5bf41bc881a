package io.taskmill.cli;

import io.taskmill.cli.text.Times;
import io.taskmill.client.Submission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a task is retried and how long it may take, for people. */
final class PolicyText {

    private PolicyText() {}

    /** Null if there is one attempt only. */
    static @Nullable String retry(Submission.Retry retry) {
        Integer maxAttempts = retry.maxAttempts();
        if (maxAttempts == null || maxAttempts < 2) {
            return null;
        }
        Set<String> neverOn = retry.neverOn();
        return "up to " + maxAttempts + " attempts, waits of up to " + Times.text(retry.backoff()) + " doubling to "
                + Times.text(retry.maxBackoff())
                + (neverOn == null || neverOn.isEmpty()
                        ? ""
                        : ", never on "
                                + String.join(", ", neverOn.stream().sorted().toList()));
    }

    /** Null if it may take as long as it likes. */
    static @Nullable String timeouts(Submission.Timeouts timeouts) {
        List<String> parts = new ArrayList<>();
        add(parts, "queue", timeouts.queue());
        add(parts, "run", timeouts.run());
        add(parts, "deadline", timeouts.deadline());
        return parts.isEmpty() ? null : String.join(", ", parts);
    }

    private static void add(List<String> parts, String name, @Nullable Duration timeout) {
        if (timeout != null) {
            parts.add(name + " " + Times.text(timeout));
        }
    }
}
