package io.taskmill.projector.shard;

import io.taskmill.model.Claim;
import io.taskmill.model.gate.Gate;
import io.taskmill.model.gate.GateNotice;
import io.taskmill.model.gate.GateTransition;
import io.taskmill.model.journal.JournalActs;
import io.taskmill.model.journal.JournalEntry;
import io.taskmill.model.message.GateAnswer;
import io.taskmill.model.message.GateEvent;
import io.taskmill.model.message.GateEvent.LimitGate;
import io.taskmill.projector.follow.FollowUps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gates, which let in tasks and tell them. */
final class GateKind implements Kind<String, Gate, GateEvent> {

    private final FollowUps follow;
    private final Consumer<Gate> written;

    /** @param written is told of each gate right after its document was written */
    GateKind(FollowUps follow, Consumer<Gate> written) {
        this.follow = follow;
        this.written = written;
    }

    @Override
    public String name() {
        return "gate";
    }

    @Override
    public String keyOf(GateEvent message) {
        return message.gate();
    }

    @Override
    public Gate apply(@Nullable Gate gate, GateEvent message, Instant now) {
        return GateTransition.apply(gate, message, now);
    }

    @Override
    public List<JournalEntry> told(GateEvent message, @Nullable Gate after) {
        return message instanceof LimitGate limit ? List.of(JournalActs.of(limit)) : List.of();
    }

    @Override
    public void written(@Nullable Gate before, Gate after) {
        written.accept(after);
    }

    @Override
    public List<FollowUp> followUps(Gate gate) {
        return gate.outbox().stream()
                .map(notice -> new FollowUp(notice.id(), _ -> follow.tellTask(answer(gate.key(), notice))))
                .toList();
    }

    private static GateAnswer answer(String gate, GateNotice notice) {
        Claim claim = notice.claim();
        return switch (notice) {
            case GateNotice.Grant _ -> new GateAnswer.GateGranted(claim.task(), claim.epoch(), gate);
            case GateNotice.Refuse refuse ->
                new GateAnswer.GateRefused(claim.task(), claim.epoch(), gate, refuse.holder());
            case GateNotice.Displace displace ->
                new GateAnswer.GateDisplaced(claim.task(), claim.epoch(), gate, displace.by());
        };
    }

    @Override
    public GateEvent published(String key, Set<String> followUps) {
        return new GateEvent.GateTold(key, followUps);
    }

    @Override
    public Optional<Instant> due(Gate gate) {
        return gate.due();
    }

    @Override
    public GateEvent dueReached(String key) {
        return new GateEvent.HoldersDue(key);
    }

    @Override
    public boolean isLive(Gate gate) {
        return gate.idle() == null;
    }
}
