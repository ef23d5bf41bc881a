package io.taskmill.projector.follow;

import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.dead.DeathNotice;
import io.taskmill.messaging.publish.Outbound;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.messaging.publish.RetainingPublisher;
import io.taskmill.model.Shards;
import io.taskmill.model.message.ChildEnded;
import io.taskmill.model.message.ChunkReport;
import io.taskmill.model.message.ControlMessage;
import io.taskmill.model.message.DependencyEnded;
import io.taskmill.model.message.FiringEnded;
import io.taskmill.model.message.GateAnswer;
import io.taskmill.model.message.GateEvent.ClaimGate;
import io.taskmill.model.message.GateEvent.ReleaseGate;
import io.taskmill.model.message.RateEvent.ClaimRate;
import io.taskmill.model.message.RateEvent.ReturnRate;
import io.taskmill.model.message.RateGranted;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.SessionGone;
import io.taskmill.model.message.SessionLost;
import io.taskmill.model.message.TellChunk;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.message.WatchTask;
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

    /** Tells a task that another one waits for it. */
    public CompletableFuture<PublishOutcome> tellTask(WatchTask watch) {
        return publisher.publish(Outbound.event(shards.of(watch.task()), codec.encode(watch)));
    }

    /** Tells a task what has become of one that it waits for. */
    public CompletableFuture<PublishOutcome> tellTask(DependencyEnded ended) {
        return publisher.publish(Outbound.event(shards.of(ended.task()), codec.encode(ended)));
    }

    /** Tells a task what a gate that it has asked says. */
    public CompletableFuture<PublishOutcome> tellTask(GateAnswer answer) {
        return publisher.publish(Outbound.event(shards.of(answer.task()), codec.encode(answer)));
    }

    /** Tells a task when a rate that it has asked lets it go. */
    public CompletableFuture<PublishOutcome> tellTask(RateGranted granted) {
        return publisher.publish(Outbound.event(shards.of(granted.task()), codec.encode(granted)));
    }

    /** Tells a gate that a task wants it. */
    public CompletableFuture<PublishOutcome> tellGate(ClaimGate claim) {
        return publisher.publish(Outbound.event(shards.of(claim.gate()), codec.encode(claim)));
    }

    /** Tells a gate that a task does not want it. */
    public CompletableFuture<PublishOutcome> tellGate(ReleaseGate release) {
        return publisher.publish(Outbound.event(shards.of(release.gate()), codec.encode(release)));
    }

    /** Tells a rate that a task wants a time. */
    public CompletableFuture<PublishOutcome> tellRate(ClaimRate claim) {
        return publisher.publish(Outbound.event(shards.of(claim.rate()), codec.encode(claim)));
    }

    /** Tells a rate that a task does not use its time. */
    public CompletableFuture<PublishOutcome> tellRate(ReturnRate unused) {
        return publisher.publish(Outbound.event(shards.of(unused.rate()), codec.encode(unused)));
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

    /** Tells a task what is wanted of it in somebody's stead. */
    public CompletableFuture<PublishOutcome> tellTask(UserCommand command) {
        return publisher.publish(Outbound.event(shards.of(command.task()), codec.encode(command)));
    }

    /** Tells a task how a part of its family is. */
    public CompletableFuture<PublishOutcome> tellTask(ChunkReport report) {
        return publisher.publish(Outbound.event(shards.of(report.task()), codec.encode(report)));
    }

    /** Tells a part of a family what to do. */
    public CompletableFuture<PublishOutcome> tellChunk(TellChunk told) {
        return publisher.publish(Outbound.event(shards.of(told.task()), codec.encode(told)));
    }

    /** Tells a part of a family how one of its children has ended. */
    public CompletableFuture<PublishOutcome> tellChunk(ChildEnded ended) {
        return publisher.publish(Outbound.event(shards.of(ended.task()), codec.encode(ended)));
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
