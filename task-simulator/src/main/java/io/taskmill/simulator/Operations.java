package io.taskmill.simulator;

import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All operations, carried on as time passes. Confined to the thread that holds the world. */
final class Operations {

    /** Of those that have ended so many are remembered. */
    private static final int MOST_ENDED = 2_000;

    private final Map<String, Map<String, Work>> works;
    private final FaultBox faults;
    private final JsonMapper json;
    private final Map<String, Operation> byId = new LinkedHashMap<>();

    Operations(Map<String, Map<String, Work>> works, FaultBox faults, JsonMapper json) {
        this.works = works;
        this.faults = faults;
        this.json = json;
    }

    /** Takes up those of an earlier process: what was running goes on. */
    void open(List<Operation> saved, Instant now, Pace pace) {
        for (Operation operation : saved) {
            byId.put(
                    operation.id(),
                    operation.running() ? operation.dueAt(now.plus(pace.of(operation.kind()))) : operation);
        }
    }

    List<Operation> all() {
        return List.copyOf(byId.values());
    }

    Operation get(String room, String id) {
        Operation operation = byId.get(id);
        if (operation == null || !operation.room().equals(room)) {
            throw Refusal.unknown("operation", id);
        }
        return operation;
    }

    /** Begins one, or gives back what was begun under that id. */
    Operation submit(String room, String id, String kind, JsonNode request, Instant now, Pace pace) {
        Operation known = byId.get(id);
        if (known != null) {
            if (known.room().equals(room)
                    && known.kind().equals(kind)
                    && known.request().equals(request)) {
                return known;
            }
            throw new Refusal(422, "ID_TAKEN", "the operation '" + id + "' is another one");
        }
        Work work = work(room, kind);
        faults.submission(kind);
        int units = work.units(request);
        Operation.State state = units == 0 ? Operation.State.DONE : Operation.State.RUNNING;
        Operation operation =
                new Operation(id, room, kind, request, state, units, List.of(), null, now, now.plus(pace.of(kind)));
        byId.put(id, operation);
        forgetOldest();
        return operation;
    }

    private Work work(String room, String kind) {
        Work work = works.getOrDefault(room, Map.of()).get(kind);
        if (work == null) {
            throw Refusal.invalid("there is no operation of the kind '" + kind + "' in " + room);
        }
        return work;
    }

    private void forgetOldest() {
        long ended =
                byId.values().stream().filter(operation -> !operation.running()).count();
        Iterator<Operation> oldest = byId.values().iterator();
        while (ended > MOST_ENDED && oldest.hasNext()) {
            if (!oldest.next().running()) {
                oldest.remove();
                ended--;
            }
        }
    }

    Operation cancel(String room, String id) {
        Operation cancelled = get(room, id).cancelled();
        byId.put(id, cancelled);
        return cancelled;
    }

    /**
     * Carries out the units that are due.
     *
     * @return whether anything has changed
     */
    boolean carryOn(Instant now, Pace pace) {
        List<Operation> due = due(byId.values(), now);
        due.forEach(operation -> byId.put(operation.id(), carriedOn(operation, now, pace)));
        return !due.isEmpty();
    }

    private static List<Operation> due(Collection<Operation> all, Instant now) {
        return all.stream()
                .filter(operation -> operation.running() && !operation.due().isAfter(now))
                .toList();
    }

    private Operation carriedOn(Operation begun, Instant now, Pace pace) {
        Operation operation = begun;
        Work work = work(operation.room(), operation.kind());
        if (work.halted(operation.request())) {
            return operation.dueAt(now.plus(pace.of(operation.kind())));
        }
        while (operation.running() && !operation.due().isAfter(now)) {
            int unit = operation.outcomes().size();
            operation = operation.with(
                    outcome(operation, work, unit), operation.due().plus(pace.of(operation.kind())));
        }
        return operation;
    }

    private Outcome outcome(Operation operation, Work work, int unit) {
        String subject = work.subject(operation.request(), unit);
        try {
            faults.unit(operation.kind(), work.takesSpace());
            return new Outcome(subject, json.valueToTree(work.carryOut(operation.request(), unit)), null);
        } catch (Refusal refusal) {
            return new Outcome(subject, null, refusal.problem());
        }
    }
}
