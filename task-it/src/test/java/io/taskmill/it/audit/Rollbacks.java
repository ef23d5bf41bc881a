package io.taskmill.it.audit;

import io.taskmill.it.audit.Finding.Rule;
import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import java.util.List;
import java.util.function.BiConsumer;

/** Whether all that a failed task had done was undone, the last first. */
final class Rollbacks {

    private final Evidence evidence;
    private final BiConsumer<Rule, String> find;

    Rollbacks(Evidence evidence, BiConsumer<Rule, String> find) {
        this.evidence = evidence;
        this.find = find;
    }

    void check() {
        evidence.tasks().stream()
                .filter(task -> task.submitted() && Errand.of(task.creator()) == Errand.UNDONE)
                .map(Kept::id)
                .forEach(this::check);
    }

    private void check(String task) {
        List<LedgerEntry> awake = evidence.runs(task).stream()
                .filter(entry -> !evidence.disturbances().hasWoken(entry))
                .toList();
        List<Integer> undone = things(evidence.runs(task), What.UNDONE);
        if (!undone.containsAll(things(awake, What.ROUND))) {
            find(task, "has not undone all that it has done");
        }
        List<Integer> begun = things(awake, What.UNDOING);
        for (int i = 1; i < begun.size(); i++) {
            if (begun.get(i) > begun.get(i - 1)) {
                find(task, "was not undone the last first");
                return;
            }
        }
    }

    private static List<Integer> things(List<LedgerEntry> entries, What what) {
        return entries.stream()
                .filter(entry -> entry.what() == what)
                .map(LedgerEntry::round)
                .toList();
    }

    private void find(String task, String what) {
        find.accept(Rule.ROLLBACK, task + " " + what + ": " + evidence.tell(task));
    }
}
