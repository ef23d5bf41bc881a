package io.taskmill.it.chaos;

import static io.taskmill.it.system.Mill.ALONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taskmill.it.audit.Books;
import io.taskmill.it.audit.Clients;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.testkit.JavaProcess;
import io.taskmill.testkit.LocalServers;
import io.taskmill.testkit.LocalServers.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Half of what it can do, for so long (the system property {@code taskmill.chaos.minutes}, 30 by default), without a fault: what
 * grows all the time will not last.
 */
@Tag(ALONE)
class SystemSoak {

    private static final Logger LOG = LoggerFactory.getLogger(SystemSoak.class);

    @RegisterExtension
    static final Mill MILL = new Mill().with("TASKMILL_WORKER_SLOTS", "64");

    private static final List<String> PROCESSES = List.of("api-1", "projector-1", "worker-1", "worker-2");
    private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("taskmill.chaos.minutes", 30));

    /** Before that. JVMs have taken the memory that they want by then, and the store's cache is full. */
    private static final Duration WARM_UP = LENGTH.multipliedBy(2).dividedBy(5);

    private static final Duration MEASURING_CAPACITY = Duration.ofSeconds(60);
    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(5);
    private static final int MORE_THAN_IT_CAN = 1_000;

    /** By which share of its mean a figure may grow in the time that was measured. */
    private static final double FLAT = 0.1;

    @TempDir
    static Path folder = Path.of("");

    private final Map<String, Series> figures = new TreeMap<>();

    @Test
    void nothingGrowsThatDoesNotHaveTo() throws InterruptedException {
        assumeTrue(LocalServers.serve(MILL.broker(), MILL.store()), "the memory of given servers is not to be seen");
        Path runs = folder.resolve("runs");
        for (String name : PROCESSES) {
            if (name.startsWith("worker")) {
                MILL.launchLedgerWorker(name, runs);
            } else {
                MILL.launch("task-" + name.substring(0, name.indexOf('-')), name);
            }
        }
        MILL.awaitReady();
        HttpTasks api = MILL.tasks("api-1");
        for (String type : List.of("LEDGER", "STRICT_LEDGER")) {
            var _ = api.submitOnceKnown(type, "{\"millis\":0}");
        }
        int rate = Math.max(1, capacity(api) / 2);
        LOG.info("half of the capacity is {} errands a second", rate);
        try (Books books = Books.in(folder.resolve("books"));
                Clients clients = new Clients(List.of(api), books, rate)) {
            sample();
            clients.stop();
            LOG.info("{}", clients);
            assertThat(clients.wrongAnswers()).isEmpty();
        }
        figures.forEach((name, series) -> LOG.info("{}: {}", name, series));
        double hours = LENGTH.toMillis() / 3_600_000.0;
        assertThat(figures).allSatisfy((name, series) -> assertThat(series.slopePerHour() * hours)
                .as("%s: %s", name, series)
                .isLessThan(Math.max(slack(name), series.mean() * FLAT)));
    }

    /** Of what there is little, a few more are no growth. */
    private static double slack(String name) {
        return name.endsWith("MiB") ? 16 : name.startsWith("queue") ? 200 : 5;
    }

    private static int capacity(HttpTasks api) throws InterruptedException {
        try (Books books = Books.in(folder.resolve("capacity"));
                Clients clients = new Clients(List.of(api), books, MORE_THAN_IT_CAN)) {
            TimeUnit.NANOSECONDS.sleep(MEASURING_CAPACITY.toNanos());
            int begun = clients.begun();
            clients.stop();
            return Math.toIntExact(begun / MEASURING_CAPACITY.toSeconds());
        }
    }

    private void sample() throws InterruptedException {
        long began = System.nanoTime();
        Duration end = WARM_UP.plus(LENGTH);
        for (Duration at = Duration.ZERO; at.compareTo(end) < 0; at = Duration.ofNanos(System.nanoTime() - began)) {
            if (at.compareTo(WARM_UP) >= 0) {
                look(at);
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_SAMPLES.toNanos());
        }
    }

    private void look(Duration at) {
        for (String name : PROCESSES) {
            JavaProcess process = MILL.process(name);
            look(at, name, process.pid());
        }
        for (Server server : Server.values()) {
            look(at, server.name().toLowerCase(Locale.ROOT), LocalServers.pid(server));
        }
        add(at, "connections", MILL.broker().connectionNames().size());
        add(at, "channels", LocalServers.channels());
        for (String queue : MILL.broker().queues()) {
            if (!queue.startsWith("control.") && !queue.startsWith("changes.")) {
                add(at, "queue " + queue, (double)
                        (MILL.broker().ready(queue) + MILL.broker().unacknowledged(queue)));
            }
        }
    }

    private void look(Duration at, String name, long pid) {
        add(at, name + " MiB", status(pid, "VmRSS:") / 1024.0);
        add(at, name + " threads", (double) status(pid, "Threads:"));
        try (Stream<Path> handles = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            add(at, name + " handles", (double) handles.count());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the handles of " + name, e);
        }
    }

    private static long status(long pid, String row) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(row))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the status of process " + pid, e);
        }
    }

    private void add(Duration at, String name, double value) {
        figures.computeIfAbsent(name, _ -> new Series()).add(at, value);
    }
}
