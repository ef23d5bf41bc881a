package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.system.HttpSchedules;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.testkit.RealStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Schedules with two projectors, of which each may die. */
class ScheduleIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealStore STORE = MILL.store();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> PROJECTORS = List.of("projector-1", "projector-2");
    private static final int SCHEDULES = 20;
    private static final int KILLS = 4;

    /** Longer than the grace in which a late firing counts as on time. */
    private static final Duration OUTAGE = Duration.ofSeconds(38);

    @TempDir
    static Path folder = Path.of("");

    private final List<String> made = new ArrayList<>();

    /** A firing that became a task. */
    private record Made(Instant firing, String task, String state) {}

    @BeforeAll
    static void startTwoProjectors() {
        PROJECTORS.forEach(projector -> MILL.launch("task-projector", projector));
        MILL.launch("task-api", "api");
        MILL.launchLedgerWorker("worker", ledger());
        MILL.awaitReady();
        tasks().awaitState(tasks().submitOnceKnown("LEDGER", "{\"millis\":0}"), "FINISHED", PATIENCE);
    }

    @AfterEach
    void deleteAll() {
        made.forEach(name -> schedules().delete(name));
    }

    private static Path ledger() {
        return folder.resolve("ledger");
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    private static HttpSchedules schedules() {
        return MILL.schedules("api");
    }

    /** One of every second. */
    private void make(String name, int millis, String members) {
        make(name, "\"cron\":\"* * * * * *\"", millis, members);
    }

    private void make(String name, String timing, int millis, String members) {
        made.add(name);
        schedules()
                .make(
                        name,
                        "{" + timing + ",\"task\":{\"type\":\"LEDGER\",\"params\":{\"millis\":" + millis + "}}"
                                + (members.isEmpty() ? "" : "," + members) + "}");
    }

    @Test
    void eachFiringIsOneTaskThoughProjectorsAreKilledAsTheyFire() {
        List<String> names = IntStream.range(0, SCHEDULES)
                .mapToObj(number -> "second-" + number)
                .toList();
        names.forEach(name -> make(name, 0, "\"overlap\":\"allow\",\"catchUp\":\"all\""));
        names.forEach(name -> schedules().await(name, PATIENCE, schedule -> count(schedule, "fired") > 1));

        for (int kill = 0; kill < KILLS; kill++) {
            String projector = PROJECTORS.get(kill % PROJECTORS.size());
            int into = kill * 15; // at the second, and a little later, when commands are on their way
            await().atMost(Duration.ofSeconds(5))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        long millis = Instant.now().toEpochMilli() % 1_000;
                        return millis >= into && millis < into + 25;
                    });
            MILL.process(projector).kill();
            MILL.launch("task-projector", projector);
            MILL.awaitReady(projector);
        }
        names.forEach(
                name -> assertThat(schedules().act(name, "pause").statusCode()).isBetween(200, 202));

        long all = 0;
        for (String name : names) {
            JsonNode paused = schedules().await(name, PATIENCE, ScheduleIT::isPaused);
            Instant until = Instant.parse(paused.path("paused").path("at").asString(""));
            schedules()
                    .await(name, PATIENCE, schedule -> schedule.path("running").isEmpty());
            List<Made> tasks = madeBy(name);
            assertThat(tasks.stream().map(Made::firing))
                    .as("firings of %s", name)
                    .containsExactlyElementsOf(Stream.iterate(
                                    tasks.getFirst().firing(),
                                    firing -> !firing.isAfter(until),
                                    firing -> firing.plusSeconds(1))
                            .toList());
            assertThat(count(paused, "fired")).isEqualTo(tasks.size());
            assertThat(tasks).allSatisfy(task -> assertThat(task.state()).isEqualTo("FINISHED"));
            all += tasks.size();
        }
        Map<String, Long> starts = LedgerEntry.all(ledger()).stream()
                .filter(entry -> entry.what() == What.START)
                .collect(Collectors.groupingBy(LedgerEntry::task, Collectors.counting()));
        List<String> ids = names.stream()
                .flatMap(name -> madeBy(name).stream().map(Made::task))
                .toList();
        assertThat(ids).hasSize((int) all).doesNotHaveDuplicates();
        assertThat(ids)
                .allSatisfy(
                        id -> assertThat(starts.get(id)).as("starts of %s", id).isEqualTo(1L));
    }

    @Test
    void whatWasMissedIsMadeUpForAsEachScheduleSays() {
        make("catch-none", 0, "\"overlap\":\"allow\",\"catchUp\":\"none\"");
        make("catch-one", 0, "\"overlap\":\"allow\",\"catchUp\":\"one\"");
        make("catch-all", 0, "\"overlap\":\"allow\",\"catchUp\":\"all\"");
        List<String> names = List.of("catch-none", "catch-one", "catch-all");
        names.forEach(name -> schedules().await(name, PATIENCE, schedule -> count(schedule, "fired") > 1));

        PROJECTORS.forEach(projector -> MILL.process(projector).kill());
        Instant killed = Instant.now();
        await().atMost(OUTAGE.plusSeconds(10)).until(() -> Instant.now().isAfter(killed.plus(OUTAGE)));
        PROJECTORS.forEach(projector -> MILL.launch("task-projector", projector));
        PROJECTORS.forEach(MILL::awaitReady);
        names.forEach(name -> schedules().await(name, PATIENCE, schedule -> Instant.parse(
                        schedule.path("next").asString(""))
                .isAfter(killed.plus(OUTAGE))));
        names.forEach(name -> schedules().act(name, "pause"));
        Map<String, JsonNode> after = names.stream().collect(Collectors.toMap(Function.identity(), name -> schedules()
                .await(name, PATIENCE, ScheduleIT::isPaused)));

        assertThat(gaps("catch-all")).as("firings of all that were left out").isZero();
        assertThat(skipped(after, "catch-all")).isZero();
        assertThat(gaps("catch-one")).isEqualTo(skipped(after, "catch-one")).isPositive();
        assertThat(gaps("catch-none")).isEqualTo(skipped(after, "catch-none"));
        assertThat(skipped(after, "catch-none")).isGreaterThan(skipped(after, "catch-one"));
    }

    private static long skipped(Map<String, JsonNode> schedules, String name) {
        return count(schedules.getOrDefault(name, MissingNode.getInstance()), "skipped_catch_up");
    }

    /** How many seconds there are between the first and the last firing in which none became a task. */
    private static long gaps(String name) {
        await().atMost(PATIENCE)
                .until(() -> madeBy(name).size() == count(schedules().get(name), "fired"));
        List<Made> tasks = madeBy(name);
        Duration all =
                Duration.between(tasks.getFirst().firing(), tasks.getLast().firing());
        return all.toSeconds() + 1 - tasks.size();
    }

    @Test
    void whileOneRunsOthersAreSkipped() {
        make("skip", 2_300, "\"overlap\":\"skip\"");
        schedules().await("skip", PATIENCE, schedule -> count(schedule, "fired") >= 3);
        JsonNode paused = pause("skip");
        assertThat(count(paused, "skipped_overlap")).isGreaterThanOrEqualTo(2);
        assertNoTwoRanAtOnce("skip");
    }

    @Test
    void theLatestThatWaitsFiresOnceTheOneBeforeHasEnded() {
        make("queue", 2_300, "\"overlap\":\"queue_one\"");
        schedules().await("queue", PATIENCE, schedule -> count(schedule, "fired") >= 3);
        JsonNode paused = pause("queue");
        assertThat(count(paused, "skipped_overlap")).isPositive();
        assertNoTwoRanAtOnce("queue");
        List<Made> tasks = madeBy("queue");
        assertThat(Duration.between(tasks.get(0).firing(), tasks.get(1).firing()))
                .as("the one that waited was the latest")
                .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    @Test
    void theNextOneCancelsTheOneBefore() {
        make("cancel", 60_000, "\"overlap\":\"cancel_previous\"");
        schedules().await("cancel", PATIENCE, schedule -> count(schedule, "fired") >= 4);
        pause("cancel");
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<Made> tasks = madeBy("cancel");
            assertThat(tasks.subList(0, tasks.size() - 1)).isNotEmpty().allSatisfy(task -> assertThat(task.state())
                    .isEqualTo("CANCELLED"));
        });
        JsonNode cancelled = tasks().get(madeBy("cancel").getFirst().task());
        assertThat(cancelled.path("cancelled").path("by").asString("")).isEqualTo("schedule cancel");
        String last = madeBy("cancel").getLast().task();
        tasks().cancel(last);
        schedules()
                .await("cancel", PATIENCE, schedule -> schedule.path("running").isEmpty());
    }

    @Test
    void onesThatMayOverlapDo() {
        make("allow", 3_000, "\"overlap\":\"allow\"");
        schedules()
                .await("allow", PATIENCE, schedule -> schedule.path("running").size() >= 3);
        pause("allow");
        schedules()
                .await("allow", PATIENCE, schedule -> schedule.path("running").isEmpty());
    }

    @Test
    void aPausedOneFiresWhenItIsRunAndGoesOnFromItsResumption() {
        make("pausing", 0, "\"overlap\":\"allow\"");
        schedules().await("pausing", PATIENCE, schedule -> count(schedule, "fired") >= 2);
        JsonNode paused = pause("pausing");
        Instant since = Instant.parse(paused.path("paused").path("at").asString(""));
        assertThat(paused.has("next")).isFalse();
        long fired = count(paused, "fired");

        assertThat(schedules().act("pausing", "run").statusCode()).isEqualTo(200);
        JsonNode run = schedules().get("pausing");
        assertThat(count(run, "fired")).isEqualTo(fired + 1);
        String task = run.path("recent").path(0).path("task").asString("");
        JsonNode byHand = tasks().awaitState(task, "FINISHED", PATIENCE);
        assertThat(byHand.path("schedule").path("name").asString("")).isEqualTo("pausing");

        await().atMost(PATIENCE).until(() -> Instant.now().isAfter(since.plusSeconds(3)));
        assertThat(schedules().act("pausing", "resume").statusCode()).isEqualTo(200);
        schedules().await("pausing", PATIENCE, schedule -> count(schedule, "fired") >= fired + 3);
        List<Instant> firings = madeBy("pausing").stream()
                .filter(each -> !each.task().equals(task))
                .map(Made::firing)
                .toList();
        assertThat(firings.stream().filter(firing -> firing.isAfter(since)))
                .first()
                .satisfies(firing -> assertThat(firing).isAfter(since.plusSeconds(2)));
    }

    @Test
    void aDeletedOneFiresNoMoreAndItsTasksStay() {
        make("short-lived", "\"every\":\"PT1S\"", 0, "");
        schedules().await("short-lived", PATIENCE, schedule -> count(schedule, "fired") >= 2);
        assertThat(schedules().delete("short-lived").statusCode()).isEqualTo(204);
        Instant deleted = Instant.now();
        assertThat(schedules().answer("short-lived").statusCode()).isEqualTo(404);
        await().atMost(PATIENCE).until(() -> Instant.now().isAfter(deleted.plusSeconds(2)));
        List<Made> tasks = madeBy("short-lived");
        assertThat(tasks).isNotEmpty().allSatisfy(task -> assertThat(task.firing())
                .isBefore(deleted));

        make("short-lived", "\"every\":\"PT1S\"", 0, "");
        JsonNode again = schedules().await("short-lived", PATIENCE, schedule -> count(schedule, "fired") == 1);
        assertThat(again.path("recent").size()).isEqualTo(1);
    }

    @Test
    void itTellsTheNextFiringsAndEndsWhenNoneIsLeft() {
        Instant end = Instant.now().plusSeconds(3);
        make("ending", "\"every\":\"PT1S\"", 0, "\"end\":\"" + end + "\"");
        assertThat(schedules().get("ending/next?count=100").path("items").size())
                .isBetween(1, 4);
        JsonNode ended = schedules().await("ending", PATIENCE, schedule -> schedule.path("status")
                .asString("")
                .equals("ENDED"));
        assertThat(count(ended, "fired")).isBetween(1L, 4L);
        assertThat(ended.has("next")).isFalse();
    }

    private static JsonNode pause(String name) {
        assertThat(schedules().act(name, "pause").statusCode()).isBetween(200, 202);
        return schedules().await(name, PATIENCE, ScheduleIT::isPaused);
    }

    private static boolean isPaused(JsonNode schedule) {
        return schedule.path("status").asString("").equals("PAUSED");
    }

    private static long count(JsonNode schedule, String outcome) {
        return schedule.path("counts").path(outcome).asLong(0);
    }

    private static void assertNoTwoRanAtOnce(String name) {
        schedules().await(name, PATIENCE, schedule -> schedule.path("running").isEmpty());
        List<String> ids = madeBy(name).stream().map(Made::task).toList();
        long running = 0;
        for (LedgerEntry entry : LedgerEntry.all(ledger())) {
            if (ids.contains(entry.task())) {
                running += entry.what() == What.START ? 1 : entry.what() == What.END ? -1 : 0;
                assertThat(running).as("runs of %s at once", name).isBetween(0L, 1L);
            }
        }
    }

    /** In the order of their firings. */
    private static List<Made> madeBy(String name) {
        return STORE.withDatabase(database -> {
            List<Made> found = new ArrayList<>();
            for (Document task : database.getCollection("tasks")
                    .find(new Document("spec.schedule.name", name))
                    .sort(new Document("spec.schedule.firing", 1))) {
                Date firing = task.get("spec", Document.class)
                        .get("schedule", Document.class)
                        .getDate("firing");
                found.add(
                        new Made(firing.toInstant(), task.get("_id", UUID.class).toString(), task.getString("state")));
            }
            return found;
        });
    }
}
