package io.taskmill.it.chaos;

import io.taskmill.it.audit.Finding;
import io.taskmill.it.audit.Finding.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came of a round.
 *
 * @param tasks how many were known in the end
 * @param doubledRuns how many runs were made for nothing
 * @param findings how many there were, by rule
 */
record Outcome(
        long seed, long seconds, int tasks, int doubledRuns, Map<Rule, Integer> findings, List<Faults.Hit> faults) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ROW = "%-18s %6s %8s %12s %12s%n";

    Outcome {
        findings = Map.copyOf(findings);
        faults = List.copyOf(faults);
    }

    static Outcome of(
            long seed, long seconds, int tasks, int doubledRuns, List<Finding> findings, List<Faults.Hit> faults) {
        Map<Rule, Integer> counts = new EnumMap<>(Rule.class);
        findings.forEach(finding -> counts.merge(finding.rule(), 1, Integer::sum));
        return new Outcome(seed, seconds, tasks, doubledRuns, counts, faults);
    }

    /** Adds it to a file of one line for each round. */
    void appendTo(Path file) {
        try {
            Files.writeString(
                    file,
                    JSON.writeValueAsString(this) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    static List<Outcome> read(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> JSON.readValue(line, Outcome.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    boolean isClean() {
        return findings.isEmpty();
    }

    /** What came of all of these together, for people. */
    static String table(List<Outcome> rounds) {
        StringBuilder table = new StringBuilder();
        table.append(row("fault", "n", "in work", "median s", "longest s"));
        Map<String, List<Faults.Hit>> byKind = rounds.stream()
                .flatMap(round -> round.faults.stream())
                .collect(Collectors.groupingBy(Faults.Hit::kind, TreeMap::new, Collectors.toList()));
        byKind.forEach((kind, hits) -> table.append(row(kind, hits)));
        table.append(row("all", byKind.values().stream().flatMap(List::stream).toList()));
        Map<Rule, Integer> found = new EnumMap<>(Rule.class);
        rounds.forEach(round -> round.findings.forEach((rule, count) -> found.merge(rule, count, Integer::sum)));
        table.append(
                "%n%d rounds, %d s, %d tasks: lost %d, doubled results %d, stuck %d, other findings %d; doubled runs %d%n"
                        .formatted(
                                rounds.size(),
                                rounds.stream().mapToLong(Outcome::seconds).sum(),
                                rounds.stream().mapToInt(Outcome::tasks).sum(),
                                count(found, Rule.LOST),
                                count(found, Rule.DOUBLED_RESULT),
                                count(found, Rule.UNFINISHED),
                                found.values().stream()
                                                .mapToInt(Integer::intValue)
                                                .sum()
                                        - count(found, Rule.LOST)
                                        - count(found, Rule.DOUBLED_RESULT)
                                        - count(found, Rule.UNFINISHED),
                                rounds.stream().mapToInt(Outcome::doubledRuns).sum()));
        if (!found.isEmpty()) {
            table.append(found).append("%n".formatted());
        }
        return table.toString();
    }

    private static int count(Map<Rule, Integer> found, Rule rule) {
        return found.getOrDefault(rule, 0);
    }

    private static String row(String name, List<Faults.Hit> hits) {
        List<Long> recoveries = hits.stream()
                .map(Faults.Hit::recoveryMillis)
                .sorted(Comparator.naturalOrder())
                .toList();
        return recoveries.isEmpty()
                ? row(name, "0", "0", "-", "-")
                : row(
                        name,
                        Integer.toString(hits.size()),
                        Long.toString(hits.stream().filter(hit -> hit.hit() > 0).count()),
                        seconds(recoveries.get(recoveries.size() / 2)),
                        seconds(recoveries.getLast()));
    }

    private static String row(String name, String count, String inWork, String median, String longest) {
        return ROW.formatted(name, count, inWork, median, longest);
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f", millis / 1000.0);
    }
}
