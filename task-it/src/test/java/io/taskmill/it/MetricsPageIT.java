package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.system.Mill;
import io.taskmill.testkit.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of metrics against what the running programs show. */
class MetricsPageIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final Pattern ROW = Pattern.compile("\\| `(taskmill_[a-z_]+)` \\| (\\w+) \\| ([^|]*) \\|.*");
    private static final Pattern LABEL = Pattern.compile("`([a-z]+)`");
    private static final Pattern SAMPLE = Pattern.compile("(taskmill_[a-z_]+)(?:\\{([^}]*)})? .*");
    private static final Pattern TYPE = Pattern.compile("# TYPE (taskmill_[a-z_]+) (\\w+)");

    /** What the worker showed before it was stopped. */
    private static String workersOwn = "";

    /** @param type as Prometheus calls it */
    private record Metric(String type, Set<String> labels) {}

    @BeforeAll
    static void startOneOfEachAndKeepOneTaskWaiting() {
        MILL.startOneOfEach();
        workersOwn = MILL.tasks("worker").body("/actuator/prometheus");
        MILL.process("worker").terminate();
        MILL.process("worker").awaitExit(Duration.ofSeconds(40));
        MILL.tasks("api").submit("COUNT", "{\"times\":0}");
    }

    @Test
    void thePageListsWhatThereIsWithTypeAndLabelsAndNothingElse() throws IOException {
        Map<String, Metric> documented =
                documented(Files.readAllLines(ProjectRoot.find().resolve("docs/metrics.md")));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(running()).containsExactlyInAnyOrderEntriesOf(documented));
    }

    private static Map<String, Metric> documented(List<String> page) {
        Map<String, Metric> metrics = new TreeMap<>();
        for (String line : page) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                String type =
                        switch (row.group(2)) {
                            case "timer", "summary" -> "distribution";
                            default -> row.group(2);
                        };
                Set<String> labels = new TreeSet<>();
                LABEL.matcher(row.group(3)).results().forEach(label -> labels.add(label.group(1)));
                metrics.put(row.group(1), new Metric(type, labels));
            }
        }
        return metrics;
    }

    private static Map<String, Metric> running() {
        Map<String, Metric> metrics = new TreeMap<>();
        Stream.of(
                        workersOwn,
                        MILL.tasks("api").body("/actuator/prometheus"),
                        MILL.tasks("projector").body("/actuator/prometheus"))
                .forEach(scraped -> addAll(metrics, scraped.lines().toList()));
        metrics.keySet().removeIf(name -> name.endsWith("_max") && metrics.containsKey(base(name)));
        return metrics;
    }

    private static String base(String max) {
        return max.substring(0, max.length() - "_max".length());
    }

    private static void addAll(Map<String, Metric> metrics, List<String> lines) {
        String name = "";
        String type = "";
        for (String line : lines) {
            Matcher declared = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (declared.matches()) {
                name = declared.group(1);
                type = declared.group(2);
            } else if (sample.matches() && sample.group(1).startsWith(name)) {
                Set<String> labels = new TreeSet<>();
                String all = sample.group(2) == null ? "" : sample.group(2);
                Pattern.compile("([a-z_]+)=\"").matcher(all).results().forEach(label -> labels.add(label.group(1)));
                labels.removeAll(Set.of("le", "quantile"));
                boolean distribution = type.equals("histogram") || type.equals("summary");
                metrics.put(name, new Metric(distribution ? "distribution" : type, labels));
            }
        }
    }
}
