package io.taskmill.projector.shard;

import io.taskmill.model.Claim;
import io.taskmill.model.Dependent;
import io.taskmill.model.Parent;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.Teller;
import io.taskmill.model.message.ChildEnded;
import io.taskmill.model.message.DependencyEnded;
import io.taskmill.model.message.EntityTold;
import io.taskmill.model.message.FiringEnded;
import io.taskmill.model.message.GateEvent.ReleaseGate;
import io.taskmill.model.message.OutboxPublished;
import io.taskmill.model.message.RateEvent.ClaimRate;
import io.taskmill.model.message.RateEvent.ReturnRate;
import io.taskmill.model.message.TellChunk;
import io.taskmill.model.message.WatchTask;
import io.taskmill.model.task.Claims;
import io.taskmill.model.task.OutboxEntry;
import io.taskmill.model.task.Task;
import io.taskmill.projector.follow.FollowUps;
import io.taskmill.store.Versioned;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Publishes the follow-ups of one shard's tasks, each once as long as this replica has the shard. */
final class TaskOutbox {

    private static final int SWEPT_AT_ONCE = 1_000;

    private final int shard;
    private final ShardParts parts;
    private final FollowUps followUps;
    private final TaskTelling telling;

    /** Follow-ups on their way, by task and entry, until their document no longer has them. */
    private final Set<String> underWay = new HashSet<>();

    /** Confirmed follow-ups; filled by the publisher's threads. */
    private final Queue<OutboxPublished> published = new ConcurrentLinkedQueue<>();

    /** @param telling is told of what a replica that died may not have told */
    TaskOutbox(int shard, ShardParts parts, TaskTelling telling) {
        this.shard = shard;
        this.parts = parts;
        this.followUps = parts.followUps();
        this.telling = telling;
    }

    void forget() {
        published.clear();
        underWay.clear();
    }

    /** What was confirmed since the last call, and is to be cleared. */
    List<OutboxPublished> confirmed() {
        List<OutboxPublished> confirmed = new ArrayList<>();
        for (OutboxPublished entry = published.poll(); entry != null; entry = published.poll()) {
            confirmed.add(entry);
        }
        return confirmed;
    }

    /** It is not in its document any more. */
    void cleared(OutboxPublished cleared) {
        cleared.entries().forEach(entry -> underWay.remove(key(cleared.task(), entry)));
    }

    private static String key(TaskId task, String entry) {
        return task + "/" + entry;
    }

    /** @param left entries that were there before, which somebody who died may have published */
    void publish(Task task, List<OutboxEntry> left) {
        boolean entitiesFirst = task.outbox().stream().anyMatch(OutboxEntry.TellEntities.class::isInstance);
        for (OutboxEntry entry : task.outbox()) {
            if (entitiesFirst && isAwaitedByOthers(entry)) {
                continue; // what they tell of an entity comes after what this one has told
            }
            switch (entry) {
                case OutboxEntry.TellEntities tell -> publish(task, tell);
                case OutboxEntry.Dispatch dispatch -> publish(task, dispatch, left.contains(entry));
                case OutboxEntry.Watch watch -> publish(task, watch);
                case OutboxEntry.Ask ask -> publish(task, ask);
                case OutboxEntry.GiveBack back ->
                    publish(
                            task,
                            entry,
                            () -> followUps.tellGate(new ReleaseGate(back.gate(), new Claim(task.id(), back.epoch()))));
                case OutboxEntry.ReturnTime unused ->
                    publish(
                            task,
                            entry,
                            () -> followUps.tellRate(
                                    new ReturnRate(unused.rate(), new Claim(task.id(), unused.epoch()), unused.at())));
                case OutboxEntry.Tell tell -> publish(task, tell);
                case OutboxEntry.TellSchedule tell -> publish(task, tell);
                case OutboxEntry.Order order -> publish(task, order);
                case OutboxEntry.TellParent tell -> publish(task, tell);
            }
        }
    }

    private static boolean isAwaitedByOthers(OutboxEntry entry) {
        return switch (entry) {
            case OutboxEntry.GiveBack _,
                    OutboxEntry.Tell _,
                    OutboxEntry.TellParent _,
                    OutboxEntry.TellSchedule _,
                    OutboxEntry.Order _ -> true;
            case OutboxEntry.TellEntities _,
                    OutboxEntry.Dispatch _,
                    OutboxEntry.Watch _,
                    OutboxEntry.Ask _,
                    OutboxEntry.ReturnTime _ -> false;
        };
    }

    private void publish(Task task, OutboxEntry.TellEntities tell) {
        if (begins(task, tell)) {
            String type = task.spec() == null ? null : task.spec().type();
            Teller by = new Teller(task.id(), type, tell.epoch(), tell.seq());
            clearOnce(
                    task,
                    tell,
                    all(tell.facts().stream().map(fact -> followUps.tellEntity(new EntityTold(fact, by, tell.at())))));
        }
    }

