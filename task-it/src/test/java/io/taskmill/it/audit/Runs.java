package io.taskmill.it.audit;

import io.taskmill.it.audit.Disturbance.Effect;
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

    /** After a lease and what it takes to tell, a disturbance has no further consequence for runs that go on. */
    private static final long AFTERMATH_MILLIS = 30_000;

    /** Within this time whoever wakes is told, and has stopped. */
    private static final long TOLD_AFTER_MILLIS = 5_000;

    private static final long LEASE_MILLIS = 15_000;

    /** A strict run is stopped two seconds before the lease ends, of which a heartbeat's time may be gone. */
    private static final long STRICT_ENDS_BEFORE_MILLIS = 5_000;

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
        List<LedgerEntry> starts =
                entries.stream().filter(entry -> entry.what() == What.START).toList();
        for (int i = 0; i < starts.size(); i++) {
            LedgerEntry start = starts.get(i);
            if (i + 1 < starts.size()) {
                checkFollowed(task, start, outcome(entries, start), starts.get(i + 1));
            }
            if (evidence.isStrict(task) && !hasWoken(start)) {
                checkBeganInTime(task, start);
            }
        }
        checkDeleted(task, entries);
    }

    /** What one run wrote last. */
    private static LedgerEntry outcome(List<LedgerEntry> entries, LedgerEntry start) {
        return entries.stream()
                .filter(entry -> entry.run().equals(start.run()) && entry.what() != What.ROUND)
                .reduce(start, (_, later) -> later);
    }

    private void checkFollowed(String task, LedgerEntry start, LedgerEntry outcome, LedgerEntry next) {
        if (outcome.what() == What.FAILED) {
            return;
        }
        OptionalLong gone = ended(start.pid(), start.atMillis());
        long over = Math.min(
                outcome.what() == What.START ? Long.MAX_VALUE : outcome.atMillis(), gone.orElse(Long.MAX_VALUE));
        if (over > next.atMillis() || outcome.what() == What.END) {
            doubled++;
            if (!isDisturbed(start.atMillis(), next.atMillis())) {
                find(Rule.NEEDLESS_RUN, task, "was run again though nothing was wrong");
            }
        }
        if (evidence.isStrict(task)
                && next.atMillis() < over
                && !outlivedItsLease(start.pid(), start.atMillis(), next.atMillis() + TOLD_AFTER_MILLIS)) {
            find(Rule.STRICT_OVERLAP, task, "ran twice at a time");
        }
    }

    private OptionalLong ended(long pid, long after) {
        return evidence.disturbances().stream()
                .filter(each -> each.effect() == Effect.ENDED && each.pid() == pid && each.fromMillis() >= after)
                .mapToLong(Disturbance::fromMillis)
                .min();
    }

    /** A process that is frozen for about its lease cannot keep to it; it is stopped as soon as it wakes. */
    private boolean outlivedItsLease(long pid, long from, long to) {
        return evidence.disturbances().stream()
                .anyMatch(each -> each.effect() == Effect.FROZEN
                        && each.pid() == pid
                        && each.toMillis() - each.fromMillis() > LEASE_MILLIS - STRICT_ENDS_BEFORE_MILLIS
                        && each.overlaps(from, to));
    }

    private boolean isFrozen(long pid, long from, long to) {
        return evidence.disturbances().stream()
                .anyMatch(each -> each.effect() == Effect.FROZEN && each.pid() == pid && each.overlaps(from, to));
    }

    private boolean isDisturbed(long from, long to) {
        return evidence.disturbances().stream().anyMatch(each -> each.overlaps(from - AFTERMATH_MILLIS, to));
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
            if (deleted.isEmpty() || hasWoken(entry)) {
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
     * A process that was frozen begins what lay in its connection, and goes on with what others may have: it is stopped when
     * it is told, and what it has left until then may be refused.
     */
    private boolean hasWoken(LedgerEntry entry) {
        return isFrozen(entry.pid(), entry.atMillis() - TOLD_AFTER_MILLIS, entry.atMillis());
    }

    /**
     * A run goes on where a reader had already seen the task: progress is told after the checkpoint of its round. What a run has
     * left after its session was lost is refused, so the broker's confirm alone is no promise.
     */
    private void checkCheckpoints(String task, List<LedgerEntry> entries) {
        LedgerEntry before = null;
        for (LedgerEntry entry : entries) {
            if (entry.what() == What.ROUND && before != null && before.what() == What.START && !hasWoken(before)) {
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
