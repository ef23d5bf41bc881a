package io.taskmill.it.chaos;

import static io.taskmill.it.system.Mill.ALONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taskmill.it.audit.Audit;
import io.taskmill.it.audit.Books;
import io.taskmill.it.audit.Clients;
import io.taskmill.it.audit.Errand;
import io.taskmill.it.audit.Finding;
import io.taskmill.it.audit.Finding.Rule;
import io.taskmill.it.audit.Firings;
import io.taskmill.it.audit.Reader;
import io.taskmill.it.system.Counts;
import io.taskmill.it.system.HttpSchedules;
import io.taskmill.it.system.Mill;
import io.taskmill.messaging.Topology;
import io.taskmill.testkit.FaultPlan;
import io.taskmill.testkit.LocalServers;
import io.taskmill.testkit.Received;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One round: clients run errands on a whole Taskmill while things go wrong by a plan. What was accepted ends as it must, once,
 * and the books agree (invariants 1, 2, 3, 5, 7 and 9). What can be set is in {@link ChaosSettings}.
 */
@Tag(ALONE)
class SystemChaos {

    private static final Logger LOG = LoggerFactory.getLogger(SystemChaos.class);

    @RegisterExtension
    static final Mill MILL = new Mill().with("TASKMILL_WORKER_SLOTS", "64");

    /** A clock that is wrong by minutes lets what it has put off wait for so much longer, once another one looks. */
    private static final Duration AT_REST_WITHIN = Duration.ofMinutes(10);

    /** A submission that broke off may have reached a worker, and will never be known. */
    private static final String UNFINISHED = "{\"phase\":{\"$ne\":\"DONE\"},\"spec\":{\"$exists\":true}}";

    private static final String EVENT_QUEUES = Topology.eventQueue(0).replace("0", "");

    private static final Duration EXACT_WITHIN = Duration.ofSeconds(60);
    private static final List<Errand> OF_EACH_TYPE =
            List.of(Errand.SHORT, Errand.STRICT, Errand.GATED, Errand.RATED, Errand.FAMILY, Errand.UNDONE);
    private static final int SCHEDULES = 3;
    private static final Duration FIRED_EVERY = Duration.ofSeconds(3);
    private static final int MOST_LETTERS = 1_000;

    @Test
    void whateverGoesWrongWhatWasAcceptedEndsAsItMustAndOnce() throws IOException, InterruptedException {
        ChaosSettings settings = ChaosSettings.ofProperties();
        assumeTrue(
                settings.cluster() || LocalServers.serve(MILL.broker(), MILL.store()),
                "only this checkout's own servers are to be killed");
        FaultPlan plan = settings.plan();
        Path folder = settings.folder().resolve(Long.toString(plan.seed()));
        LOG.info("seed {}, {} faults, books in {}", plan.seed(), plan.faults().size(), folder);
        List<Finding> findings = new ArrayList<>();
        try (Books books = Books.in(folder);
                Cast cast = new Cast(MILL, books.runs(), settings.cluster())) {
            plan.write(folder.resolve("plan"));
            cast.start();
            Outcome outcome = play(settings, plan, books, cast, findings);
            outcome.appendTo(settings.folder().resolve("outcomes"));
            Files.write(
                    folder.resolve("findings"),
                    findings.stream().map(Finding::toString).toList());
            LOG.info("\n{}", Outcome.table(List.of(outcome)));
        }
        assertThat(findings).as("seed %d, plan:%n%s", plan.seed(), plan).isEmpty();
    }

    private static Outcome play(ChaosSettings settings, FaultPlan plan, Books books, Cast cast, List<Finding> findings)
            throws InterruptedException {
        Canary canary = new Canary(cast.apis());
        for (int api = 0; api < Cast.APIS.size(); api++) {
            for (Errand errand : OF_EACH_TYPE) {
                var _ = cast.apis().get(api).submitOnceKnown(errand.type(), errand.params());
            }
        }
        long began = System.nanoTime();
        makeSchedules(plan, books);
        try (Reader reader = new Reader(cast.addresses(), books);
                Clients clients = new Clients(cast.apis(), books, settings.errandsPerSecond())) {
            Faults faults = new Faults(MILL, cast, books, canary, () -> clients.underWay() + reader.underWay());
            faults.play(plan);
            clients.stop();
            LOG.info("all faults are over; {}", clients);
            awaitRest();
            reader.list();
            books.close();
            Audit audit = new Audit(books, MILL.store());
            findings.addAll(audit.findings());
            findings.addAll(faults.findings());
            findings.addAll(look(clients));
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
            return Outcome.of(plan.seed(), seconds, audit.tasks(), audit.doubledRuns(), findings, faults.hits());
        }
    }

    /** They end with the plan, so that each has as many times as can be told beforehand. */
    private static void makeSchedules(FaultPlan plan, Books books) {
        Instant start = Instant.now().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
        Instant end = start.plus(plan.length());
        HttpSchedules schedules = MILL.schedules(Cast.APIS.getFirst());
        for (int number = 1; number <= SCHEDULES; number++) {
            String name = "chaos-" + number;
            schedules.make(name, """
                    {"cron":"*/%d * * * * *","start":"%s","end":"%s","overlap":"allow","catchUp":"all",
                    "task":%s}""".formatted(
                            FIRED_EVERY.toSeconds(), start, end, Errand.FIRED.body(Errand.FIRED + "-" + number)));
            books.add(new Firings.Plan(name, start.toEpochMilli(), end.toEpochMilli(), FIRED_EVERY.toMillis()));
        }
    }

    /** What does not come to rest is found by the audit. */
    private static void awaitRest() {
        try {
            Awaitility.await()
                    .atMost(AT_REST_WITHIN)
                    .pollInterval(Duration.ofSeconds(1))
                    .ignoreExceptions() // a broker that has just come back may not tell its queues yet
                    .until(() -> isFolded()
                            && MILL.store().count("schedules", "{\"next\":{\"$exists\":true}}") == 0
                            && MILL.store().count("tasks", UNFINISHED) == 0
                            && MILL.store().count("tasks", "{\"outbox.0\":{\"$exists\":true}}") == 0);
        } catch (ConditionTimeoutException e) {
            LOG.warn("not at rest: {}", e.getMessage());
        }
    }

    private static boolean isFolded() {
        return MILL.broker().queues().stream()
                .filter(queue -> queue.startsWith(EVENT_QUEUES))
                .allMatch(queue -> MILL.broker().ready(queue) == 0);
    }

    /** What is to be seen beside the tasks. */
    private static List<Finding> look(Clients clients) {
        List<Finding> seen = new ArrayList<>();
        clients.wrongAnswers().forEach(answer -> seen.add(new Finding(Rule.ANSWER, answer)));
        List<Received> letters = MILL.broker().peek(Topology.DEAD, MOST_LETTERS);
        letters.stream()
                .map(letter -> new String(letter.body(), StandardCharsets.UTF_8))
                .filter(body -> !body.startsWith(Faults.NOISE))
                .forEach(body -> seen.add(new Finding(Rule.DEAD_LETTER, body)));
        try {
            Awaitility.await()
                    .atMost(EXACT_WITHIN)
                    .pollInterval(Duration.ofSeconds(1))
                    .ignoreExceptions()
                    .untilAsserted(() -> Counts.assertExact(MILL.tasks(Cast.APIS.getFirst()), MILL.store()));
        } catch (ConditionTimeoutException e) {
            seen.add(new Finding(Rule.SUMMARY, String.valueOf(e.getMessage())));
        }
        return seen;
    }
}
