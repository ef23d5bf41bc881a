package io.taskmill.it.audit;

import io.taskmill.it.audit.Finding.Rule;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

/** Whether what readers were shown of a task ever went back. */
final class Courses {

    private final Evidence evidence;
    private final BiConsumer<Rule, String> find;

    Courses(Evidence evidence, BiConsumer<Rule, String> find) {
        this.evidence = evidence;
        this.find = find;
    }

    void check() {
        evidence.sightings().forEach((task, sightings) -> {
            List<Sighting> inOrder = sightings.stream()
                    .sorted(Comparator.comparingLong(Sighting::version))
                    .toList();
            for (int i = 1; i < inOrder.size(); i++) {
                check(task, inOrder.get(i - 1), inOrder.get(i));
            }
            if (!inOrder.isEmpty()) {
                checkKept(task, inOrder.getLast());
            }
        });
    }

    private void check(String task, Sighting before, Sighting after) {
        if (before.version() == after.version()) {
            if (!before.agreesWith(after)) {
                find(task, "one version was shown as " + before + " and as " + after);
            }
            return;
        }
        if (after.epoch() < before.epoch()) {
            find(task, "its epoch went back from " + before + " to " + after);
        }
        boolean another = after.epoch() > before.epoch();
        if (before.state().terminal() && after.state() != before.state() && !another) {
            find(task, "its end did not last, from " + before + " to " + after);
        }
        if (!another && after.progress() < before.progress()) {
            find(task, "its progress went back from " + before + " to " + after);
        }
    }

    /** What was seen of an end is what is kept, unless that is a later one. */
    private void checkKept(String task, Sighting last) {
        Kept kept = evidence.kept().get(task);
        if (kept == null || kept.isDeleted()) {
            return;
        }
        if (kept.epoch() < last.epoch()) {
            find(task, "it was shown as " + last + " and an older epoch is kept");
        }
        if (!last.state().terminal() || kept.epoch() != last.epoch()) {
            return;
        }
        if (!Objects.equals(kept.state(), last.state().name())) {
            find(task, "it was shown as " + last + " and is kept otherwise");
        }
    }

    private void find(String task, String what) {
        find.accept(Rule.WENT_BACK, what + ": " + task + " " + evidence.tell(task));
    }
}
