package io.taskmill.it.audit;

import io.taskmill.it.audit.Finding.Rule;
import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;

/** Whether handlers ran as they should. Counts the runs that had no result of their own. */
final class Runs {

    private final Evidence evidence;
    private final BiConsumer<Rule, String> find;
    private int doubled;

    Runs(Evidence evidence, BiConsumer<Rule, String> find) {
        this.evidence = evidence;
        this.find = find;
    }

    void check() {
        evidence.runs().forEach((task, entries) -> {
            if (!evidence.isKnown(task)) {
                find.accept(Rule.UNKNOWN_TASK, task + " has run and is not known");
            }
            checkStarts(task, entries);
            checkCheckpoints(task, entries);
        });
    }

    /** Runs that were begun although another one of the same task was neither failed nor ended with its process. */
    int doubled() {
        return doubled;
    }

    private void find(Rule rule, String task, String what) {
        find.accept(rule, what + ": " + task + " " + evidence.tell(task));
    }

    private void checkStarts(String task, List<LedgerEntry> entries) {
        List<Span> spans = evidence.spans(task);
        for (int i = 0; i < spans.size(); i++) {
            if (i + 1 < spans.size()) {
                checkFollowed(task, spans.get(i), spans.get(i + 1).start());
            }
            LedgerEntry start = spans.get(i).start();
            if (evidence.isStrict(task) && !evidence.disturbances().hasWoken(start)) {
                checkBeganInTime(task, start);
            }
        }
        checkDeleted(task, entries);
    }

    private void checkFollowed(String task, Span span, LedgerEntry next) {
        if (span.last().what() == What.FAILED) {
            return;
        }
        LedgerEntry start = span.start();
        if (span.isOpenAt(next.atMillis()) || span.last().what() == What.END) {
            doubled++;
            if (!evidence.disturbances().reach(start.atMillis(), next.atMillis())) {
                find(Rule.NEEDLESS_RUN, task, "was run again though nothing was wrong");
            }
        }
        if (evidence.isStrict(task)
                && span.isOpenAt(next.atMillis())
                && !evidence.disturbances().outlivedItsLease(start.pid(), start.atMillis(), next.atMillis())) {
            find(Rule.STRICT_OVERLAP, task, "ran twice at a time");
        }
    }

    /** Once it is seen to have ended, it never begins: only an explicit retry makes another epoch. */
    private void checkBeganInTime(String task, LedgerEntry start) {
        evidence.sightings(task).stream()
                .filter(seen ->
                        seen.state().terminal() && seen.epoch() >= start.epoch() && seen.atMillis() < start.atMillis())
                .findFirst()
                .ifPresent(seen -> find(Rule.STRICT_AFTER_END, task, "began after " + seen));
    }

    /** An ordinary run may begin, and is stopped. */
    private void checkDeleted(String task, List<LedgerEntry> entries) {
        OptionalLong deleted = evidence.told(task, Request.Verb.DELETE, Set.of(204, 410));
        List<String> begunAfter = new ArrayList<>();
        for (LedgerEntry entry : entries) {
            if (deleted.isEmpty() || evidence.disturbances().hasWoken(entry)) {
                continue;
            }
            if (entry.what() == What.START && entry.atMillis() > deleted.getAsLong()) {
                begunAfter.add(entry.run());
            }
            if (entry.what() == What.END && begunAfter.contains(entry.run())) {
                find(Rule.DELETED_CAME_BACK, task, "ran to its end after it was deleted");
            }
        }
    }

    /**
     * A run goes on where a reader had already seen the task: progress is told after the checkpoint of its round. What a run has
     * left after its session was lost is refused, so the broker's confirm alone is no promise.
     */
    private void checkCheckpoints(String task, List<LedgerEntry> entries) {
        LedgerEntry before = null;
        for (LedgerEntry entry : entries) {
            if (entry.what() == What.ROUND
                    && before != null
                    && before.what() == What.START
                    && !evidence.disturbances().hasWoken(before)) {
                int seen = roundsSeen(task, before);
                if (entry.round() < seen) {
                    find(Rule.CHECKPOINT, task, "began at round " + entry.round() + " though " + seen + " were seen");
                }
            }
            before = entry;
        }
    }

    /** How many rounds of earlier epochs were shown before this run began. */
    private int roundsSeen(String task, LedgerEntry start) {
        int progress = evidence.sightings(task).stream()
                .filter(seen -> seen.epoch() < start.epoch() && seen.atMillis() < start.atMillis())
                .mapToInt(Sighting::progress)
                .max()
                .orElse(0);
        return Math.round(progress * Errand.ROUNDS / 100f);
    }
}
