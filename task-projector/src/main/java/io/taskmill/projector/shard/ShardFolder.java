package io.taskmill.projector.shard;

import io.taskmill.messaging.MessagingException;
import io.taskmill.messaging.codec.UndecodableException;
import io.taskmill.messaging.consume.BatchHandler;
import io.taskmill.messaging.consume.Delivery;
import io.taskmill.model.TaskId;
import io.taskmill.model.entity.Entity;
import io.taskmill.model.message.ChildEnded;
import io.taskmill.model.message.ChunkReport;
import io.taskmill.model.message.CommandDied;
import io.taskmill.model.message.DependencyEnded;
import io.taskmill.model.message.EntityTold;
import io.taskmill.model.message.FiringEnded;
import io.taskmill.model.message.GateAnswer;
import io.taskmill.model.message.GateEvent;
import io.taskmill.model.message.Heartbeat;
import io.taskmill.model.message.OrphanedRunEvent;
import io.taskmill.model.message.PauseCommand;
import io.taskmill.model.message.RateEvent;
import io.taskmill.model.message.RateGranted;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.RunEvents;
import io.taskmill.model.message.RunLog;
import io.taskmill.model.message.ScheduleCommand;
import io.taskmill.model.message.ScheduleEvent;
import io.taskmill.model.message.SessionEnded;
import io.taskmill.model.message.SessionGone;
import io.taskmill.model.message.SessionLoss;
import io.taskmill.model.message.SessionLost;
import io.taskmill.model.message.ShardMessage;
import io.taskmill.model.message.SpawnChunk;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.TellChunk;
import io.taskmill.model.message.Tick;
import io.taskmill.model.message.TypeAnnounced;
import io.taskmill.model.message.TypeMissing;
import io.taskmill.model.message.TypesAvailable;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.message.WatchTask;
import io.taskmill.model.rate.Rate;
import io.taskmill.model.schedule.Schedule;
import io.taskmill.projector.change.ShardChanges;
import io.taskmill.projector.count.ShardCounts;
import io.taskmill.projector.fold.LostRacesException;
import io.taskmill.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds what comes to one shard, in order. Nothing here is remembered beyond the life of a channel: another replica may
 * have consumed the shard before and may again.
 */
