package io.taskmill.it.audit;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.testkit.RealStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known in the end.
 *
 * @param accepted the errand of each task that clients were given
 * @param kept what the store has, by task
 * @param runs what handlers wrote, by task and in order
 * @param requests what clients asked for of it and were told, by task
 * @param schedules those that were made for the load
 * @param gates all that the store has
 * @param known the ids of all tasks that the store has
 * @param sightings what readers were shown, by task and in order of time
 */
record Evidence(
        Map<String, Errand> accepted,
        Map<String, Kept> kept,
        Map<String, List<LedgerEntry>> runs,
        Map<String, List<Sighting>> sightings,
        Map<String, List<Request>> requests,
        Disturbances disturbances,
        List<Firings.Plan> schedules,
        List<Kept.Gate> gates,
        Set<String> known) {

    private static final int UNAVAILABLE = 503;

    /** A task that was submitted to warm up has no errand, and is left out. */
    static Evidence of(Books books, RealStore store) {
        List<Kept> all = Kept.all(store);
        Map<String, Kept> kept = all.stream()
                .filter(task -> !task.submitted() || task.creator().contains("-"))
                .collect(Collectors.toMap(Kept::id, task -> task));
        return new Evidence(
                books.allRequests().stream()
                        .filter(Request::isAccepted)
                        .collect(Collectors.toMap(
                                Request::task, request -> Errand.number(request.number()), (a, _) -> a)),
                kept,
                books.allRuns().stream().collect(Collectors.groupingBy(LedgerEntry::task)),
                books.allSightings().stream().collect(Collectors.groupingBy(Sighting::task)),
                books.allRequests().stream().collect(Collectors.groupingBy(Request::task)),
                new Disturbances(books.allDisturbances()),
                books.allSchedules(),
                Kept.Gate.all(store),
                all.stream().map(Kept::id).collect(Collectors.toSet()));
    }

    /** Whether the store has it, if only as one that was submitted to warm up. */
    boolean isKnown(String task) {
        return known.contains(task);
    }

    Collection<Kept> tasks() {
        return kept.values();
    }

    List<LedgerEntry> runs(String task) {
        return runs.getOrDefault(task, List.of());
    }

    /** Its runs, in the order of their beginnings. */
    List<Span> spans(String task) {
        return Span.of(runs(task), disturbances);
    }

    List<Sighting> sightings(String task) {
        return sightings.getOrDefault(task, List.of());
    }

    /** When a client was first told so, by the machine's clock; empty if none was. */
    OptionalLong told(String task, Request.Verb verb, Set<Integer> statuses) {
        return requests.getOrDefault(task, List.of()).stream()
                .filter(request -> request.verb() == verb && statuses.contains(request.status()))
                .mapToLong(Request::atMillis)
                .min();
    }

    /** Of how many submissions nobody was told whether they were accepted. */
    long unansweredSubmissions() {
        return requests.getOrDefault(Request.NO_TASK, List.of()).stream()
                .filter(request -> request.verb() == Request.Verb.SUBMIT)
                .filter(request -> request.status() == Request.NO_ANSWER || request.status() == UNAVAILABLE)
                .count();
    }

    /** How often handlers came to that point of a task. */
    long count(String task, What what) {
        return runs(task).stream().filter(entry -> entry.what() == what).count();
    }

    /** That of a task whose submission was not answered as well; empty if nothing is left that tells. */
    Optional<Errand> errand(String task) {
        Errand known = accepted.get(task);
        Kept document = kept.get(task);
        return known != null || document == null || !document.creator().contains("-")
                ? Optional.ofNullable(known)
                : Optional.of(Errand.of(document.creator()));
    }

    boolean isChild(String task) {
        Kept document = kept.get(task);
        return document != null && !document.origin().parent().isEmpty();
    }

    boolean isStrict(String task) {
        return errand(task).map(Errand::isStrict).orElse(false);
    }

    /** Whether a reader saw its last end before any process was given a wrong clock. */
    boolean endedWithRightClocks(String task) {
        List<Sighting> seen = sightings(task);
        return !seen.isEmpty()
                && seen.getLast().state().terminal()
                && seen.getLast().atMillis() < disturbances.firstWrongClock();
    }

    /** All that is known of a task, for whoever looks into a finding. */
    String tell(String task) {
        return errand(task).map(Object::toString).orElse("?") + " " + kept.get(task) + ", its runs: " + runs(task);
    }
}