    private void publish(Task task, OutboxEntry.Dispatch dispatch, boolean again) {
        if (task.isStub()) {
            return; // what to run says only its submission
        }
        if (dispatch.epoch() != task.epoch()) {
            clear(task, dispatch); // a later dispatch has made it needless
        } else if (begins(task, dispatch)) {
            if (dispatch.repeat() > 0) {
                parts.metrics().countRepeatedCommand();
            }
            TaskLog.dispatched(task.id(), dispatch);
            clearOnce(task, dispatch, followUps.dispatch(task.command(), again || dispatch.repeat() > 0));
        }
    }

    private void publish(Task task, OutboxEntry.Watch watch) {
        if (!task.awaitsOthers() || watch.epoch() != task.epoch()) {
            clear(task, watch);
        } else if (begins(task, watch)) {
            clearOnce(
                    task,
                    watch,
                    all(task.dependencies().awaits().stream()
                            .map(dependency -> followUps.tellTask(
                                    new WatchTask(dependency, new Dependent(task.id(), watch.epoch()))))));
        }
    }

    private void publish(Task task, OutboxEntry.Tell tell) {
        if (begins(task, tell)) {
            clearOnce(
                    task,
                    tell,
                    all(tell.dependents().stream()
                            .map(dependent -> followUps.tellTask(
                                    new DependencyEnded(dependent.task(), dependent.epoch(), task.id(), tell.how())))));
        }
    }

    private void publish(Task task, OutboxEntry.Ask ask) {
        Claims claims = task.claims();
        TaskSpec spec = task.spec();
        if (spec == null || !claims.asking() || claims.epoch() != ask.epoch() || claims.passed() != ask.admission()) {
            clear(task, ask);
            return;
        }
        Claim claim = new Claim(task.id(), claims.epoch());
        task.gate().ifPresent(gate -> publish(task, ask, () -> followUps.tellGate(GateFolder.claim(task, spec, gate))));
        task.rate().ifPresent(rate -> publish(task, ask, () -> followUps.tellRate(new ClaimRate(claim, rate))));
    }

    private void publish(Task task, OutboxEntry entry, Supplier<CompletableFuture<?>> publish) {
        if (begins(task, entry)) {
            clearOnce(task, entry, publish.get());
        }
    }

    private void publish(Task task, OutboxEntry.TellSchedule tell) {
        if (begins(task, tell)) {
            clearOnce(task, tell, followUps.tellSchedule(new FiringEnded(tell.schedule(), task.id(), tell.how())));
        }
    }

    private void publish(Task task, OutboxEntry.Order order) {
        if (begins(task, order)) {
            clearOnce(
                    task,
                    order,
                    all(IntStream.range(order.from(), order.to())
                            .mapToObj(chunk ->
                                    followUps.tellChunk(new TellChunk(task.id(), order.run(), chunk, order.order())))));
        }
    }

    private void publish(Task task, OutboxEntry.TellParent tell) {
        if (begins(task, tell)) {
            Parent parent = tell.parent();
            ChildEnded ended = new ChildEnded(
                    parent.task(),
                    parent.run(),
                    parent.chunk(),
                    parent.index(),
                    task.id(),
                    tell.how(),
                    tell.code(),
                    tell.text());
            clearOnce(task, tell, followUps.tellChunk(ended));
        }
    }

    private static CompletableFuture<?> all(Stream<? extends CompletableFuture<?>> publishes) {
        return CompletableFuture.allOf(publishes.toArray(CompletableFuture[]::new));
    }

    private boolean begins(Task task, OutboxEntry entry) {
        return underWay.add(key(task.id(), entry.id()));
    }

    private void clearOnce(Task task, OutboxEntry entry, CompletableFuture<?> publish) {
        var _ = publish.thenRun(() -> clear(task, entry));
    }

    private void clear(Task task, OutboxEntry entry) {
        published.add(new OutboxPublished(task.id(), Set.of(entry.id())));
    }

    /**
     * Publishes what a replica that died left in outboxes. What is confirmed meanwhile is cleared by the next flush, many
     * documents in one write.
     *
     * @return whether there may be more than was looked at
     */
    boolean sweep() {
        Collection<Versioned<Task>> left =
                parts.tasks().withOutbox(shard, SWEPT_AT_ONCE).values();
        telling.mend(left.stream().map(Versioned::entity).filter(this::isStranded));
        left.forEach(task -> publish(task.entity(), task.entity().outbox()));
        return left.size() == SWEPT_AT_ONCE;
    }

    /** Whether somebody else has written what is to follow. */
    private boolean isStranded(Task task) {
        return task.outbox().stream().anyMatch(entry -> !underWay.contains(key(task.id(), entry.id())));
    }

    /** Whether follow-ups are on their way, or are not cleared yet. */
    boolean isPublishing() {
        return !underWay.isEmpty();
    }
}
