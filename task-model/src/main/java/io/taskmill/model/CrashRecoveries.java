package io.taskmill.model;

/**
 * What follows from how often a task's granted runs were lost with their sessions. Counted apart from attempts: a lost
 * machine costs none, but a handler that ends its own process must not end every worker's in turn.
 */
public final class CrashRecoveries {

    /** From so many on the task is a suspect, and runs where it can take nobody along who would be blamed. */
    public static final int OF_SUSPECTS = 2;

    /** A task that is lost once more has failed. */
    public static final int MOST = 3;

    private CrashRecoveries() {}

    public static boolean isSuspect(int recoveries) {
        return recoveries >= OF_SUSPECTS;
    }

    /** Whether so many are too many for another run. */
    public static boolean isPoison(int recoveries) {
        return recoveries > MOST;
    }

    /** Why the task has failed. Never retried by policy: it would end more workers. */
    public static TaskError poison(int recoveries) {
        return new TaskError("POISON", "the worker was lost during each of " + recoveries + " runs", false);
    }
}
