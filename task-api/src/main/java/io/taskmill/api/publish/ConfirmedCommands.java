package io.taskmill.api.publish;

import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.publish.Outbound;
import io.taskmill.messaging.publish.Publication;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.messaging.publish.Publisher;
import io.taskmill.model.Shards;
import io.taskmill.model.message.GateEvent.LimitGate;
import io.taskmill.model.message.PauseCommand;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.ScheduleCommand;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.pause.Pauses;
import java.time.Duration;

/** Publishes commands over one connection that all requests share, each waiting for its own confirm. */
public final class ConfirmedCommands implements CommandPublisher {

    private final Publisher publisher;
    private final WireCodec codec;
    private final Shards shards;
    private final Duration confirmTimeout;

    /** @param publisher is closed with this */
    public ConfirmedCommands(Publisher publisher, WireCodec codec, Shards shards, Duration confirmTimeout) {
        this.publisher = publisher;
        this.codec = codec;
        this.shards = shards;
        this.confirmTimeout = confirmTimeout;
    }

    @Override
    public PublishOutcome publish(RunCommand command) {
        return publish(command, false);
    }

    @Override
    public PublishOutcome publishAgain(RunCommand command) {
        return publish(command, true);
    }

    private PublishOutcome publish(RunCommand command, boolean again) {
        byte[] body = codec.encode(command);
        int shard = shards.of(command.task());
        return confirmed(
                command.spec().isHeld() ? Outbound.event(shard, body) : Outbound.command(command, shard, body, again));
    }

    @Override
    public PublishOutcome publish(UserCommand command) {
        return confirmed(Outbound.event(shards.of(command.task()), codec.encode(command)));
    }

    @Override
    public PublishOutcome publish(LimitGate command) {
        return confirmed(Outbound.event(shards.of(command.gate()), codec.encode(command)));
    }

    @Override
    public PublishOutcome publish(ScheduleCommand command) {
        return confirmed(Outbound.event(shards.of(command.schedule()), codec.encode(command)));
    }

    @Override
    public PublishOutcome publish(PauseCommand command) {
        return confirmed(Outbound.event(shards.of(Pauses.ID), codec.encode(command)));
    }

    private PublishOutcome confirmed(Outbound message) {
        Publication publication = publisher.publishUnlessBlocked(message);
        try {
            return publication.await(confirmTimeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new PublishOutcome.Unknown("interrupted while waiting for the confirm");
        }
    }

    @Override
    public void close() {
        publisher.close();
    }
}
