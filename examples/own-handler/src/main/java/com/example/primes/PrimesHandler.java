package com.example.primes;

import io.taskmill.handler.Limits;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handler.TaskHandler;
import io.taskmill.handler.Texts;
import io.taskmill.model.StatusMessage;
import java.util.BitSet;

/** PRIMES: counts the primes below a number with the sieve of Eratosthenes. */
public class PrimesHandler implements TaskHandler<PrimesHandler.Params, PrimesHandler.Found> {

    private static final int STEPS = 20;

    /** The JSON Schema that the API checks submissions against is derived from this record. */
    public record Params(@Limits(max = 50_000_000) int below) {}

    /** Becomes the task's output. */
    public record Found(int count, int largest) {}

    @Override
    public TaskDescription<Params> describe() {
        return TaskDescription.of("PRIMES", Params.class, Texts.load(PrimesHandler.class, "texts", "PRIMES.", "en", "ru"));
    }

    @Override
    public Found run(Params params, TaskContext context) throws InterruptedException {
        int below = params.below();
        if (below < 3) {
            // A code that programs may compare, a text for people, and whether another try may help.
            throw new TaskFailedException("NO_PRIMES", "There are no primes below " + below + ".", false);
        }
        BitSet composite = new BitSet(below);
        int root = (int) Math.sqrt(below);
        for (int n = 2; n <= root; n++) {
            if (!composite.get(n)) {
                for (long multiple = (long) n * n; multiple < below; multiple += n) {
                    composite.set((int) multiple);
                }
            }
            if (n % Math.max(1, root / STEPS) == 0) {
                context.progress((int) (100L * n / root), StatusMessage.of("sieving", n, root));
                stopIfInterrupted();
            }
        }
        return new Found(below - 2 - composite.cardinality(), composite.previousClearBit(below - 1));
    }

    /** Code that computes must look for itself; code that waits is interrupted where it waits. */
    private static void stopIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("told to stop");
        }
    }
}
