package io.taskmill.messaging;

/** AMQP headers that Taskmill sets. */
public final class MessageHeaders {

    /** True on a message that may have been published before. */
    public static final String AGAIN = "taskmill-again";

    /** On a dead letter: why it is one. */
    public static final String REASON = "taskmill-reason";

    /** On a dead letter: the queue that it was read from. */
    public static final String ORIGIN = "taskmill-origin";

    /** On a dead letter: when it was buried, ISO-8601. */
    public static final String BURIED = "taskmill-buried";

    private MessageHeaders() {}
}
