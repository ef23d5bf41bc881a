package io.taskmill.model.task;

/**
 * A follow-up that a change of a task causes: written in the same update as the change, published with a confirm, then
 * cleared. The only kind so far is a further dispatch.
 *
 * @param epoch the dispatch to publish
 */
public record OutboxEntry(int epoch) {

    /** Derived from what it does, so that the same follow-up never stands twice. */
    public String id() {
        return "dispatch-" + epoch;
    }
}
