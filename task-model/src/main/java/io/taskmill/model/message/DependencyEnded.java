package io.taskmill.model.message;

import io.taskmill.model.State;
import io.taskmill.model.TaskId;

/**
 * A task that another one waits for is over, or none.
 *
 * @param task the one that waits
 * @param epoch in which it does; one that has another one by now is left alone
 * @param dependency the one that it waits for
 */
public record DependencyEnded(TaskId task, int epoch, TaskId dependency, How how) implements ShardMessage, TaskEvent {

    /** What became of it. */
    public enum How {
        /** It ended well. */
        FINISHED,
        /** It failed. */
        FAILED,
        /** It was cancelled. */
        CANCELLED,
        /** Nothing is known of it: it was never accepted, or nothing of it is kept any more. */
        UNKNOWN,
        /** It has as many dependents as it can have. */
        TOO_MANY_DEPENDENTS;

        /**
         * That it ended so.
         *
         * @throws IllegalArgumentException if that is no end
         */
        public static How of(State end) {
            return switch (end) {
                case FINISHED -> FINISHED;
                case FAILED -> FAILED;
                case CANCELLED -> CANCELLED;
                case INITIAL, IN_PROGRESS -> throw new IllegalArgumentException(end + " is no end");
            };
        }
    }
}
