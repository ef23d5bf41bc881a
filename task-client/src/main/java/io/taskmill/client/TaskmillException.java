package io.taskmill.client;

import org.jspecify.annotations.Nullable;

/** A request that did not get the answer that it was sent for. */
public abstract sealed class TaskmillException extends RuntimeException
        permits RefusedException, NotFoundException, UnavailableException, UnexpectedAnswerException {

    private final transient @Nullable Problem problem;

    TaskmillException(String message, @Nullable Problem problem, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    /** What the API said about it; null if it said nothing. */
    public @Nullable Problem problem() {
        return problem;
    }
}
