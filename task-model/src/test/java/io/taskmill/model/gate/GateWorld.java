package io.taskmill.model.gate;

import io.taskmill.model.Claim;
import io.taskmill.model.GateRule;
import io.taskmill.model.Json;
import io.taskmill.model.Phase;
import io.taskmill.model.Priority;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.Run;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.Timeouts;
import io.taskmill.model.WhenFull;
import io.taskmill.model.message.DueReached;
import io.taskmill.model.message.GateAnswer.GateDisplaced;
import io.taskmill.model.message.GateAnswer.GateGranted;
import io.taskmill.model.message.GateAnswer.GateRefused;
import io.taskmill.model.message.GateEvent;
import io.taskmill.model.message.GateEvent.ClaimGate;
import io.taskmill.model.message.GateEvent.GateTold;
import io.taskmill.model.message.GateEvent.LimitGate;
import io.taskmill.model.message.GateEvent.ReleaseGate;
import io.taskmill.model.message.OutboxPublished;
import io.taskmill.model.message.OwnerLost;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.SessionLoss;
import io.taskmill.model.message.ShardMessage;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.TypeMissing;
import io.taskmill.model.message.UserCommand.CancelTask;
import io.taskmill.model.task.OutboxEntry;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskTransition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Tasks and gates as the rules make them, and the messages between them, which a choice delivers or repeats. */
final class GateWorld {

    private static final Instant NOW = Instant.parse("2031-05-04T12:00:00Z");
    private static final Set<Phase> COMMAND_OUT = EnumSet.of(Phase.QUEUED, Phase.RUNNING, Phase.ABORTING);
    private static final int TASKS = 6;
    private static final Map<String, Integer> LIMITS = Map.of("a", 1, "b", 2);
    private static final List<Priority> PRIORITIES = List.of(Priority.NORMAL, Priority.HIGH, Priority.LOW);
    private static final List<WhenFull> WHEN_FULL = List.of(
            WhenFull.WAIT,
            WhenFull.WAIT,
            WhenFull.WAIT,
            WhenFull.REJECT,
            WhenFull.CANCEL_RUNNING,
            WhenFull.CANCEL_WAITING);

    private final List<TaskId> ids = new ArrayList<>();
    private final Map<TaskId, Task> tasks = new TreeMap<>(Comparator.comparing(TaskId::value));
    private final Map<String, Gate> gates = new TreeMap<>();
    private final List<ShardMessage> messages = new ArrayList<>();
    private int commands;

    GateWorld() {
        for (int i = 0; i < TASKS; i++) {
            TaskId id = new TaskId(new UUID(1, i));
            ids.add(id);
            fold(new RunCommand(id, 1, spec(i)));
        }
    }

