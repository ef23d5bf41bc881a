package io.taskmill.model.task;

import io.taskmill.model.GateRule;
import io.taskmill.model.RateRule;
import io.taskmill.model.TaskSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a task is admitted.
 *
 * @param epoch in which it asked first, which tells its claims from those that it has given back; 0 if it has none
 * @param passed so many of its gates and rates, in their order, have admitted it
 * @param asking whether the next one is asked and has not admitted it yet
 * @param at when the rate that it asks lets it go; null if that has not answered, or it asks none
 */
public record Claims(
        int epoch, int passed, boolean asking, @Nullable Instant at) {

    public static final Claims NONE = new Claims(0, 0, false, null);

    public Claims {
        if (passed < 0 || epoch < 0 || (epoch == 0 && (passed > 0 || asking)) || (at != null && !asking)) {
            throw new IllegalArgumentException(
                    "claims of epoch " + epoch + " with " + passed + " passed, asking " + asking + ", at " + at);
        }
    }

    Claims asking(int presentEpoch) {
        return new Claims(epoch == 0 ? presentEpoch : epoch, passed, true, null);
    }

    Claims letGoAt(Instant time) {
        return new Claims(epoch, passed, true, time);
    }

    Claims admitted() {
        return new Claims(epoch, passed + 1, false, null);
    }

    /** The gates that it holds. */
    public List<GateRule> held(TaskSpec spec) {
        return spec.gates().subList(0, Math.min(passed, spec.gates().size()));
    }

    /** Whether it has all the gates that it has to hold while it runs. */
    boolean holdsAll(TaskSpec spec) {
        return held(spec).size() == spec.gates().size();
    }

    /** Those that know of it: the ones that it holds, and the one that it asks. */
    List<GateRule> claimed(TaskSpec spec) {
        return spec.gates()
                .subList(0, Math.min(passed + (asking ? 1 : 0), spec.gates().size()));
    }

    /** The gate that it waits for. */
    public Optional<GateRule> gate(TaskSpec spec) {
        return asking && passed < spec.gates().size() ? Optional.of(spec.gates().get(passed)) : Optional.empty();
    }

    /** The rate that it waits for. */
    public Optional<RateRule> rate(TaskSpec spec) {
        int next = passed - spec.gates().size();
        return asking && next >= 0 && next < spec.policy().rates().size()
                ? Optional.of(spec.policy().rates().get(next))
                : Optional.empty();
    }

    /** Whether there is nothing more to be got. */
    boolean isAdmitted(TaskSpec spec) {
        return passed >= spec.admissions();
    }
}
