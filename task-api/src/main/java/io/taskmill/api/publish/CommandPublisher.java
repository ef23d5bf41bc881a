package io.taskmill.api.publish;

import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.model.message.RunCommand;

/** Makes a command durable, or tells why it is not. */
@FunctionalInterface
public interface CommandPublisher extends AutoCloseable {

    /** Blocks the caller, for a bounded time, and nobody else. */
    PublishOutcome publish(RunCommand command);

    @Override
    default void close() {}
}
