package io.taskmill.simulator;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong from now on. What is absent does not.
 *
 * @param seed of all that is drawn
 * @param latencyMillis each request waits so long
 * @param jitterMillis and up to so long besides
 * @param fail of the next units of operations of a kind, or of all with {@code *}
 * @param noSpace whether nothing that takes space finds any
 * @param busy so many submissions of operations are refused with 409; each counts it down
 * @param dropAnswers so many requests are carried out and not answered; each counts it down
 */
public record Faults(
        long seed,
        long latencyMillis,
        long jitterMillis,
        Map<String, Some> fail,
        boolean noSpace,
        int busy,
        int dropAnswers) {

    static final Faults NONE = new Faults(0, 0, 0, Map.of(), false, 0, 0);

    /**
     * So many of the next so many.
     *
     * @param fails how many fail, which is drawn
     * @param of how many there are left
     */
    public record Some(int fails, int of) {

        public Some {
            if (fails < 0 || of < fails) {
                throw Refusal.invalid("fails is " + fails + " but must be 0 to of, " + of);
            }
        }

        Some next(boolean failed) {
            return new Some(failed ? fails - 1 : fails, of - 1);
        }
    }

    public Faults(
            long seed,
            long latencyMillis,
            long jitterMillis,
            @Nullable Map<String, Some> fail,
            boolean noSpace,
            int busy,
            int dropAnswers) {
        if (latencyMillis < 0 || jitterMillis < 0 || busy < 0 || dropAnswers < 0) {
            throw Refusal.invalid("latencyMillis, jitterMillis, busy and dropAnswers must be at least 0");
        }
        this.seed = seed;
        this.latencyMillis = latencyMillis;
        this.jitterMillis = jitterMillis;
        this.fail = Map.copyOf(Objects.requireNonNullElse(fail, Map.of()));
        this.noSpace = noSpace;
        this.busy = busy;
        this.dropAnswers = dropAnswers;
    }

    Faults withFail(Map<String, Some> others) {
        return new Faults(seed, latencyMillis, jitterMillis, others, noSpace, busy, dropAnswers);
    }

    Faults withBusy(int left) {
        return new Faults(seed, latencyMillis, jitterMillis, fail, noSpace, left, dropAnswers);
    }

    Faults withDropAnswers(int left) {
        return new Faults(seed, latencyMillis, jitterMillis, fail, noSpace, busy, left);
    }
}
