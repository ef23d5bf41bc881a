package io.taskmill.model.task;

/**
 * A follow-up that a change of a task causes: written in the same update as the change, published with a confirm, then
 * cleared. The only kind so far is a further dispatch.
 *
 * @param epoch the dispatch to publish
 * @param repeat 0 for the epoch's own publish, higher by one each time that its command seemed to be lost
 */
public record OutboxEntry(int epoch, int repeat) {

    /** Derived from what it does, so that the same follow-up never stands twice. */
    public String id() {
        return repeat == 0 ? "dispatch-" + epoch : "dispatch-" + epoch + "-" + repeat;
    }
}
