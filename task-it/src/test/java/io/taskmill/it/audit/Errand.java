package io.taskmill.it.audit;

import io.taskmill.model.State;
import org.jspecify.annotations.Nullable;

/** What a client wants of a task, and how that must end. */
public enum Errand {
    /** Ends at once. */
    SHORT(40, "LEDGER", "{\"millis\":0}", 1, State.FINISHED),
    /** Fails whenever it is tried, three times. */
    FAILING(8, "LEDGER", "{\"millis\":0,\"failures\":99}", 3, State.FAILED),
    /** Fails twice, then succeeds. */
    RETRIED(10, "LEDGER", "{\"millis\":0,\"failures\":2,\"retryAfterMillis\":300}", 3, State.FINISHED),
    /** Is cancelled right after its submission. */
    CANCELLED(8, "LEDGER", "{\"millis\":60000}", 1, State.CANCELLED),
    /** Never runs twice at a time. */
    STRICT(6, "STRICT_LEDGER", "{\"millis\":100}", 1, State.FINISHED),
    /** Is cancelled right after its submission, and does not run after that. */
    STRICT_CANCELLED(6, "STRICT_LEDGER", "{\"millis\":60000}", 1, State.CANCELLED),
    /** Goes on where it was. */
    CHECKPOINTING(8, "LEDGER", "{\"millis\":250,\"rounds\":8}", 1, State.FINISHED),
    /** Is submitted three times under one key. */
    KEYED(6, "LEDGER", "{\"millis\":0}", 1, State.FINISHED),
    /** Is deleted when it has ended. */
    DELETED(2, "LEDGER", "{\"millis\":0}", 1, null),
    /** Is deleted before it could end. */
    DELETED_PENDING(2, "LEDGER", "{\"millis\":60000}", 1, null),
    /** Fails, and is retried by its user with other parameters. */
    RETRIED_EDITED(4, "LEDGER", "{\"millis\":0,\"failures\":99}", 1, State.FINISHED);

    private static final int ALL = 100;

    private final int share;
    private final String type;
    private final String params;
    private final int maxAttempts;
    private final @Nullable State end;

    Errand(int share, String type, String params, int maxAttempts, @Nullable State end) {
        this.share = share;
        this.type = type;
        this.params = params;
        this.maxAttempts = maxAttempts;
        this.end = end;
    }

    /** The n-th of a load; of any hundred in a row each errand has its share. */
    static Errand number(int n) {
        int place = n * 37 % ALL; // prime to it, so that the errands mix
        for (Errand errand : values()) {
            place -= errand.share;
            if (place < 0) {
                return errand;
            }
        }
        throw new IllegalStateException("the shares are less than " + ALL + " in all");
    }

    /** @param creator stands in the task, by which it is found again */
    String body(String creator) {
        return """
                {"type":"%s","creator":"%s","params":%s,"retry":{"maxAttempts":%d,"backoff":"PT0.2S"}}""".formatted(type, creator, params, maxAttempts);
    }

    int maxAttempts() {
        return maxAttempts;
    }

    /** Null if nothing of it may be left to see. */
    @Nullable State end() {
        return end;
    }

    boolean isStrict() {
        return this == STRICT || this == STRICT_CANCELLED;
    }

    boolean isCancelled() {
        return this == CANCELLED || this == STRICT_CANCELLED || this == DELETED_PENDING;
    }
}
