package io.taskmill.messaging.publish;

/** Is told of each publish of a {@link Publisher}, just before its outcome is told to whoever published. */
@FunctionalInterface
public interface PublishObserver {

    /** For publishers that nobody watches. */
    PublishObserver NOBODY = (_, _) -> {};

    /**
     * Called on the connection's own thread, so it must not block.
     *
     * @param nanos from the handing over of the message to its outcome
     */
    void settled(PublishOutcome outcome, long nanos);
}
