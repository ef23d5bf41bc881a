package io.taskmill.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something that takes its time.
 *
 * @param id as the client has it: asking for the same again gives this one back
 * @param units how many parts it has
 * @param outcomes of the units that are through, in their order
 * @param error why it failed; of units that failed, the first one's reason
 * @param due when the next unit is through
 */
public record Operation(
        String id,
        String room,
        String kind,
        JsonNode request,
        State state,
        int units,
        List<Outcome> outcomes,
        @Nullable Problem error,
        Instant asked,
        Instant due) {

    /** How far it is. */
    public enum State {
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }

    public Operation {
        outcomes = List.copyOf(outcomes);
    }

    public boolean running() {
        return state == State.RUNNING;
    }

    /** How many of 100 parts are through. */
    public int percent() {
        return units == 0 ? 100 : 100 * outcomes.size() / units;
    }

    /** One more unit is through; the last one ends it. It is DONE only if all went well. */
    Operation with(Outcome outcome, Instant nextDue) {
        List<Outcome> more = new ArrayList<>(outcomes);
        more.add(outcome);
        Problem first = error == null ? outcome.error() : error;
        return new Operation(
                id, room, kind, request, stateAfter(more.size(), first), units, more, first, asked, nextDue);
    }

    private State stateAfter(int through, @Nullable Problem first) {
        if (through < units) {
            return State.RUNNING;
        }
        return first == null ? State.DONE : State.FAILED;
    }

    Operation dueAt(Instant later) {
        return new Operation(id, room, kind, request, state, units, outcomes, error, asked, later);
    }

    /** What is through stays so. */
    Operation cancelled() {
        return running()
                ? new Operation(id, room, kind, request, State.CANCELLED, units, outcomes, error, asked, due)
                : this;
    }

    /** The same as clients see it. */
    View view() {
        return new View(id, kind, state, percent(), units, outcomes, error, asked);
    }

    /** What clients see of it. */
    record View(
            String id,
            String kind,
            State state,
            int percent,
            int units,
            List<Outcome> outcomes,
            @Nullable Problem error,
            Instant asked) {}
}
