package io.taskmill.it.audit;

import io.taskmill.it.audit.Finding.Rule;
import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Whether parents ended after all of their children, and none of these is missing (invariant 4). */
final class Families {

    private final Evidence evidence;
    private final BiConsumer<Rule, String> find;

    Families(Evidence evidence, BiConsumer<Rule, String> find) {
        this.evidence = evidence;
        this.find = find;
    }

    void check() {
        Map<String, List<Kept>> children = evidence.tasks().stream()
                .filter(task -> !task.origin().parent().isEmpty())
                .collect(Collectors.groupingBy(task -> task.origin().parent()));
        evidence.tasks().stream()
                .filter(task -> task.submitted() && Errand.of(task.creator()).isFamily())
                .filter(task -> task.origin().parent().isEmpty())
                .forEach(parent -> check(parent, children.getOrDefault(parent.id(), List.of())));
        children.keySet().stream()
                .filter(parent -> !evidence.kept().containsKey(parent))
                .forEach(parent -> find.accept(Rule.FAMILY, parent + " is not known and has children"));
    }

    private void check(Kept parent, List<Kept> children) {
        if (Objects.equals(parent.state(), "FINISHED")) {
            if (children.size() != Errand.CHILDREN) {
                find(parent, "has finished with " + children.size() + " children", children);
            }
            if (!parent.value().contains("\"finished\":" + Errand.CHILDREN)) {
                find(parent, "was not told of all that have finished", children);
            }
        }
        for (Kept child : children) {
            if (!child.phase().equals("DONE")) {
                find(parent, "has a child that is not at its end", children);
            }
            if (Objects.equals(parent.state(), "FINISHED") && !Objects.equals(child.state(), "FINISHED")) {
                find(parent, "has finished and a child of it has not", children);
            }
        }
        checkEndStep(parent, children);
    }

    /** What was done to end a child's life in good order was over before. */
    private void checkEndStep(Kept parent, List<Kept> children) {
        OptionalLong endStep = evidence.runs(parent.id()).stream()
                .filter(entry -> entry.what() == What.END_STEP)
                .mapToLong(LedgerEntry::atMillis)
                .min();
        if (endStep.isEmpty()) {
            return;
        }
        for (Kept child : children) {
            boolean before = !Objects.equals(child.state(), "FINISHED")
                    || evidence.runs(child.id()).stream()
                            .anyMatch(entry -> entry.what() == What.END
                                    && entry.run().equals(child.run())
                                    && entry.atMillis() <= endStep.getAsLong());
            if (!before) {
                find(parent, "began its end step before " + child.id() + " was over", children);
            }
        }
    }

    private void find(Kept parent, String what, List<Kept> children) {
        find.accept(
                Rule.FAMILY,
                parent.id() + " " + what + ": " + evidence.tell(parent.id()) + ", its children: "
                        + children.stream()
                                .map(child -> evidence.tell(child.id()))
                                .toList());
    }
}
