package io.taskmill.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taskmill.model.TaskId;
import io.taskmill.model.journal.JournalEntry;
import io.taskmill.model.journal.JournalIds;
import io.taskmill.model.journal.JournalKind;
import io.taskmill.store.JournalStore;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An export of the journal over HTTP: more than fits between the store and its reader. */
class JournalWebIT {

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    static final RealStore store = new RealStore();

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant AT = Instant.parse("2026-05-01T10:00:00Z");
    private static final int ENTRIES = 20_000;
    private static final int AT_ONCE = 1_000;
    private static final String REASON = "why ".repeat(250);

    @BeforeAll
    static void fill() {
        try (ApiInstance api = ApiInstance.start(broker, store)) {
            Projected.open(api);
            JournalStore journal = api.bean(JournalStore.class);
            for (int from = 0; from < ENTRIES; from += AT_ONCE) {
                journal.write(
                        0,
                        IntStream.range(from, from + AT_ONCE)
                                .mapToObj(JournalWebIT::entry)
                                .toList());
            }
        }
    }

    private static JournalEntry entry(int i) {
        Instant at = AT.plusSeconds(i);
        TaskId task = new TaskId(new UUID(0x7000, 2L << 62 | i));
        return new JournalEntry(
                JournalIds.from(at) + "~" + i,
                at,
                JournalKind.TASK_CANCELLED,
                task,
                "COUNT",
                null,
                "ada",
                Map.of("reason", REASON));
    }

    private static HttpResponse<InputStream> export(HttpClient client, ApiInstance api) throws Exception {
        HttpResponse<InputStream> answer =
                client.send(api.request("/api/v1/journal.csv").build(), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer;
    }

    @Test
    void aWholeExportHasEachEntryOnceLatestFirst() throws Exception {
        try (ApiInstance api = ApiInstance.start(broker, store);
                HttpClient client = HttpClient.newHttpClient();
                BufferedReader rows = new BufferedReader(
                        new InputStreamReader(export(client, api).body(), StandardCharsets.UTF_8))) {
            List<String> times =
                    rows.lines().skip(1).map(row -> row.split(",", 2)[0]).toList();
            assertThat(times)
                    .isEqualTo(IntStream.range(0, ENTRIES)
                            .mapToObj(i -> AT.plusSeconds(ENTRIES - 1L - i).toString())
                            .toList());
        }
    }

    @Test
    void anExportWhoseStoreGoesAwayDoesNotLookWhole() throws Exception {
        Relay relay = new Relay(URI.create(store.uri()));
        try (ApiInstance api = ApiInstance.start(broker, store, "spring.mongodb.uri=" + relay.uri());
                HttpClient client = HttpClient.newHttpClient()) {
            await().atMost(PATIENCE)
                    .until(() -> api.get("/actuator/health/readiness").statusCode() == 200);
            try (InputStream body = export(client, api).body()) {
                assertThat(body.readNBytes(10_000)).hasSize(10_000);
                relay.cut();
                assertThatThrownBy(() -> body.transferTo(OutputStream.nullOutputStream()))
                        .isInstanceOf(IOException.class);
            }
        } finally {
            relay.cut();
        }
    }
}
