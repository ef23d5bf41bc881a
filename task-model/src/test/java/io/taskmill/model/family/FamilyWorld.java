package io.taskmill.model.family;

import io.taskmill.model.Child;
import io.taskmill.model.ChunkKey;
import io.taskmill.model.ChunkMember;
import io.taskmill.model.Json;
import io.taskmill.model.OnFailure;
import io.taskmill.model.Phase;
import io.taskmill.model.Priority;
import io.taskmill.model.Run;
import io.taskmill.model.Spawn;
import io.taskmill.model.SpawnMode;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.family.ChunkFollowUp.Kind;
import io.taskmill.model.message.ChildEnded;
import io.taskmill.model.message.ChunkEvent;
import io.taskmill.model.message.ChunkReport;
import io.taskmill.model.message.DependencyEnded.How;
import io.taskmill.model.message.OutboxPublished;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.SpawnChunk;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.TellChunk;
import io.taskmill.model.message.UserCommand.CancelTask;
import io.taskmill.model.task.OutboxEntry;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskTransition;
import io.taskmill.model.type.TaskType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A parent, its parts and its children, with all messages between them in a bag, from which they come in any order, more than
 * once, and after an outbox was published again. Nothing is lost for good: outboxes keep what was not confirmed.
 */
final class FamilyWorld {

    static final TaskId PARENT = new TaskId(new UUID(7, 7));
    static final Instant NOON = Instant.parse("2031-05-04T12:00:00Z");

    private static final int STEPS = 20_000;

    private final Random random;
    private final Plan plan;
    private final List<Object> bag = new ArrayList<>();
    private final Map<ChunkKey, Chunk> chunks = new HashMap<>();
    private final Map<TaskId, How> children = new HashMap<>();
    private final Map<TaskId, ChunkMember> published = new HashMap<>();
    private final Set<TaskId> cancelled = new HashSet<>();
    private final Set<Integer> endDispatches = new HashSet<>();
    private Instant now = NOON;
    private @Nullable Task parent;

    /**
     * What is to happen.
     *
     * @param sizes of the parts
     * @param ends of the children, in turns
     * @param cancels whether the parent is cancelled at some time
     */
    record Plan(
            List<Integer> sizes,
            SpawnMode mode,
            OnFailure onFailure,
            List<How> ends,
            boolean cancels,
            boolean sealed) {}

    FamilyWorld(Plan plan, long seed) {
        this.plan = plan;
        this.random = new Random(seed);
        bag.add(new RunCommand(PARENT, 1, spec()));
        bag.add(new RunEvent.Start(PARENT, 1, run("r", 1), null));
        int first = 0;
        for (int number = 0; number < plan.sizes().size(); number++) {
            bag.add(recorded(number, first));
            first += plan.sizes().get(number);
        }
        if (plan.sealed()) {
            bag.add(new RunEvent.Spawned(
                    PARENT,
                    1,
                    run("r", 2),
                    NOON,
                    new Spawn(plan.sizes().size(), first, first, plan.mode(), plan.onFailure(), null)));
        } else {
            bag.add(new RunEvent.Failed(PARENT, 1, run("r", 2), NOON, new TaskError("NO", "no", false)));
        }
        if (plan.cancels()) {
            bag.add(new CancelTask(PARENT, "cancel", null, NOON, null));
        }
    }

    private static TaskSpec spec() {
        return new TaskSpec("FAMILY", 1, "default", Priority.NORMAL, Json.EMPTY_OBJECT, null, null, null, NOON);
    }

    private static Run run(String id, int seq) {
        return new Run(id, "session", "host", seq, NOON, 0, null);
    }

    private ChunkEvent.Recorded recorded(int number, int first) {
        int size = plan.sizes().get(number);
        Child child = new Child("COUNT", null, Json.EMPTY_OBJECT, null, 1, null, null, null, null, null);
        SpawnChunk spawned = new SpawnChunk(
                PARENT,
                1,
                "r",
                number,
                first,
                plan.mode(),
                plan.onFailure(),
                1,
                Priority.NORMAL,
                null,
                null,
                NOON,
                null,
                List.of(),
                IntStream.range(0, size).mapToObj(_ -> child).toList());
        TaskType type = new TaskType("COUNT", 1, "default", TaskPolicy.DEFAULT, Json.EMPTY_OBJECT, Map.of());
        List<ChunkMember> members = IntStream.range(0, size)
                .mapToObj(index -> Members.of(
                        spawned, index, type, new TaskId(new UUID(1, first + index)), _ -> _ -> Optional.empty()))
                .toList();
        return new ChunkEvent.Recorded(spawned.key(), 1, first, plan.mode(), plan.onFailure(), members);
    }

    /** Goes on until nothing is left to happen. */
    void run() {
        for (int step = 0; step < STEPS; step++) {
            if (!bag.isEmpty()) {
                int index = random.nextInt(bag.size());
                Object message = random.nextInt(8) == 0 ? bag.get(index) : bag.remove(index);
                take(message);
            } else if (!outboxes()) {
                if (!time()) {
                    return;
                }
            }
            if (random.nextInt(3) == 0) {
                outboxes();
            }
        }
        throw new AssertionError("it never comes to rest: " + parent + " " + chunks);
    }

