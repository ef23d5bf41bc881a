package io.taskmill.handlers.vdi.hypervisor;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far something is that takes its time.
 *
 * @param outcomes of the parts that are through
 * @param error why it failed; where parts failed, the first one's reason
 */
public record Operation(
        String id,
        State state,
        int percent,
        List<Outcome> outcomes,
        @Nullable Problem error) {

    /** Where it stands. */
    public enum State {
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }

    /**
     * How one part has ended.
     *
     * @param subject the name or the id of its machine
     * @param error null if it went well
     */
    public record Outcome(String subject, @Nullable Problem error) {}

    /** Why, in the hypervisor's words. */
    public record Problem(String code, String text) {}

    public Operation {
        outcomes = List.copyOf(outcomes);
    }

    public boolean running() {
        return state == State.RUNNING;
    }

    /** The first reason of that code, if any part failed for it. */
    public Optional<Problem> problem(String code) {
        return outcomes.stream()
                .map(Outcome::error)
                .filter(problem -> problem != null && problem.code().equals(code))
                .findFirst()
                .map(problem -> problem);
    }
}
