package io.taskmill.projector.follow;

import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.dead.DeathNotice;
import io.taskmill.messaging.publish.Outbound;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.messaging.publish.RetainingPublisher;
import io.taskmill.model.Shards;
import io.taskmill.model.message.ChunkEvent;
import io.taskmill.model.message.ControlMessage;
import io.taskmill.model.message.EntityTold;
import io.taskmill.model.message.FiringEnded;
import io.taskmill.model.message.GateEvent;
import io.taskmill.model.message.RateEvent;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.SessionGone;
import io.taskmill.model.message.SessionLost;
import io.taskmill.model.message.ShardMessage;
import io.taskmill.model.message.TaskEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Publishes what folding causes, each until the broker has it. */
public final class FollowUps {

    private final RetainingPublisher publisher;
    private final WireCodec codec;
    private final Shards shards;
    private final Clock clock;

    public FollowUps(RetainingPublisher publisher, WireCodec codec, Shards shards, Clock clock) {
        this.publisher = publisher;
        this.codec = codec;
        this.shards = shards;
        this.clock = clock;
    }

    /** Whether the broker is there and takes nothing. */
    public boolean isBlocked() {
        return publisher.isBlocked();
    }

    /** Tells a session something; {@code Returned} means that the session's connection is gone. */
    public CompletableFuture<PublishOutcome> tell(String session, ControlMessage message) {
        return publisher.publishUnlessReturned(Outbound.control(session, codec.encode(message)));
    }

    /**
     * Submits a task in somebody's stead: to its shard alone if it has to wait.
     *
     * @param again whether it may have been published before
     */
    public CompletableFuture<PublishOutcome> submit(RunCommand command, boolean again) {
        return command.spec().isHeld()
                ? publisher.publish(Outbound.event(shards.of(command.task()), codec.encode(command)))
                : dispatch(command, again);
    }

    /** @param again whether it may have been published before */
    public CompletableFuture<PublishOutcome> dispatch(RunCommand command, boolean again) {
        int shard = shards.of(command.task());
        return publisher.publish(Outbound.command(command, shard, codec.encode(command), again));
    }

    /** Tells a task what another one, a gate or a rate has to say to it, or cancels it in somebody's stead. */
    public <M extends TaskEvent & ShardMessage> CompletableFuture<PublishOutcome> tellTask(M message) {
        return publisher.publish(Outbound.event(shards.of(message.task()), codec.encode(message)));
    }

    /** Tells a gate that a task wants it, or wants it no more. */
    public <M extends GateEvent & ShardMessage> CompletableFuture<PublishOutcome> tellGate(M message) {
        return publisher.publish(Outbound.event(shards.of(message.gate()), codec.encode(message)));
    }

    /** Tells a rate that a task wants a time, or does not use its own. */
    public <M extends RateEvent & ShardMessage> CompletableFuture<PublishOutcome> tellRate(M message) {
        return publisher.publish(Outbound.event(shards.of(message.rate()), codec.encode(message)));
    }

    /** Tells an entity what a run has said of it. */
    public CompletableFuture<PublishOutcome> tellEntity(EntityTold told) {
        return publisher.publish(Outbound.event(shards.of(told.key()), codec.encode(told)));
    }

    /** Tells a schedule that the task of a firing has ended. */
    public CompletableFuture<PublishOutcome> tellSchedule(FiringEnded ended) {
        return publisher.publish(Outbound.event(shards.of(ended.schedule()), codec.encode(ended)));
    }

    /**
     * A submission once more, to the task's shard alone: whoever is known there is not asked for again, and whoever is not is
     * from then on.
     */
    public CompletableFuture<PublishOutcome> submitAgain(RunCommand command) {
        return publisher.publish(Outbound.event(shards.of(command.task()), codec.encode(command)));
    }

    /** Tells a part of a family what to do, or how one of its children has ended. */
    public <M extends ChunkEvent & ShardMessage> CompletableFuture<PublishOutcome> tellChunk(M message) {
        return publisher.publish(Outbound.event(shards.of(message.key().task()), codec.encode(message)));
    }

    /** Tells a shard that a session is over. */
    public CompletableFuture<PublishOutcome> tellShard(int shard, SessionLost lost) {
        return publisher.publish(Outbound.event(shard, codec.encode(lost)));
    }

    /** Tells a session's own shard that its control queue was found gone. */
    public CompletableFuture<PublishOutcome> sessionGone(String session) {
        return publisher.publish(Outbound.event(shards.of(session), codec.encode(new SessionGone(session))));
    }

    /** Invariant 6: keeps what cannot be folded where it can be looked at, and tells the task if it is a command. */
    public CompletableFuture<PublishOutcome> bury(byte[] body, String reason, String origin) {
        Instant at = clock.instant();
        CompletableFuture<PublishOutcome> buried = publisher.publish(Outbound.dead(body, reason, origin, at));
        return DeathNotice.of(body, reason, at)
                .map(died -> Outbound.event(shards.of(died.task()), codec.encode(died)))
                .map(told -> buried.thenCompose(_ -> publisher.publish(told)))
                .orElse(buried);
    }
}
