package io.taskmill.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskStreamTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Map<String, String> EVENTS = Map.of("Content-Type", "text/event-stream");
    private static final String CONNECTED = "retry: 2000\n\nevent: reset\ndata: {\"reason\":\"connected\"}\n\n";

    private final ScriptedApi one = new ScriptedApi();
    private final ScriptedApi other = new ScriptedApi();
    private final TaskmillClient toOne = new TaskmillClient(one.address(), PATIENCE, "ru");
    private final TaskmillClient toOther = new TaskmillClient(other.address(), PATIENCE);

    @AfterEach
    void close() {
        toOne.close();
        toOther.close();
        one.close();
        other.close();
    }

    /** Keeps what it is told. */
    private static final class Told implements TaskStream.Listener {
        final List<String> all = new CopyOnWriteArrayList<>();
        final List<RuntimeException> lost = new CopyOnWriteArrayList<>();

        @Override
        public void reset(TaskmillClient api, String reason) {
            all.add("reset " + reason);
        }

        @Override
        public void task(TaskView task) {
            all.add(task.id() + " " + task.version());
        }

        @Override
        public void deleted(String id, long version) {
            all.add("deleted " + id + " " + version);
        }

        @Override
        public void lost(RuntimeException why) {
            lost.add(why);
        }
    }

    private static String task(String id, long version) {
        return "{\"id\":\"" + id + "\",\"recorded\":true,\"version\":" + version + "}";
    }

    private static String deleted(String id, long version) {
        return "event: deleted\ndata: {\"id\":\"" + id + "\",\"version\":" + version + "}\n\n";
    }

    private static String event(String id, long version) {
        return "event: task\ndata: " + task(id, version) + "\n\n";
    }

    @Test
    void eventsAreToldInOrderAndWhenTheyEndTheNextApiIsFollowed() {
        one.answer(
                200,
                EVENTS,
                CONNECTED + event("a", 1) + ": beat\n\nevent: newer\ndata: x\ndata: y\n\n" + event("b", 2));
        other.answer(200, EVENTS, CONNECTED + event("a", 3));
        Told told = new Told();
        try (TaskStream _ = new TaskStream(List.of(toOne, toOther), Map.of("entity", "vm:7 ä"), told, new Random(1))) {
            await().atMost(PATIENCE).until(() -> told.all.size() >= 5);
        }
        assertThat(told.all.subList(0, 5)).containsExactly("reset connected", "a 1", "b 2", "reset connected", "a 3");
        assertThat(told.lost.getFirst()).isInstanceOf(UnavailableException.class);
        assertThat(one.asked.getFirst().target()).isEqualTo("/api/v1/tasks/stream?entity=vm%3A7%20%C3%A4");
        Map<String, List<String>> headers = one.asked.getFirst().headers();
        assertThat(headers.get("Accept-language")).isEqualTo(List.of("ru"));
        assertThat(headers.get("Accept")).isEqualTo(List.of("text/event-stream, application/problem+json"));
    }

    @Test
    void anApiThatCannotServeItNowIsTriedAgain() {
        one.answer(503, "{\"title\":\"No more streams are served here now\"}");
        one.answer(200, EVENTS, CONNECTED);
        Told told = new Told();
        try (TaskStream _ = new TaskStream(List.of(toOne), Map.of(), told, new Random(1))) {
            await().atMost(PATIENCE).until(() -> told.all.contains("reset connected"));
        }
        assertThat(told.lost.getFirst())
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("No more streams");
    }

    @Test
    void afterItIsClosedNothingIsToldAndTheConnectionIsGone() {
        one.stuckAnswer();
        Told told = new Told();
        TaskStream stream = new TaskStream(List.of(toOne), Map.of(), told, new Random(1));
        await().atMost(PATIENCE).until(() -> !one.asked.isEmpty());
        stream.close();
        assertThat(told.all).isEmpty();
        assertThat(one.asked).hasSize(1);
    }

    @Test
    void tasksAreListedAtEachResetAndOfTwoViewsTheLaterOneStays() {
        one.answer(200, EVENTS, CONNECTED + event("b", 3) + event("a", 1) + event("d", 1))
                .answer(200, "{\"items\":[" + task("c", 1) + "," + task("b", 2) + "],\"next\":\"b\"}")
                .answer(200, "{\"items\":[" + task("a", 5) + "]}");
        LiveTasks live = new LiveTasks(3);
        try (TaskStream _ = new TaskStream(List.of(toOne), Map.of(), live, new Random(1))) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(live.tasks())
                    .extracting(task -> task.id() + " " + task.version())
                    .containsExactly("d 1", "c 1", "b 3"));
        }
        assertThat(live.resets()).isEqualTo(1);
        assertThat(one.asked.get(1).target()).isEqualTo("/api/v1/tasks?limit=3");
        assertThat(one.asked.get(2).target()).isEqualTo("/api/v1/tasks?limit=1&cursor=b");
    }

    @Test
    void aTaskThatIsDeletedIsTold() {
        one.answer(200, EVENTS, CONNECTED + event("a", 1) + deleted("a", 2));
        Told told = new Told();
        try (TaskStream _ = new TaskStream(List.of(toOne), Map.of(), told, new Random(1))) {
            await().atMost(PATIENCE).until(() -> told.all.size() >= 3);
        }
        assertThat(told.all.subList(0, 3)).containsExactly("reset connected", "a 1", "deleted a 2");
    }

    @Test
    void aDeletedTaskIsNotBroughtBackByWhatComesLate() {
        one.answer(200, EVENTS, CONNECTED + deleted("a", 3) + event("a", 2) + deleted("b", 2) + event("c", 1))
                .answer(200, "{\"items\":[" + task("b", 1) + "," + task("a", 1) + "]}");
        LiveTasks live = new LiveTasks(3);
        try (TaskStream _ = new TaskStream(List.of(toOne), Map.of(), live, new Random(1))) {
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(live.tasks()).extracting(TaskView::id).containsExactly("c"));
        }
    }

    @Test
    void aListThatFailsAtAResetIsTriedAgainWithTheNextConnection() {
        one.answer(200, EVENTS, CONNECTED).answer(503, "{}");
        other.answer(200, EVENTS, CONNECTED + event("a", 1)).answer(200, "{\"items\":[]}");
        LiveTasks live = new LiveTasks(3);
        try (TaskStream _ = new TaskStream(List.of(toOne, toOther), Map.of(), live, new Random(1))) {
            await().atMost(PATIENCE).until(() -> live.tasks().size() == 1);
        }
        assertThat(live.resets()).isEqualTo(1);
    }
}
