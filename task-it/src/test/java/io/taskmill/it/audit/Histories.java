package io.taskmill.it.audit;

import io.taskmill.it.audit.Finding.Rule;
import io.taskmill.it.ledger.LedgerEntry.What;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Whether what a document tells of its task's course fits together, and with what handlers wrote. */
final class Histories {

    private final Evidence evidence;
    private final BiConsumer<Rule, String> find;

    Histories(Evidence evidence, BiConsumer<Rule, String> find) {
        this.evidence = evidence;
        this.find = find;
    }

    void check() {
        evidence.tasks().stream().filter(Kept::submitted).forEach(task -> {
            checkHistory(task);
            checkTimes(task);
            checkResult(task);
        });
    }

    private void find(Rule rule, Kept task, String what) {
        find.accept(rule, what + ": " + task.id() + " " + evidence.tell(task.id()));
    }

    private void checkHistory(Kept task) {
        List<Kept.Happened> history = task.history();
        if (history.isEmpty() || !history.getFirst().kind().equals("SUBMITTED")) {
            find(Rule.HISTORY, task, "its history does not begin with its submission");
            return;
        }
        String last = Errand.of(task.creator()) == Errand.UNDONE ? "ROLLED_BACK" : task.state();
        if (last != null && !history.getLast().kind().equals(last)) {
            find(Rule.HISTORY, task, "its history does not end with its end");
        }
        long begun = 1 + task.count("DISPATCHED") + task.count("RETRIED");
        if (task.whole() && begun != task.epoch()) {
            find(Rule.HISTORY, task, "its history tells of " + begun + " epochs");
        }
        Set<Integer> started = new TreeSet<>();
        int epoch = 1;
        for (Kept.Happened entry : history) {
            if (entry.epoch() < epoch) {
                find(Rule.HISTORY, task, "its history goes back to epoch " + entry.epoch());
            }
            epoch = entry.epoch();
            if (entry.kind().equals("STARTED") && !started.add(epoch)) {
                find(Rule.HISTORY, task, "epoch " + epoch + " was started twice");
            }
        }
    }

    /** Of what was over before any clock was wrong: nothing is before its submission, and no run ends before it began. */
    private void checkTimes(Kept task) {
        if (!evidence.endedWithRightClocks(task.id())) {
            return;
        }
        for (Kept.Happened entry : task.history()) {
            if (task.history().stream().anyMatch(other -> isBefore(other, entry))) {
                find(Rule.WENT_BACK, task, "time went back from " + entry);
            }
        }
    }

    /** Whether it is told to have happened earlier, though it cannot have. */
    private static boolean isBefore(Kept.Happened later, Kept.Happened earlier) {
        boolean follows = earlier.kind().equals("SUBMITTED")
                || (earlier.kind().equals("STARTED")
                        && later.run() != null
                        && later.run().equals(earlier.run()));
        return follows && later.atMillis() < earlier.atMillis();
    }

    private void checkResult(Kept task) {
        boolean finished = Objects.equals(task.state(), "FINISHED");
        if (task.count("FINISHED") != (finished ? 1 : 0)) {
            find(Rule.DOUBLED_RESULT, task, "it has finished " + task.count("FINISHED") + " times");
        }
        if (!finished) {
            return;
        }
        if (!task.value().contains("\"" + task.run() + "\"")) {
            find(Rule.DOUBLED_RESULT, task, "its result is not that of its run");
        }
        boolean ended = evidence.runs(task.id()).stream()
                .anyMatch(entry -> (entry.what() == What.END || entry.what() == What.END_STEP_DONE)
                        && entry.run().equals(task.run()));
        if (!ended) {
            find(Rule.DOUBLED_RESULT, task, "its run has not come to its end");
        }
    }
}
