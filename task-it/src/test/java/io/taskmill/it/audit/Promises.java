package io.taskmill.it.audit;

import io.taskmill.it.audit.Finding.Rule;
import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.model.State;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Whether what was asked for is what there is. */
final class Promises {

    /** A cancel that was accepted waits in the shard's queue while projectors or the store are away. */
    private static final long ON_ITS_WAY_MILLIS = 30_000;

    private final Evidence evidence;
    private final BiConsumer<Rule, String> find;

    Promises(Evidence evidence, BiConsumer<Rule, String> find) {
        this.evidence = evidence;
        this.find = find;
    }

    void check() {
        evidence.accepted().forEach(this::checkPromise);
        evidence.tasks().forEach(this::checkRest);
        checkKeys();
        checkStrays();
    }

    private void find(Rule rule, String task, String what) {
        find.accept(rule, what + ": " + task + " " + evidence.tell(task));
    }

    private void checkPromise(String id, Errand errand) {
        Kept task = evidence.kept().get(id);
        if (task != null && task.submitted() && Errand.of(task.creator()) != errand) {
            find(Rule.ANSWER, id, "is not the errand that it was given for");
        }
        if (task == null) {
            find(Rule.LOST, id, "was accepted and is not known");
            return;
        }
        State end = errand.end();
        if (end == null) {
            if (!task.isDeleted() || task.submitted()) {
                find(Rule.DELETED_CAME_BACK, id, "is not deleted");
            }
        } else if (task.error().equals("POISON")) {
            find(Rule.POISON, id, "never ends its process");
        } else if (task.state() != null && !end.name().equals(task.state()) && !cameTooLate(id, errand)) {
            find(Rule.WRONG_END, id, "has not ended as " + end);
        } else if (!errand.isCancelled() && task.state() != null && task.attempt() != errand.attempts()) {
            find(Rule.ATTEMPTS, id, "has not used " + errand.attempts() + " attempts");
        }
        What done = errand.isFamily() ? What.END_STEP_DONE : What.END;
        if (end == State.FINISHED && evidence.count(id, done) == 0) {
            find(Rule.WRONG_END, id, "no handler came to its end");
        }
    }

    /** No API could take the cancel before the errand had come to an end by itself, or hardly before. */
    private boolean cameTooLate(String id, Errand errand) {
        OptionalLong cancelled = evidence.told(id, Request.Verb.CANCEL, Set.of(200, 202));
        OptionalLong over = evidence.runs(id).stream()
                .filter(entry -> entry.what() == What.END || entry.what() == What.FAILED)
                .mapToLong(LedgerEntry::atMillis)
                .max();
        return errand.isCancelled()
                && over.isPresent()
                && cancelled.orElse(Long.MAX_VALUE) > over.getAsLong() - ON_ITS_WAY_MILLIS;
    }

    /** Also what was not answered, and may have been accepted; or in part, of which runs are all that is known. */
    private void checkRest(Kept task) {
        if (!task.phase().equals("DONE") && !isStray(task)) {
            find(Rule.UNFINISHED, task.id(), "has not come to rest");
        }
        if (!task.outboxEmpty()) {
            find(Rule.OUTBOX, task.id(), "has a follow-up left");
        }
        if (!task.submitted() && !task.isDeleted() && evidence.accepted().containsKey(task.id())) {
            find(Rule.LOST, task.id(), "was accepted, and only its run is known");
        }
        if (task.submitted() && task.attempt() > Errand.of(task.creator()).maxAttempts()) {
            find(Rule.ATTEMPTS, task.id(), "has used more than its policy allows");
        }
    }

    private boolean isStray(Kept task) {
        return !task.submitted() && !task.isDeleted() && !evidence.accepted().containsKey(task.id());
    }

    /** Whose outcome nobody was told, each of these at most. */
    private void checkStrays() {
        long strays = evidence.tasks().stream().filter(this::isStray).count();
        long unknown = evidence.unansweredSubmissions();
        if (strays > unknown) {
            find.accept(
                    Rule.UNKNOWN_TASK, strays + " tasks were never submitted, and " + unknown + " answers are missing");
        }
    }

    private void checkKeys() {
        evidence.tasks().stream()
                .filter(task -> task.creator().startsWith(Errand.KEYED.name()))
                .collect(Collectors.groupingBy(Kept::creator))
                .forEach((key, tasks) -> {
                    if (tasks.size() > 1) {
                        find.accept(Rule.IDEMPOTENCY, key + " has become " + tasks);
                    }
                });
    }
}
