package io.taskmill.it.audit;

import io.taskmill.model.State;
import org.jspecify.annotations.Nullable;

/** What a client wants of a task, and how that must end. */
public enum Errand {
    /** Ends at once. */
    SHORT(34, "LEDGER", "{\"millis\":0}", 1, State.FINISHED),
    /** Takes longer than a lease. */
    LONG(1, "LEDGER", "{\"millis\":20000}", 1, State.FINISHED),
    /** Fails whenever it is tried, three times. */
    FAILING(4, "LEDGER", "{\"millis\":0,\"failures\":99}", 3, State.FAILED),
    /** Fails twice, then succeeds. */
    RETRIED(6, "LEDGER", "{\"millis\":0,\"failures\":2,\"retryAfterMillis\":300}", 3, State.FINISHED),
    /** Is cancelled right after its submission. */
    CANCELLED(3, "LEDGER", "{\"millis\":60000}", 1, State.CANCELLED),
    /** Is cancelled once it runs. */
    CANCELLED_RUNNING(2, "LEDGER", "{\"millis\":60000}", 1, State.CANCELLED),
    /** Is cancelled while it waits for its next attempt. */
    CANCELLED_WAITING(2, "LEDGER", "{\"millis\":0,\"failures\":99,\"retryAfterMillis\":60000}", 3, State.CANCELLED),
    /** Never runs twice at a time. */
    STRICT(6, "STRICT_LEDGER", "{\"millis\":100}", 1, State.FINISHED),
    /** Is cancelled right after its submission, and does not run after that. */
    STRICT_CANCELLED(3, "STRICT_LEDGER", "{\"millis\":60000}", 1, State.CANCELLED),
    /** Goes on where it was. */
    CHECKPOINTING(5, "LEDGER", "{\"millis\":250,\"rounds\":8}", 1, State.FINISHED),
    /** Is submitted three times under one key. */
    KEYED(6, "LEDGER", "{\"millis\":0}", 1, State.FINISHED),
    /** Is deleted when it has ended. */
    DELETED(2, "LEDGER", "{\"millis\":0}", 1, null),
    /** Is deleted before it could end. */
    DELETED_PENDING(2, "LEDGER", "{\"millis\":60000}", 1, null),
    /** Fails, and is retried by its user with other parameters. */
    RETRIED_EDITED(4, "LEDGER", "{\"millis\":0,\"failures\":99}", 1, State.FINISHED),
    /** Has to pass a gate. */
    GATED(5, "GATED_LEDGER", "{\"millis\":200,\"key\":\"chaos\"}", 1, State.FINISHED),
    /** Is cancelled at a gate or behind it. */
    GATED_CANCELLED(2, "GATED_LEDGER", "{\"millis\":5000,\"key\":\"cancelled\"}", 1, State.CANCELLED),
    /** Has to keep to a rate. */
    RATED(2, "RATED_LEDGER", "{\"millis\":0,\"key\":\"chaos\"}", 1, State.FINISHED),
    /** Two, of which the second waits for the first. */
    DEPENDENT(3, "LEDGER", "{\"millis\":300}", 1, State.FINISHED),
    /** Finishes after its children, which have to pass a gate. */
    FAMILY(
            3,
            "FAMILY_LEDGER",
            "{\"children\":4,\"millis\":50,\"childType\":\"KIN_LEDGER\",\"key\":\"chaos\"}",
            1,
            State.FINISHED),
    /** Fails since one of its children does, and ends the others. */
    FAMILY_FAILING(1, "FAMILY_LEDGER", "{\"children\":4,\"millis\":60000,\"failAt\":1}", 1, State.FAILED),
    /** Is cancelled, and its children with it. */
    FAMILY_CANCELLED(1, "FAMILY_LEDGER", "{\"children\":4,\"millis\":60000}", 1, State.CANCELLED),
    /** Fails, and what it has done is undone. */
    UNDONE(3, "UNDO_LEDGER", "{\"things\":3,\"undoMillis\":300}", 1, State.FAILED),
    /** Is not begun by a client: a schedule makes it. */
    FIRED(0, "LEDGER", "{\"millis\":0}", 1, State.FINISHED);

    /** Of those that checkpoint. */
    static final int ROUNDS = 8;

    /** Of those that have any. */
    static final int CHILDREN = 4;

    /** That of the gate of each key. */
    private static final int GATE_LIMIT = 2;

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
        int place = (int) (n * 37L % ALL); // prime to it, so that the errands mix
        for (Errand errand : values()) {
            place -= errand.share;
            if (place < 0) {
                return errand;
            }
        }
        throw new IllegalStateException("the shares are less than " + ALL + " in all");
    }

    /** The first number that is this errand's. */
    public int first() {
        int n = 0;
        while (number(n) != this) {
            n++;
        }
        return n;
    }

    public String type() {
        return type;
    }

    public String params() {
        return params;
    }

    /** By this a task's document tells which errand it belongs to, also one whose submission was not answered. */
    public static String creator(int n) {
        return number(n) + "-" + n;
    }

    /** That of {@link #creator}. */
    public static Errand of(String creator) {
        return valueOf(creator.substring(0, creator.indexOf('-')));
    }

    /** @param creator stands in the task, by which it is found again */
    public String body(String creator) {
        return """
                {"type":"%s","creator":"%s","params":%s,"retry":{"maxAttempts":%d,"backoff":"PT0.2S"}}""".formatted(type, creator, params, maxAttempts);
    }

    /** The same of one that waits for another task. */
    public String bodyAfter(String creator, String predecessor) {
        return body(creator).replaceFirst("\\{", "{\"after\":{\"tasks\":[\"" + predecessor + "\"]},");
    }

    int maxAttempts() {
        return maxAttempts;
    }

    /** How many it has used in the end, unless it was cancelled. */
    int attempts() {
        return this == RETRIED || this == FAILING ? maxAttempts : 1;
    }

    /** Null if nothing of it may be left to see. */
    @Nullable State end() {
        return end;
    }

    /** Its type is strict, or has gates and is so for that reason. */
    boolean isStrict() {
        return switch (this) {
            case STRICT, STRICT_CANCELLED, GATED, GATED_CANCELLED -> true;
            default -> false;
        };
    }

    boolean isCancelled() {
        return switch (this) {
            case CANCELLED,
                    CANCELLED_RUNNING,
                    CANCELLED_WAITING,
                    STRICT_CANCELLED,
                    DELETED_PENDING,
                    GATED_CANCELLED,
                    FAMILY_CANCELLED -> true;
            default -> false;
        };
    }

    boolean isFamily() {
        return switch (this) {
            case FAMILY, FAMILY_FAILING, FAMILY_CANCELLED -> true;
            default -> false;
        };
    }

    /** How many of them, or of a family's children, may run at a time. */
    int atOnce() {
        return switch (this) {
            case GATED, GATED_CANCELLED, FAMILY -> GATE_LIMIT;
            default -> Integer.MAX_VALUE;
        };
    }
}
