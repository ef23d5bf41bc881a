package io.taskmill.simulator;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Draws what goes wrong. Confined to the thread that holds the world. */
final class FaultBox {

    private static final String ANY = "*";

    private Faults faults;
    private Random random;

    FaultBox(Faults faults) {
        this.faults = faults;
        this.random = new Random(faults.seed());
    }

    Faults faults() {
        return faults;
    }

    void set(Faults others) {
        faults = others;
        random = new Random(others.seed());
    }

    long latencyMillis() {
        return faults.latencyMillis() + (faults.jitterMillis() == 0 ? 0 : random.nextLong(faults.jitterMillis() + 1));
    }

    boolean dropsThisAnswer() {
        if (faults.dropAnswers() == 0) {
            return false;
        }
        faults = faults.withDropAnswers(faults.dropAnswers() - 1);
        return true;
    }

    /** @throws Refusal if this submission is one of those that are refused */
    void submission(String kind) {
        if (faults.busy() > 0) {
            faults = faults.withBusy(faults.busy() - 1);
            throw Refusal.busy("there is too much to do for " + kind);
        }
    }

    /**
     * Decides about one unit. Of n left of which k are to fail each fails with the chance k / n: so exactly k do
     * (selection sampling, Knuth, TAOCP 2, 3.4.2, algorithm S).
     *
     * @throws Refusal if it fails
     */
    void unit(String kind, boolean takesSpace) {
        if (takesSpace && faults.noSpace()) {
            throw Refusal.noSpace("no space is left, as asked for");
        }
        for (String key : new String[] {kind, ANY}) {
            Faults.Some some = faults.fail().get(key);
            if (some != null && some.of() > 0) {
                boolean fails = random.nextInt(some.of()) < some.fails();
                Map<String, Faults.Some> others = new HashMap<>(faults.fail());
                others.put(key, some.next(fails));
                faults = faults.withFail(others);
                if (fails) {
                    throw new Refusal(500, "FAILED", kind + " failed, as asked for");
                }
            }
        }
    }
}
