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
        if (task.state() != null && !history.getLast().kind().equals(task.state())) {
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
                .anyMatch(entry -> entry.what() == What.END && entry.run().equals(task.run()));
        if (!ended) {
            find(Rule.DOUBLED_RESULT, task, "its run has not come to its end");
        }
    }
}