    private void take(Object message) {
        switch (message) {
            case TaskEvent event -> parent(event);
            case ChunkEvent event -> chunk(event);
            case Submitted submitted -> submitted(submitted.member());
            case Cancelled told -> cancelled(told.child());
            default -> throw new AssertionError(message);
        }
    }

    /** A child's submission is folded. */
    private record Submitted(ChunkMember member) {}

    /** A child's cancel is. */
    private record Cancelled(ChunkMember child) {}

    private void parent(TaskEvent event) {
        Task before = parent;
        Task after = TaskTransition.apply(before, event, now).task();
        parent = after;
        if (after != null && after.isEnding() && (before == null || !before.isEnding())) {
            endDispatches.add(after.epoch());
            check(published.keySet().equals(children.keySet()), "an end step before the children are over");
            check(chunks.values().stream().allMatch(Chunk::isOver), "an end step before all parts are over");
        }
        if (after != null && after.phase() == Phase.WAITING_CHILDREN && after.cancelled() == null) {
            check(after.end() == null, "an end while children are waited for");
        }
    }

    private void chunk(ChunkEvent event) {
        Chunk after = ChunkTransition.apply(chunks.get(event.key()), event, now);
        if (after != null) {
            chunks.put(event.key(), after);
        }
    }

    private void submitted(ChunkMember member) {
        published.put(member.id(), member);
        check(parent != null && parent.family() != null, "a child before the family is sealed");
        if (!children.containsKey(member.id())) {
            int index = (int) member.id().value().getLeastSignificantBits();
            How how = cancelled.contains(member.id())
                    ? How.CANCELLED
                    : plan.ends().get(index % plan.ends().size());
            children.put(member.id(), how);
        }
        told(member);
    }

    private void cancelled(ChunkMember member) {
        cancelled.add(member.id());
        if (children.containsKey(member.id())) {
            told(member);
        }
    }

    private void told(ChunkMember member) {
        var place = Objects.requireNonNull(member.spec().parent());
        bag.add(new ChildEnded(
                place.task(),
                place.run(),
                place.chunk(),
                place.index(),
                member.id(),
                Objects.requireNonNull(children.get(member.id())),
                null,
                null));
    }

    /** Publishes all that is in outboxes, and now and then does not come to clearing it. */
    private boolean outboxes() {
        boolean any = false;
        Task task = parent;
        if (task != null) {
            for (OutboxEntry entry : task.outbox()) {
                any = true;
                if (entry instanceof OutboxEntry.Order order) {
                    for (int chunk = order.from(); chunk < order.to(); chunk++) {
                        bag.add(new TellChunk(PARENT, order.run(), chunk, order.order()));
                    }
                }
                if (random.nextInt(3) > 0) {
                    parent(new OutboxPublished(PARENT, Set.of(entry.id())));
                }
            }
        }
        for (Chunk chunk : List.copyOf(chunks.values())) {
            for (ChunkFollowUp entry : chunk.outbox()) {
                any = true;
                publish(chunk, entry);
                if (random.nextInt(3) > 0) {
                    chunk(new ChunkEvent.Published(chunk.key(), Set.of(entry.id())));
                }
            }
        }
        return any;
    }

    private void publish(Chunk chunk, ChunkFollowUp entry) {
        Chunk.Recorded recorded = chunk.recorded();
        if (entry.kind() == Kind.REPORT || entry.kind() == Kind.ASK) {
            ChunkReport report = chunk.report();
            bag.add(report);
            return;
        }
        int from = entry.kind() == Kind.PUBLISH ? entry.from() : 0;
        int to = entry.kind() == Kind.PUBLISH ? entry.to() : chunk.published();
        for (int index = from; recorded != null && index < to; index++) {
            if (chunk.end(index).isEmpty()) {
                ChunkMember member = recorded.members().get(index);
                bag.add(entry.kind() == Kind.CANCEL ? new Cancelled(member) : new Submitted(member));
            }
        }
    }

    /** What is due is done; whether there was anything that can still change. */
    private boolean time() {
        boolean waits = false;
        now = now.plus(Duration.ofHours(1));
        for (Chunk chunk : List.copyOf(chunks.values())) {
            if (chunk.due().isPresent()) {
                waits |= chunk.stage() != Chunk.Stage.OPEN || chunk.asked() < 3;
                chunk(new ChunkEvent.DueReached(chunk.key()));
            }
        }
        return waits;
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    Task parent() {
        if (parent == null) {
            throw new AssertionError("no parent");
        }
        return parent;
    }

    Map<ChunkKey, Chunk> chunks() {
        return chunks;
    }

    Map<TaskId, How> children() {
        return children;
    }

    Set<Integer> endDispatches() {
        return endDispatches;
    }
}
