package io.taskmill.it.audit;

import io.taskmill.it.audit.Finding.Rule;
import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/** Whether gates let in as many as they may, and tasks began after those that they wait for (invariant 8). */
final class Admissions {

    private final Evidence evidence;
    private final BiConsumer<Rule, String> find;

    Admissions(Evidence evidence, BiConsumer<Rule, String> find) {
        this.evidence = evidence;
        this.find = find;
    }

    void check() {
        for (Errand errand : Errand.values()) {
            if (errand.atOnce() < Integer.MAX_VALUE) {
                checkGate(errand);
            }
        }
        checkGivenBack();
        evidence.tasks().stream()
                .filter(task -> !task.origin().after().isEmpty())
                .forEach(this::checkPredecessors);
    }

    private void checkGate(Errand errand) {
        List<Span> inside = new ArrayList<>();
        evidence.runs().keySet().stream()
                .filter(task -> evidence.errand(task).filter(errand::equals).isPresent())
                .filter(task -> errand.isFamily() == evidence.isChild(task))
                .flatMap(task -> evidence.spans(task).stream())
                .sorted(Comparator.comparingLong(span -> span.start().atMillis()))
                .forEach(span -> {
                    long now = span.start().atMillis();
                    inside.removeIf(other -> !other.isOpenAt(now) || hasOutlivedItsLease(other, now));
                    inside.add(span);
                    long tasks = inside.stream()
                            .map(each -> each.start().task())
                            .distinct()
                            .count(); // of one and the same task other rules tell
                    if (tasks > errand.atOnce()) {
                        find.accept(Rule.GATE_LIMIT, tasks + " of " + errand + " ran at " + now + ": " + inside);
                    }
                });
    }

    private boolean hasOutlivedItsLease(Span span, long now) {
        LedgerEntry start = span.start();
        return evidence.disturbances().outlivedItsLease(start.pid(), start.atMillis(), now);
    }

    /** When all has come to rest nobody is inside, and nobody waits. */
    private void checkGivenBack() {
        evidence.gates().stream()
                .filter(gate -> gate.holders() + gate.waiting() > 0)
                .forEach(gate -> find.accept(Rule.GATE_LIMIT, gate + " is not given back"));
    }

    private void checkPredecessors(Kept task) {
        OptionalLong began = evidence.runs(task.id()).stream()
                .filter(entry -> entry.what() == What.START)
                .mapToLong(LedgerEntry::atMillis)
                .min();
        for (String predecessor : task.origin().after()) {
            boolean ended = evidence.runs(predecessor).stream()
                    .anyMatch(entry -> entry.what() == What.END && entry.atMillis() <= began.orElse(Long.MAX_VALUE));
            if (began.isPresent() && !ended) {
                find.accept(
                        Rule.DEPENDENCY,
                        task.id() + " began before " + predecessor + " had ended: " + evidence.tell(task.id())
                                + ", its predecessor: " + evidence.tell(predecessor));
            }
        }
    }
}
