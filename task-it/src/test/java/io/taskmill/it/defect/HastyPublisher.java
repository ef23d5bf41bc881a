package io.taskmill.it.defect;

import io.taskmill.api.publish.CommandPublisher;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.model.message.GateEvent.LimitGate;
import io.taskmill.model.message.PauseCommand;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.ScheduleCommand;
import io.taskmill.model.message.UserCommand;

/** Says that the broker has a submission, and then publishes it. */
final class HastyPublisher implements CommandPublisher {

    private final CommandPublisher real;

    HastyPublisher(CommandPublisher real) {
        this.real = real;
    }

    @Override
    public PublishOutcome publish(RunCommand command) {
        Thread.ofVirtual().start(() -> real.publish(command));
        return new PublishOutcome.Accepted();
    }

    @Override
    public PublishOutcome publishAgain(RunCommand command) {
        return real.publishAgain(command);
    }

    @Override
    public PublishOutcome publish(LimitGate command) {
        return real.publish(command);
    }

    @Override
    public PublishOutcome publish(ScheduleCommand command) {
        return real.publish(command);
    }

    @Override
    public PublishOutcome publish(UserCommand command) {
        return real.publish(command);
    }

    @Override
    public PublishOutcome publish(PauseCommand command) {
        return real.publish(command);
    }

    @Override
    public void close() {
        real.close();
    }
}
