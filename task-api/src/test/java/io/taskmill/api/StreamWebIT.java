package io.taskmill.api;

import static io.taskmill.api.Broadcasts.change;
import static io.taskmill.api.Broadcasts.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.model.State;
import io.taskmill.model.TaskError;
import io.taskmill.model.change.TasksChanged.Change;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StreamWebIT {

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    static final RealStore store = new RealStore();

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PATH = "/api/v1/tasks/stream";
    private static final int LARGE_TASKS = 400;
    private static final int MANY_ROUNDS = 15;

    private static @Nullable ApiInstance started;

    @BeforeAll
    static void startApi() {
        ApiInstance first = start("taskmill.api.stream.drop-after=1s");
        Projected.open(first);
        awaitReady(first);
        started = first;
    }

    private static ApiInstance api() {
        return Objects.requireNonNull(started);
    }

    @AfterAll
    static void stopApi() {
        api().close();
    }

    private static ApiInstance start(String more) {
        return ApiInstance.start(
                broker, store, "taskmill.api.stream.heartbeat=300ms", "taskmill.api.stream.max-readers=2", more);
    }

    private static void awaitReady(ApiInstance api) {
        await().atMost(PATIENCE)
                .until(() -> api.get("/actuator/health/readiness").statusCode() == 200);
    }

    private static EventReader read(String query) {
        await("a free place").atMost(PATIENCE).until(() -> readers() < 2);
        return new EventReader(api().request(PATH + query));
    }

    private static double readers() {
        return metric("taskmill_stream_readers");
    }

    private static double metric(String name) {
        return api().get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** Says nothing until the reader hears it. */
    private static void awaitListening(Broadcasts said, EventReader reader) {
        await("listening").atMost(PATIENCE).until(() -> {
            said.say(change(0, 1, null, State.INITIAL, ""));
            return reader.events.stream().anyMatch(event -> event.isTask(id(0).toString(), 1));
        });
    }

    @Test
    void aStreamBeginsWithAResetAndShowsChangesInTheReadersLanguage() {
        try (EventReader english = read("");
                EventReader russian = read("?lang=ru");
                Broadcasts said = new Broadcasts(api())) {
            awaitListening(said, english);
            said.say(change(1, 1, null, State.INITIAL, ""), change(2, 1, null, State.INITIAL, ""));
            english.await("both", event -> event.isTask(id(2).toString(), 1));
            russian.await("both", event -> event.isTask(id(2).toString(), 1));

            assertThat(english.response().headers().firstValue("Content-Type")).contains("text/event-stream");
            assertThat(english.response().headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(english.response().headers().firstValue("X-Accel-Buffering"))
                    .contains("no");
            assertThat(english.response().headers().firstValue("Content-Language"))
                    .contains("en");
            assertThat(russian.response().headers().firstValue("Content-Language"))
                    .contains("ru");
            assertThat(english.events.getFirst().name()).isEqualTo("retry: 2000");
            assertThat(english.events.get(1)).isEqualTo(new EventReader.Event("reset", "{\"reason\":\"connected\"}"));
            assertThat(stateNames(english)).containsOnly("Starting");
            assertThat(stateNames(russian)).containsOnly("Запускаются");
            english.await("a heartbeat", event -> event.name().equals(": beat"));
        }
    }

    private static List<String> stateNames(EventReader reader) {
        return reader.events.stream()
                .filter(event -> event.name().equals("task"))
                .map(event -> event.json().path("stateName").asString())
                .toList();
    }

    @Test
    void aReaderSeesWhatItAskedForAndWhatLeavesThat() {
        try (EventReader reader = read("?state=INITIAL&entity=vm:7&creator=ada&type=COUNT");
                Broadcasts said = new Broadcasts(api())) {
            awaitListening(said, reader);
            said.say(
                    change(1, 2, State.INITIAL, State.IN_PROGRESS, ""),
                    change(2, 3, State.IN_PROGRESS, State.FAILED, "x"),
                    change(3, 1, null, State.INITIAL, ""));
            reader.await("the last one", event -> event.isTask(id(3).toString(), 1));
            assertThat(reader.events).anyMatch(event -> event.isTask(id(1).toString(), 2));
            assertThat(reader.events).noneMatch(event -> event.isTask(id(2).toString(), 3));
        }
    }

    @Test
    void whatWasMissedIsToldAsAReset() {
        try (EventReader reader = read("");
                Broadcasts said = new Broadcasts(api())) {
            awaitListening(said, reader);
            reader.await("the first message of a sender", event -> event.isReset("gap"));
            reader.events.clear();
            said.say(change(1, 1, null, State.INITIAL, ""));
            said.lose();
            said.say(change(2, 1, null, State.INITIAL, ""));
            reader.await("a reset", event -> event.isReset("gap"));
        }
    }

    @Test
    void aBrokerThatWasAwayIsAResetAndTheStreamStaysOpen() {
        try (EventReader reader = read("");
                Broadcasts said = new Broadcasts(api())) {
            awaitListening(said, reader);
            reader.await("the first message of a sender", event -> event.isReset("gap"));
            reader.events.clear();
            await().atMost(PATIENCE)
                    .until(() -> broker.connectionNames().stream().anyMatch(name -> name.endsWith("-changes")));
            await().atMost(PATIENCE).until(() -> broker.closeConnections() > 1);
            reader.await("a reset", event -> event.isReset("gap"));
            await().atMost(PATIENCE).ignoreException(AssertionError.class).until(() -> {
                said.say(change(1, 9, null, State.INITIAL, ""));
                return reader.events.stream().anyMatch(event -> event.isTask(id(1).toString(), 9));
            });
            assertThat(reader.isEnded()).isFalse();
        }
    }

    @Test
    void whatIsNoFilterIsAProblem() {
        HttpResponse<String> answer = api().get(PATH + "?category=all", "Accept", "text/event-stream");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(ApiInstance.json(answer).path("type").asString()).isEqualTo("urn:taskmill:problem:malformed-filter");
        assertThat(ApiInstance.json(answer).path("name").asString()).isEqualTo("category");
    }

    @Test
    void moreReadersThanThereIsRoomForAreToldToComeLater() {
        try (EventReader one = read("");
                EventReader other = read("")) {
            HttpResponse<String> refused = api().get(PATH, "Accept", "text/event-stream");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(ApiInstance.json(refused).path("type").asString())
                    .isEqualTo("urn:taskmill:problem:stream-unavailable");
            assertThat(one.isEnded() || other.isEnded()).isFalse();
        }
        await("their places are free").atMost(PATIENCE).until(() -> readers() == 0);
    }

    @Test
    void aReaderThatNeverReadsIsDroppedAndOthersGoOn() throws IOException {
        try (Socket silent = connectWithoutReading(api());
                EventReader reader = read("");
                Broadcasts said = new Broadcasts(api())) {
            awaitListening(said, reader);
            double before = metric("taskmill_stream_dropped_readers_total");
            for (int round = 1; round <= MANY_ROUNDS; round++) {
                sayMuch(said, round);
            }
            await("dropped")
                    .atMost(PATIENCE)
                    .until(() -> metric("taskmill_stream_dropped_readers_total") == before + 1);
            reader.await(
                    "the last change", event -> event.isTask(id(LARGE_TASKS).toString(), MANY_ROUNDS));
            assertThat(readers()).isEqualTo(1);
            assertThat(reader.isEnded()).isFalse();
            assertThat(isCutOff(silent)).isTrue();
        }
    }

    @Test
    void openStreamsDoNotHoldUpTheEndOfTheProcess() throws IOException {
        ApiInstance ending = start("taskmill.api.stream.drop-after=1m");
        awaitReady(ending);
        try (ending;
                EventReader reader = new EventReader(ending.request(PATH));
                Socket silent = connectWithoutReading(ending);
                Broadcasts said = new Broadcasts(ending)) {
            awaitListening(said, reader);
            for (int round = 1; round <= MANY_ROUNDS; round++) {
                sayMuch(said, round);
            }
            reader.await(
                    "the last change", event -> event.isTask(id(LARGE_TASKS).toString(), MANY_ROUNDS));
            long began = System.nanoTime();
            ending.close();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
            await().atMost(PATIENCE).until(reader::isEnded);
            assertThat(isCutOff(silent)).isTrue();
        }
    }

    /** More than sockets and buffers hold. */
    private static void sayMuch(Broadcasts said, int version) {
        String text = "x".repeat(TaskError.MAX_TEXT);
        for (int from = 1; from <= LARGE_TASKS; from += 100) {
            said.say(IntStream.range(from, from + 100)
                    .mapToObj(task -> change(task, version, State.IN_PROGRESS, State.FAILED, text))
                    .toArray(Change[]::new));
        }
    }

    private static Socket connectWithoutReading(ApiInstance to) throws IOException {
        URI address = to.request(PATH).build().uri();
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 * 1024);
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        socket.getOutputStream()
                .write(("GET " + PATH + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Whether the stream ends, before its last chunk, once what had been sent is read. */
    private static boolean isCutOff(Socket socket) throws IOException {
        socket.setSoTimeout((int) PATIENCE.toMillis());
        InputStream in = socket.getInputStream();
        long began = System.nanoTime();
        byte[] some = new byte[8192];
        String end = "";
        try {
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                end = new String(some, 0, count, StandardCharsets.US_ASCII);
                if (System.nanoTime() - began > PATIENCE.toNanos()) {
                    return false;
                }
            }
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // reset
        }
        return !end.endsWith("\r\n0\r\n\r\n");
    }
}
