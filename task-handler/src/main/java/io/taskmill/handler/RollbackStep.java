package io.taskmill.handler;

/**
 * Something that a run of the task was about to do, and that is to be undone: whether it has come to it is not known.
 *
 * @param name as it was pushed
 */
public record RollbackStep(String name, Params params) {

    /** What was pushed with it. */
    @FunctionalInterface
    public interface Params {

        /**
         * Reads them.
         *
         * @throws TaskFailedException with the code ROLLBACK_UNREADABLE if they cannot be read into that type
         */
        <T> T as(Class<T> type);
    }

    /**
     * What was pushed with it.
     *
     * @throws TaskFailedException with the code ROLLBACK_UNREADABLE if it cannot be read into that type
     */
    public <T> T params(Class<T> type) {
        return params.as(type);
    }
}
