package io.taskmill.it.audit;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.model.State;
import io.taskmill.testkit.RealStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is wrong with what a load has left behind: one line for each finding, each naming its task. */
public final class Audit {

    private final Map<String, Errand> accepted;
    private final Map<String, Kept> kept;
    private final Map<String, List<LedgerEntry>> ledger;
    private final Kills kills;
    private final List<String> findings = new ArrayList<>();

    /**
     * @param accepted the ids that clients were given
     * @param ledger what the handlers wrote down
     */
    public Audit(Map<String, Errand> accepted, RealStore store, Path ledger, Kills kills) {
        this.accepted = Map.copyOf(accepted);
        this.kept = Kept.all(store);
        this.ledger = LedgerEntry.all(ledger).stream().collect(Collectors.groupingBy(LedgerEntry::task));
        this.kills = kills;
    }

    public List<String> findings() {
        accepted.forEach(this::checkPromise);
        kept.values().forEach(this::checkHistory);
        checkKeys();
        kept.values().forEach(task -> checkRuns(task, ledger.getOrDefault(task.id(), List.of())));
        ledger.keySet().stream()
                .filter(task -> !kept.containsKey(task))
                .forEach(task -> findings.add(task + " has run and is not known"));
        return List.copyOf(findings);
    }

    /** How many tasks were seen, those included whose submission was not answered. */
    public int tasks() {
        return kept.size();
    }

    private void find(Kept task, String what) {
        findings.add(what + ": " + task + ", its runs: " + ledger.get(task.id()));
    }

    /** Whatever was accepted is there, and has ended as it must. */
    private void checkPromise(String id, Errand errand) {
        Kept task = kept.get(id);
        if (task == null) {
            findings.add(errand + " " + id + " was accepted and is lost");
            return;
        }
        State end = errand.end();
        if (end == null) {
            if (task.deletedMillis() == Long.MAX_VALUE || task.submitted()) {
                find(task, errand + " is not deleted");
            }
        } else if (!end.name().equals(task.state())) {
            find(task, errand + " has not ended as " + end);
        } else if (!errand.isCancelled() && task.attempt() != attempts(errand)) {
            find(task, errand + " has not used " + attempts(errand) + " attempts");
        }
        if (end == State.FINISHED && runs(id, What.END).isEmpty()) {
            find(task, errand + " has FINISHED but no handler came to its end");
        }
    }

    private static int attempts(Errand errand) {
        return errand == Errand.RETRIED || errand == Errand.FAILING ? errand.maxAttempts() : 1;
    }

    private List<LedgerEntry> runs(String id, What what) {
        return ledger.getOrDefault(id, List.of()).stream()
                .filter(entry -> entry.what() == what)
                .toList();
    }

    /** What is told of a task's course fits together, whether its submission was answered or not. */
    private void checkHistory(Kept task) {
        if (!task.phase().equals("DONE") || !task.outboxEmpty()) {
            find(task, "has not come to rest");
        }
        if (!task.submitted()) {
            if (task.deletedMillis() == Long.MAX_VALUE) {
                find(task, "is a stub");
            }
            return;
        }
        List<Kept.Happened> history = task.history();
        if (history.isEmpty() || !history.getFirst().kind().equals("SUBMITTED")) {
            find(task, "its history does not begin with its submission");
            return;
        }
        if (!history.getLast().kind().equals(task.state())) {
            find(task, "its history does not end with its end");
        }
        boolean finished = Objects.equals(task.state(), "FINISHED");
        if (task.count("FINISHED") != (finished ? 1 : 0)) {
            find(task, "it has more than one result");
        }
        long begun = 1 + task.count("DISPATCHED") + task.count("RETRIED");
        if (task.whole() && begun != task.epoch()) {
            find(task, "its history tells of " + begun + " epochs");
        }
        Set<Integer> started = new TreeSet<>();
        int epoch = 1;
        for (Kept.Happened entry : history) {
            if (entry.epoch() < epoch) {
                find(task, "its history goes back to epoch " + entry.epoch());
            }
            epoch = entry.epoch();
            if (entry.kind().equals("STARTED") && !started.add(epoch)) {
                find(task, "epoch " + epoch + " was started twice");
            }
        }
    }

    /** One key, one task. */
    private void checkKeys() {
        kept.values().stream()
                .filter(task -> task.creator().startsWith(Errand.KEYED.name()))
                .collect(Collectors.groupingBy(Kept::creator))
                .forEach((key, tasks) -> {
                    if (tasks.size() > 1) {
                        findings.add(key + " has become " + tasks);
                    }
                });
    }

    /** What its handlers did, in the order in which they did it. */
    private void checkRuns(Kept task, List<LedgerEntry> entries) {
        List<LedgerEntry> starts =
                entries.stream().filter(entry -> entry.what() == What.START).toList();
        for (int i = 0; i < starts.size(); i++) {
            LedgerEntry start = starts.get(i);
            LedgerEntry outcome = outcome(entries, start);
            if (i + 1 < starts.size()) {
                checkFollowed(task, start, outcome, starts.get(i + 1));
            }
            if (isStrict(task) && start.atMillis() > task.endMillis()) {
                find(task, "began after its end");
            }
            if (start.atMillis() > task.deletedMillis() && outcome.what() == What.END) {
                find(task, "ran to its end after it was deleted"); // an ordinary one begins, and is stopped
            }
        }
        int reached = 0;
        LedgerEntry before = null;
        for (LedgerEntry entry : entries) {
            if (entry.what() == What.ROUND) {
                if (before != null && before.what() == What.START && entry.round() < reached) {
                    find(task, "went back behind a checkpoint, from round " + reached + " to " + entry.round());
                }
                reached = Math.max(reached, entry.round());
            }
            before = entry;
        }
    }

    /** The last that a run wrote; its start if its process was killed before it could. */
    private static LedgerEntry outcome(List<LedgerEntry> entries, LedgerEntry start) {
        return entries.stream()
                .filter(entry -> entry.epoch() == start.epoch() && entry.pid() == start.pid())
                .filter(entry -> entry.what() != What.ROUND)
                .reduce(start, (_, later) -> later);
    }

    /** A second run is right only after a failed one, or one whose process was killed. */
    private void checkFollowed(Kept task, LedgerEntry start, LedgerEntry outcome, LedgerEntry next) {
        if (outcome.what() != What.FAILED && !kills.hasKilled(start.pid())) {
            find(task, "was run again though nothing had gone wrong");
        }
        long over = Math.min(
                outcome.what() == What.START ? Long.MAX_VALUE : outcome.atMillis(), kills.atMillis(start.pid()));
        if (isStrict(task) && next.atMillis() < over) {
            find(task, "ran twice at a time");
        }
    }

    private boolean isStrict(Kept task) {
        Errand errand = accepted.get(task.id());
        return errand != null ? errand.isStrict() : task.creator().startsWith("STRICT");
    }
}
