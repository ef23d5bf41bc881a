package io.taskmill.messaging.publish;

/** What became of a publish. */
public sealed interface PublishOutcome {

    /** Confirmed, and at least one queue took it. */
    record Accepted() implements PublishOutcome {}

    /** No queue is there to take it; it is nowhere. */
    record Returned(String reason) implements PublishOutcome {}

    /** It never left this process. */
    record NotSent(String reason) implements PublishOutcome {}

    /** It never left this process and never can: its key or its headers are larger than the protocol allows. */
    record Impossible(String reason) implements PublishOutcome {}

    /** It was sent, and whether the broker has it cannot be told. */
    record Unknown(String reason) implements PublishOutcome {}
}
