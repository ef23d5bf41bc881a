package io.taskmill.model.explore.task;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A run of this world: a worker takes each epoch at most once, so that worker and epoch name it. Runs are numbered in order
 * to be bits of a set.
 */
public record RunNumber(int worker, int epoch) {

    static final int WORKERS = 2;
    static final int EPOCHS = 4;
    static final int ALL = WORKERS * EPOCHS;

    private static final List<RunNumber> RUNS = IntStream.range(0, ALL)
            .mapToObj(index -> new RunNumber(index % WORKERS, index / WORKERS + 1))
            .toList();
    private static final List<String> IDS =
            RUNS.stream().map(run -> "run-" + run.worker + "-" + run.epoch).toList();
    private static final List<String> SESSIONS =
            IntStream.range(0, WORKERS).mapToObj(worker -> "session-" + worker).toList();

    static RunNumber of(int index) {
        return RUNS.get(index);
    }

    static RunNumber of(String id) {
        return RUNS.get(IDS.indexOf(id));
    }

    int index() {
        return (epoch - 1) * WORKERS + worker;
    }

    String id() {
        return IDS.get(index());
    }

    String session() {
        return session(worker);
    }

    static String session(int worker) {
        return SESSIONS.get(worker);
    }

    @Override
    public String toString() {
        return "worker " + worker + "'s run of epoch " + epoch;
    }
}