    /** Every other one passes both gates; the newest displace others, or are not to wait. */
    private static TaskSpec spec(int task) {
        WhenFull whenFull = WHEN_FULL.get(task);
        List<GateRule> gates = new ArrayList<>();
        LIMITS.forEach((key, limit) -> {
            if (task % 2 == 0 || key.equals(task == 1 ? "a" : "b")) {
                gates.add(new GateRule(key, limit, whenFull));
            }
        });
        RetryPolicy twice = new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(1), Set.of());
        TaskPolicy policy = new TaskPolicy(twice, Timeouts.NONE, false).admittedBy(gates, List.of());
        Priority priority = PRIORITIES.get(task % PRIORITIES.size());
        Instant created = NOW.plusMillis(task);
        return new TaskSpec("COUNT", 1, "default", priority, Json.EMPTY_OBJECT, null, null, null, created, policy);
    }

    void step(int choice) {
        int which = choice / 16;
        switch (choice % 16) {
            case 0, 1, 2, 3 -> deliver(which, true);
            case 4 -> deliver(which, false);
            case 5, 6, 7 -> publish(which, true);
            case 8 -> publish(which, false);
            case 9, 10 -> run(task(which));
            case 11 -> end(task(which), which);
            case 12 -> due(task(which));
            case 13 -> lose(task(which));
            case 14 -> disturb(task(which), which);
            default -> limit(which);
        }
    }

    private Task task(int which) {
        return Objects.requireNonNull(tasks.get(ids.get(which % TASKS)));
    }

    private void deliver(int which, boolean once) {
        if (!messages.isEmpty()) {
            int index = which % messages.size();
            fold(once ? messages.remove(index) : messages.get(index));
        }
    }

    private void fold(ShardMessage message) {
        switch (message) {
            case GateEvent event -> gate(event);
            case TaskEvent event -> happens(event);
            default -> throw new AssertionError(message);
        }
    }

    private void gate(GateEvent event) {
        gates.put(event.gate(), GateTransition.apply(gates.get(event.gate()), event, NOW));
    }

    private void happens(TaskEvent event) {
        Task after = TaskTransition.apply(tasks.get(event.task()), event, NOW).task();
        tasks.put(event.task(), after);
    }

    /** @param cleared whether its publisher lives on to note that it is published */
    private void publish(int which, boolean cleared) {
        List<Runnable> publishes = new ArrayList<>();
        tasks.values()
                .forEach(task -> task.outbox().forEach(entry -> publishes.add(() -> publish(task, entry, cleared))));
        gates.values()
                .forEach(gate -> gate.outbox().forEach(notice -> publishes.add(() -> publish(gate, notice, cleared))));
        if (!publishes.isEmpty()) {
            publishes.get(which % publishes.size()).run();
        }
    }

    private void publish(Task task, OutboxEntry entry, boolean cleared) {
        message(task, entry).ifPresent(messages::add);
        if (cleared) {
            happens(new OutboxPublished(task.id(), Set.of(entry.id())));
        }
    }

    private static Optional<ShardMessage> message(Task task, OutboxEntry entry) {
        return switch (entry) {
            case OutboxEntry.Ask _ ->
                task.gate()
                        .map(gate -> new ClaimGate(
                                new Claim(task.id(), task.claims().epoch()),
                                gate,
                                specOf(task).priority(),
                                specOf(task).mayStart()));
            case OutboxEntry.GiveBack back ->
                Optional.of(new ReleaseGate(back.gate(), new Claim(task.id(), back.epoch())));
            case OutboxEntry.Dispatch _,
                    OutboxEntry.Watch _,
                    OutboxEntry.ReturnTime _,
                    OutboxEntry.TellSchedule _,
                    OutboxEntry.TellParent _,
                    OutboxEntry.TellEntities _,
                    OutboxEntry.Order _,
                    OutboxEntry.Tell _ -> Optional.empty();
        };
    }

    private void publish(Gate gate, GateNotice notice, boolean cleared) {
        Claim claim = notice.claim();
        messages.add(
                switch (notice) {
                    case GateNotice.Grant _ -> new GateGranted(claim.task(), claim.epoch(), gate.key());
                    case GateNotice.Refuse refuse ->
                        new GateRefused(claim.task(), claim.epoch(), gate.key(), refuse.holder());
                    case GateNotice.Displace displace ->
                        new GateDisplaced(claim.task(), claim.epoch(), gate.key(), displace.by());
                });
        if (cleared) {
            gate(new GateTold(gate.key(), Set.of(notice.id())));
        }
    }

    private void run(Task task) {
        if (task.phase() == Phase.QUEUED) {
            happens(new RunEvent.Start(task.id(), task.epoch(), runOf(task, 1), Duration.ofSeconds(3)));
        }
    }

    private static Run runOf(Task task, int seq) {
        String run = "run-" + task.epoch() + "-" + task.id().value().getLeastSignificantBits();
        return new Run(run, "session", "worker", seq, NOW, 0, null);
    }

    private void end(Task task, int how) {
        if (task.phase() == Phase.RUNNING && how % 3 == 0) {
            TaskError error = new TaskError("BUSY", "not now", true);
            happens(new RunEvent.Failed(task.id(), task.epoch(), runOf(task, 2), NOW, error));
        } else if (task.phase() == Phase.RUNNING || task.phase() == Phase.ABORTING) {
            happens(new RunEvent.Finished(task.id(), task.epoch(), runOf(task, 2), NOW, null));
        }
    }

    private void due(Task task) {
        task.due()
                .ifPresent(at -> tasks.put(
                        task.id(),
                        TaskTransition.apply(task, new DueReached(task.id()), at)
                                .task()));
    }

    private void lose(Task task) {
        happens(new OwnerLost(task.id(), "session", SessionLoss.CRASHED));
    }

    private void disturb(Task task, int how) {
        if (how % 2 == 0) {
            happens(new CancelTask(task.id(), "cancel-" + commands++, null, NOW, null));
        } else {
            happens(new TypeMissing(task.id(), task.epoch(), "old", NOW));
        }
    }

    /** Never more than what the type says, so that this world can tell what is too many. */
    private void limit(int which) {
        String key = which % 2 == 0 ? "a" : "b";
        gate(new LimitGate(key, "limit-" + commands++, null, NOW, which % 3 == 0 ? Integer.valueOf(0) : null));
    }

    /** Everything is published, and comes, in order; whoever can run does, and ends. */
    void settle() {
        LIMITS.keySet().forEach(key -> gate(new LimitGate(key, "limit-" + commands++, null, NOW, null)));
        for (int round = 0; round < 60; round++) {
            while (tasks.values().stream().anyMatch(task -> !task.outbox().isEmpty())
                    || gates.values().stream().anyMatch(gate -> !gate.outbox().isEmpty())) {
                publish(0, true);
            }
            while (!messages.isEmpty()) {
                deliver(0, true);
            }
            for (int i = 0; i < TASKS; i++) {
                due(task(i));
                run(task(i));
                end(task(i), 1);
            }
        }
    }

    /** The gates of which more tasks have a command out than may hold it. */
    List<String> overfull() {
        return LIMITS.entrySet().stream()
                .filter(gate -> tasks.values().stream()
                                .filter(task -> COMMAND_OUT.contains(task.phase()))
                                .filter(task -> passes(task, gate.getKey()))
                                .count()
                        > gate.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean passes(Task task, String gate) {
        return specOf(task).policy().gates().stream()
                .anyMatch(rule -> rule.key().equals(gate));
    }

    private static TaskSpec specOf(Task task) {
        return Objects.requireNonNull(task.spec());
    }

    List<Task> unfinished() {
        return tasks.values().stream().filter(task -> task.end() == null).toList();
    }

    List<Gate> held() {
        return gates.values().stream().filter(gate -> gate.idle() == null).toList();
    }
}
