package io.taskmill.projector.shard;

import io.taskmill.model.Claim;
import io.taskmill.model.GateRule;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.gate.Gate;
import io.taskmill.model.message.GateEvent;
import io.taskmill.model.message.GateEvent.ClaimGate;
import io.taskmill.model.message.GateEvent.WaitingFound;
import io.taskmill.model.task.Task;
import io.taskmill.store.Versioned;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Folds the events of one shard's gates, and finds those that wait for one which has forgotten them. */
final class GateFolder {

    private final ShardParts parts;
    private final EntityFolder<String, Gate, GateEvent> folder;

    /** Gates that look for those that wait for them. */
    private final Set<String> looking = new HashSet<>();

    GateFolder(int shard, ShardParts parts) {
        this.parts = parts;
        this.folder =
                new EntityFolder<>(shard, parts.gates(), new GateKind(parts.followUps(), this::noteIfItLooks), parts);
    }

    private void noteIfItLooks(Gate written) {
        if (written.looksForWaiting()) {
            looking.add(written.key());
        } else {
            looking.remove(written.key());
        }
    }

    void forget() {
        folder.forget();
        looking.clear();
    }

    void add(GateEvent event) {
        folder.add(event);
    }

    void flush() {
        folder.flush();
    }

    /** Asks holders whether they still are, and fills up who waits. */
    void tend() {
        folder.tend();
        for (String gate : List.copyOf(looking)) {
            looking.remove(gate);
            folder.add(waitingFor(gate));
        }
        folder.flush();
    }

    private WaitingFound waitingFor(String gate) {
        Collection<Versioned<Task>> found = parts.tasks().waitingFor(gate, Gate.MOST_WAITING);
        List<ClaimGate> claims = found.stream()
                .map(Versioned::entity)
                .flatMap(task -> claim(task, gate).stream())
                .toList();
        return new WaitingFound(gate, claims, found.size() < Gate.MOST_WAITING);
    }

    private static Optional<ClaimGate> claim(Task task, String gate) {
        TaskSpec spec = task.spec();
        Stream<GateRule> asked = task.gate().filter(rule -> rule.key().equals(gate)).stream();
        return spec == null ? Optional.empty() : asked.findFirst().map(rule -> claim(task, spec, rule));
    }

    /** What the task tells the gate that it asks. */
    static ClaimGate claim(Task task, TaskSpec spec, GateRule rule) {
        Claim claim = new Claim(task.id(), task.claims().epoch());
        return new ClaimGate(claim, rule, spec.priority(), spec.mayStart());
    }

    boolean sweep() {
        return folder.sweep();
    }
}
