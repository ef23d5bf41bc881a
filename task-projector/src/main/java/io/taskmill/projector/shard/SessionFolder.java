package io.taskmill.projector.shard;

import io.taskmill.model.Pause;
import io.taskmill.model.message.ControlMessage;
import io.taskmill.model.message.Heartbeat;
import io.taskmill.model.message.LeaseOver;
import io.taskmill.model.message.SessionEvent;
import io.taskmill.model.message.SessionLost;
import io.taskmill.model.message.SessionOutboxPublished;
import io.taskmill.model.message.Tick;
import io.taskmill.model.pause.Pauses;
import io.taskmill.model.session.LeaseWatch;
import io.taskmill.model.session.Session;
import io.taskmill.model.session.Session.Status;
import io.taskmill.model.session.SessionTransition;
import io.taskmill.model.session.SessionTransition.Outcome;
import io.taskmill.projector.fold.Decider;
import io.taskmill.projector.fold.Folded;
import io.taskmill.projector.fold.GuardedFold;
import io.taskmill.projector.fold.Keyed;
import io.taskmill.store.Versioned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folds the events of one shard's worker sessions and measures their leases against ticks. */
final class SessionFolder {

    private static final Logger LOG = LoggerFactory.getLogger(SessionFolder.class);

    private static final int CACHED = 10_000;
    private static final int SWEPT_AT_ONCE = 1_000;

    private final int shard;
    private final ShardParts parts;
    private final Answers answers;
    private final GuardedFold<String, Session> fold;
    private final List<Keyed<String, SessionEvent>> pending = new ArrayList<>();

    /** Notices on their way, by session and shard, until their document no longer has them. */
    private final Set<String> underWay = new HashSet<>();

    /** Confirmed notices; filled by the publisher's threads. */
    private final Queue<SessionOutboxPublished> published = new ConcurrentLinkedQueue<>();

    private final SecondLooks looks;

    private LeaseWatch leases = LeaseWatch.EMPTY;

    SessionFolder(int shard, ShardParts parts, Answers answers) {
        this.shard = shard;
        this.parts = parts;
        this.answers = answers;
        this.fold = new GuardedFold<>(parts.sessions(), CACHED, session -> session.status() == Status.ACTIVE, _ -> {});
        this.looks = new SecondLooks(parts.prober()::isThere);
    }

    /** Another replica may have folded meanwhile: all leases are counted anew. */
    void forget() {
        fold.forget();
        pending.clear();
        published.clear();
        underWay.clear();
        looks.forget();
        leases = LeaseWatch.EMPTY;
    }

    /** Watches the leases that the store knows of. */
    void load() {
        for (String session : parts.sessions().leased(shard, CACHED).keySet()) {
            leases = leases.renewed(session);
        }
    }

    void add(SessionEvent event) {
        if (event instanceof Heartbeat) {
            looks.settled(event.session());
        }
        pending.add(new Keyed<>(event.session(), event));
    }

    void tick(Tick tick) {
        flush();
        LeaseWatch.Ticked ticked = leases.tick(tick.sender(), tick.uptime());
        leases = ticked.watch();
        ticked.over().forEach(session -> add(new LeaseOver(session)));
        flush();
    }

    /** Its control queue was found gone at a first look. */
    void foundGone(String session) {
        looks.foundGone(session, System.nanoTime());
    }

    /** Takes the second looks that are due. */
    void tend() {
        looks.find(System.nanoTime()).forEach(this::add);
        flush();
    }

    /** Folds all that was added. */
    void flush() {
        for (SessionOutboxPublished told = published.poll(); told != null; told = published.poll()) {
            add(told);
        }
        if (pending.isEmpty()) {
            return;
        }
        List<Keyed<String, SessionEvent>> batch = List.copyOf(pending);
        pending.clear();
        Decider<Session, SessionEvent, Outcome> decider = (session, event) -> {
            Outcome outcome =
                    SessionTransition.apply(session, event, parts.shards().count());
            return new Decider.Decided<>(outcome.session(), outcome, !outcome.tellItIsOver());
        };
        List<Folded<String, Session, Outcome>> outcomes = fold.fold(batch, decider);
        outcomes.forEach(this::carryOut);
        batch.forEach(message -> cleared(message.message()));
        tellPauses(batch, outcomes);
    }

    /** Each session that lives and knows less than there is, once. */
    private void tellPauses(List<Keyed<String, SessionEvent>> batch, List<Folded<String, Session, Outcome>> outcomes) {
        Map<String, Long> known = new HashMap<>();
        for (Keyed<String, SessionEvent> message : batch) {
            if (message.message() instanceof Heartbeat heartbeat && heartbeat.pauses() != null) {
                known.put(heartbeat.session(), heartbeat.pauses());
            }
        }
        if (known.isEmpty()) {
            return;
        }
        outcomes.stream().filter(folded -> folded.outcome().tellItIsOver()).forEach(over -> known.remove(over.key()));
        Pauses pauses = parts.knownPauses().present();
        ControlMessage present = new ControlMessage.PausesKnown(
                pauses.revision(), pauses.names(Pause.Kind.POOL), pauses.names(Pause.Kind.TYPE));
        known.forEach((session, revision) -> {
            if (revision < pauses.revision()) {
                answers.add(parts.followUps().tell(session, present));
            }
        });
    }

    private void cleared(SessionEvent event) {
        if (event instanceof SessionOutboxPublished told) {
            told.entries().forEach(entry -> underWay.remove(key(told.session(), entry)));
        }
    }

    private static String key(String session, String entry) {
        return session + "/" + entry;
    }

    private void carryOut(Folded<String, Session, Outcome> folded) {
        Session session = folded.entity();
        if (session == null) {
            return;
        }
        if (folded.outcome().tellItIsOver()) {
            answers.add(parts.followUps().tell(session.id(), new ControlMessage.SessionOver(session.id())));
        }
        switch (session.status()) {
            case ACTIVE -> leases = leases.renewed(session.id());
            case GONE -> {
                // a heartbeat does not revive it, but its worker believes in its lease until it is told
                leases = folded.outcome().tellItIsOver() ? leases.renewed(session.id()) : leases.watching(session.id());
                tellShards(session);
            }
            case ENDED, LOST -> {
                leases = leases.forget(session.id());
                tellShards(session);
            }
        }
    }

    private void tellShards(Session session) {
        SessionLost lost = new SessionLost(session.id(), session.loss());
        int fresh = 0;
        for (int told : session.untold()) {
            String entry = SessionTransition.outboxId(session.status(), told);
            if (underWay.add(key(session.id(), entry))) {
                fresh++;
                var _ = parts.followUps()
                        .tellShard(told, lost)
                        .thenRun(() -> published.add(new SessionOutboxPublished(session.id(), Set.of(entry))));
            }
        }
        if (fresh == parts.shards().count()) { // else another replica has told some, and counted it
            parts.metrics().countSessionOver(session.status());
        }
        if (fresh > 0) {
            LOG.info("session over session={} status={} shardsTold={}", session.id(), session.status(), fresh);
        }
    }

    /** Tells what a replica that died left untold. */
    void sweepUntold() {
        for (Versioned<Session> session :
                parts.sessions().untold(shard, SWEPT_AT_ONCE).values()) {
            tellShards(session.entity());
        }
    }
}
