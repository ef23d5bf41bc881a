package io.taskmill.api.publish;

import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.model.message.GateEvent.LimitGate;
import io.taskmill.model.message.PauseCommand;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.ScheduleCommand;
import io.taskmill.model.message.UserCommand;

/** Makes commands durable, or tells why they are not. Blocks the caller, for a bounded time, and nobody else. */
public interface CommandPublisher extends AutoCloseable {

    /** To a work queue and to the task's event shard. */
    PublishOutcome publish(RunCommand command);

    /** The same, for a command that may have been published before: it says so, and its run waits for its grant. */
    PublishOutcome publishAgain(RunCommand command);

    /** To the task's event shard. */
    PublishOutcome publish(UserCommand command);

    /** To the gate's event shard. */
    PublishOutcome publish(LimitGate command);

    /** To the schedule's event shard. */
    PublishOutcome publish(ScheduleCommand command);

    /** To the event shard of the pauses. */
    PublishOutcome publish(PauseCommand command);

    @Override
    default void close() {}
}