public final class ShardFolder implements BatchHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ShardFolder.class);

    private static final Duration STORE_CHECK = Duration.ofMillis(500);
    private static final Duration SWEEP = Duration.ofSeconds(10);
    private static final Duration WATERMARK = Duration.ofSeconds(5);
    private static final Duration QUEUED_CHECK = Duration.ofSeconds(5);

    /** Who has received a tick looks after the shard's due work for so long. */
    private static final Duration IN_CHARGE = Duration.ofSeconds(2);

    private static final int LOST_REMEMBERED = 10_000;

    private final int shard;
    private final ShardParts parts;
    private final Answers answers;
    private final QueuedCheck queued;
    private final DueWork due;
    private final ShardCounts counts;
    private final ShardChanges changes;
    private final TaskFolder tasks;
    private final LogFolder logs;
    private final SessionFolder sessions;
    private final TypeFolder types;
    private final GateFolder gates;
    private final EntityFolder<String, Rate, RateEvent> rates;
    private final EntityFolder<String, Entity, EntityTold> entities;
    private final EntityFolder<String, Schedule, ScheduleEvent> schedules;
    private final PausesFolder pauses;
    private final FamilyFolder families;
    private final JournalRetention journalRetention;
    private final Map<String, SessionLoss> lost = new HashMap<>();

    /** Whether this replica itself may have folded what it is given, and have come no further. */
    private boolean trying;

    private boolean loaded;
    private long lastTick;
    private long lastSweep;
    private boolean moreInOutboxes;
    private long lastWatermark;
    private long lastQueuedCheck;
    private @Nullable Instant foldedThrough;

    public ShardFolder(int shard, ShardParts parts) {
        this.shard = shard;
        this.parts = parts;
        this.answers = new Answers(parts.followUps()::isBlocked);
        this.queued = new QueuedCheck(shard, parts);
        this.due = new DueWork(shard, parts);
        this.counts = new ShardCounts(shard, parts.counts(), parts.replica(), parts.metrics()::countRecount);
        this.changes = new ShardChanges(shard, parts.broadcast());
        this.tasks = new TaskFolder(shard, parts, answers, queued, due, counts, changes);
        this.logs = new LogFolder(parts, this::bury);
        this.sessions = new SessionFolder(shard, parts, answers);
        this.types = new TypeFolder(parts);
        this.gates = new GateFolder(shard, parts);
        this.rates = new EntityFolder<>(shard, parts.rates(), new RateKind(parts.followUps()), parts);
        this.entities = new EntityFolder<>(shard, parts.entities(), new EntityKind(), parts);
        this.schedules = new EntityFolder<>(
                shard,
                parts.schedules(),
                new ScheduleKind(parts.scheduleRules(), parts.followUps(), parts.scheduleMetrics()),
                parts);
        this.pauses = new PausesFolder(shard, parts);
        this.families = new FamilyFolder(shard, parts);
        this.journalRetention = new JournalRetention(
                shard,
                parts.journal()::count,
                parts.journal()::deleteOldest,
                parts.journalBounds(),
                parts.clock(),
                System::nanoTime);
    }

    @Override
    public void awaitReady() throws InterruptedException {
        boolean told = false;
        while (true) {
            try {
                parts.installation().shards();
                return;
            } catch (StoreUnavailableException e) {
                if (!told) {
                    LOG.warn("shard waits for the store shard={} reason={}", shard, e.getMessage());
                    told = true;
                }
                TimeUnit.NANOSECONDS.sleep(STORE_CHECK.toNanos());
            }
        }
    }

    @Override
    public void opened() {
        forget();
    }

    @Override
    public boolean letGo() {
        boolean letGo = loaded && parts.sharing().shouldLetGo(shard, System.nanoTime());
        if (letGo) {
            LOG.info("shard let go shard={}", shard);
        }
        return letGo;
    }

    @Override
    public void closed() {
        forget();
    }

    private void forget() {
        if (loaded) {
            queued.end();
            counts.end();
            parts.metrics().letGo(shard);
            parts.scheduleMetrics().letGo(shard);
        }
        loaded = false;
        lost.clear();
        foldedThrough = null;
        changes.renew();
        tasks.forget();
        logs.forget();
        sessions.forget();
        types.forget();
        gates.forget();
        rates.forget();
        entities.forget();
        schedules.forget();
        pauses.forget();
        families.forget();
    }

    /** What this shard must know before it folds; read when the first message shows that this replica has the shard. */
    private void load() {
        if (!loaded) {
            lost.putAll(parts.lostSessions().of(shard, LOST_REMEMBERED));
            sessions.load();
            tasks.begin();
            queued.begin();
            due.begin();
            counts.begin();
            lastSweep = 0;
            loaded = true;
            LOG.info("shard taken shard={} lostSessions={}", shard, lost.size());
        }
    }

    @Override
    public void handle(List<Delivery> batch) throws InterruptedException {
        try {
            foldAll(batch);
        } catch (StoreUnavailableException | MessagingException | LostRacesException e) {
            throw e;
        } catch (RuntimeException e) {
            // One message that cannot be folded must not stop the shard: find it, keep it as a dead letter, go on.
            LOG.error("batch cannot be folded, trying one by one shard={} messages={}", shard, batch.size(), e);
            forget();
            trying = true;
            try {
                for (Delivery delivery : batch) {
                    foldAlone(delivery);
                }
            } finally {
                trying = false;
            }
        }
        if (loaded) {
            counts.tend();
        }
    }

    private void foldAlone(Delivery delivery) throws InterruptedException {
        try {
            foldAll(List.of(delivery));
        } catch (StoreUnavailableException | MessagingException | LostRacesException e) {
            throw e;
        } catch (RuntimeException e) {
            forget();
            List<byte[]> events = parts.codec().splitEvents(delivery.body());
            if (events.size() > 1) {
                for (byte[] event : events) {
                    foldAlone(delivery.withBody(event));
                }
                return;
            }
            bury(delivery, "cannot be folded: " + e);
            answers.await();
        }
    }

    private void foldAll(List<Delivery> batch) throws InterruptedException {
        long began = System.nanoTime();
        if (!batch.isEmpty()) {
            load();
        }
        if (batch.stream().anyMatch(Delivery::redelivered)) {
            changes.renew(); // somebody may have written what they make, and not have come to telling it
        }
        for (Delivery delivery : batch) {
            try {
                take(parts.codec().decodeShardMessage(delivery.body()), delivery);
            } catch (UndecodableException e) {
                bury(delivery, String.valueOf(e.getMessage()));
            }
        }
        flush();
        if (loaded) {
            changes.flush();
        }
        answers.await();
        if (!batch.isEmpty()) {
            parts.metrics().countBatch(batch.size(), System.nanoTime() - began);
        }
        if (loaded && System.nanoTime() - lastTick < IN_CHARGE.toNanos()) {
            lookAfter();
        }
    }

    private void bury(Delivery delivery, String reason) {
        LOG.warn("dead letter queue={} reason={}", delivery.queue(), reason);
        parts.metrics().countDead();
        answers.add(parts.followUps().bury(delivery.body(), reason, delivery.queue()));
    }

    private void take(ShardMessage message, Delivery delivery) {
        switch (message) {
            case RunCommand command -> addTaskEvent(command, delivery);
            case UserCommand command -> addTaskEvent(command, delivery);
            case WatchTask watch -> addTaskEvent(watch, delivery);
            case DependencyEnded ended -> addTaskEvent(ended, delivery);
            case GateAnswer answer -> addTaskEvent(answer, delivery);
            case RateGranted granted -> addTaskEvent(granted, delivery);
            case GateEvent.ClaimGate claim -> addGateEvent(claim, delivery);
            case GateEvent.ReleaseGate release -> addGateEvent(release, delivery);
            case GateEvent.LimitGate limit -> addGateEvent(limit, delivery);
            case RateEvent.ClaimRate claim -> addRateEvent(claim, delivery);
            case RateEvent.ReturnRate unused -> addRateEvent(unused, delivery);
            case ScheduleCommand command -> addScheduleEvent(command, delivery);
            case FiringEnded ended -> addScheduleEvent(ended, delivery);
            case ChunkReport report -> addTaskEvent(report, delivery);
            case SpawnChunk spawned -> addIfHere(spawned.task(), delivery, () -> families.add(spawned));
            case TellChunk told -> addIfHere(told.task(), delivery, () -> families.add(told));
            case ChildEnded ended -> addIfHere(ended.task(), delivery, () -> families.add(ended));
            case EntityTold told -> addEntityEvent(told, delivery);
            case CommandDied died -> addTaskEvent(died, delivery);
            case TypeMissing missing -> addTaskEvent(missing, delivery);
            case RunEvents events -> events.events().forEach(event -> addTaskEvent(orphanedOr(event), delivery));
            case RunLog log -> addLog(log, delivery);
            case Heartbeat heartbeat -> sessions.add(heartbeat);
            case SessionEnded ended -> sessions.add(ended);
            case SessionGone gone -> sessions.foundGone(gone.session());
            case SessionLost over -> sessionLost(over);
            case TypeAnnounced announced -> types.add(announced);
            case TypesAvailable available -> tasks.available(available);
            case PauseCommand command -> pauses.add(command);
            case Tick tick -> tick(tick);
        }
    }

    private void addIfHere(TaskId parent, Delivery delivery, Runnable adding) {
        if (isHere(parent, delivery)) {
            adding.run();
        }
    }

    private void addTaskEvent(TaskEvent event, Delivery delivery) {
        if (isHere(event.task(), delivery)) {
            if (trying || delivery.redelivered()) {
                tasks.addAgain(event);
            } else {
                tasks.add(event);
            }
        }
    }

    private void addLog(RunLog log, Delivery delivery) {
        if (isHere(log.task(), delivery)) {
            logs.add(log, delivery);
        }
    }

    private void addGateEvent(GateEvent event, Delivery delivery) {
        if (isHere("gate", event.gate(), delivery)) {
            gates.add(event);
        }
    }

    private void addRateEvent(RateEvent event, Delivery delivery) {
        if (isHere("rate", event.rate(), delivery)) {
            rates.add(event);
        }
    }

    private void addEntityEvent(EntityTold told, Delivery delivery) {
        if (isHere("entity", told.key(), delivery)) {
            entities.add(told);
        }
    }

    private void addScheduleEvent(ScheduleEvent event, Delivery delivery) {
        if (isHere("schedule", event.schedule(), delivery)) {
            schedules.add(event);
        }
    }

    private boolean isHere(TaskId task, Delivery delivery) {
        return isHere("task", task.toString(), delivery);
    }

    private boolean isHere(String kind, String id, Delivery delivery) {
        boolean here = parts.shards().of(id) == shard;
        if (!here) {
            bury(delivery, kind + " " + id + " does not live on shard " + shard);
        }
        return here;
    }

    private TaskEvent orphanedOr(RunEvent event) {
        SessionLoss loss = lost.get(event.run().session());
        return loss == null ? event : new OrphanedRunEvent(event, loss);
    }

    /** Recorded first: from then on nothing of that session is granted here any more. */
    private void sessionLost(SessionLost over) {
        flushTasks();
        parts.lostSessions()
                .record(shard, over.session(), over.loss(), parts.clock().instant());
        SessionLoss loss = lost.merge(over.session(), over.loss(), (known, told) -> known.leaseStands() ? told : known);
        tasks.ownerLost(over.session(), loss);
    }

    private void tick(Tick tick) {
        lastTick = System.nanoTime();
        parts.sharing().ticked(shard, tick.sender(), lastTick);
        foldedThrough = tick.at();
        if (tick.sender().equals(parts.replica().name())) {
            changes.beat();
            queued.foldedThrough(tick.uptime());
            counts.ticked(tick.uptime());
            parts.metrics().foldedThrough(shard, tick.uptime());
        }
        sessions.tick(tick);
    }

    private void flush() {
        flushTasks();
        logs.settle();
        sessions.flush();
        types.flush();
        gates.flush();
        rates.flush();
        entities.flush();
        schedules.flush();
        pauses.flush();
        families.flush();
    }

    private void flushTasks() {
        logs.flush();
        tasks.flush();
    }

    private void lookAfter() throws InterruptedException {
        sessions.tend();
        tasks.tend();
        gates.tend();
        rates.tend();
        schedules.tend();
        families.tend();
        journalRetention.tend();
        long now = System.nanoTime();
        if (foldedThrough != null && now - lastWatermark > WATERMARK.toNanos()) {
            parts.installation().foldedThrough(shard, foldedThrough);
            lastWatermark = now;
        }
        if (lastSweep == 0 || now - lastSweep > SWEEP.toNanos()) {
            lastSweep = now;
            moreInOutboxes = tasks.sweepOutbox();
            schedules.sweep();
            parts.scheduleMetrics().there(shard, parts.schedules().countByStatus(shard));
            families.sweep();
            sessions.sweepUntold();
            gates.sweep();
            rates.sweep();
            lost.putAll(parts.lostSessions().of(shard, LOST_REMEMBERED));
            tasks.sweepOwners(lost);
        }
        if (moreInOutboxes && !tasks.isPublishing()) {
            moreInOutboxes = tasks.sweepOutbox();
        }
        if (now - lastQueuedCheck > QUEUED_CHECK.toNanos()) {
            lastQueuedCheck = now;
            tasks.checkQueued();
        }
        answers.await();
    }
}
