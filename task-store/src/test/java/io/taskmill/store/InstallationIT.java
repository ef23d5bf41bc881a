package io.taskmill.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.SessionLoss;
import io.taskmill.testkit.RealStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InstallationIT {

    static final RealStore real = new RealStore();

    @RegisterExtension
    static final StoreContext context = new StoreContext(real);

    private static final int RACERS = 16;

    private final Installation installation = context.bean(Installation.class);

    @BeforeEach
    void firstStart() {
        var _ = real.withDatabase(
                database -> database.getCollection("installation").deleteMany(new Document()));
    }

    @Test
    void theFirstNumberOfShardsStands() {
        assertThat(installation.shards()).isEmpty();
        assertThat(installation.fixShards(new Shards(4))).isEqualTo(new Shards(4));
        assertThat(installation.fixShards(new Shards(8))).isEqualTo(new Shards(4));
        assertThat(installation.shards()).contains(new Shards(4));
    }

    @Test
    void manyFirstStartsAtOnceAgreeOnOneNumberOfShards() throws Exception {
        for (int round = 0; round < 10; round++) {
            firstStart();
            Set<Shards> seen = race(racer -> installation.fixShards(new Shards(racer + 1)));
            assertThat(seen).hasSize(1);
            assertThat(installation.shards()).contains(seen.iterator().next());
        }
    }

    @Test
    void manyFirstStartsAtOnceAgreeOnOneKey() throws Exception {
        for (int round = 0; round < 10; round++) {
            firstStart();
            Set<Byte> seen = race(racer -> installation.fixIdKey(new byte[] {(byte) racer, 1})[0]);
            assertThat(seen).hasSize(1);
            assertThat(installation.fixIdKey(new byte[] {99, 1}))
                    .containsExactly(seen.iterator().next(), (byte) 1);
        }
    }

    @Test
    void aShardHasTheWatermarkThatWasWrittenLast() {
        installation.foldedThrough(3, Tasks.AT);
        installation.foldedThrough(3, Tasks.AT.plusMillis(1));
        installation.foldedThrough(0, Instant.EPOCH);
        assertThat(installation.watermarks()).isEqualTo(Map.of(3, Tasks.AT.plusMillis(1), 0, Instant.EPOCH));
    }

    /** Each write of a task pays for each of them: five are for lists and counts, five for the projector; an end pays for one, a deletion for one more. */
    @Test
    void indexesAreCreatedByManyAtOnceAndOnlyOnce() throws Exception {
        race(racer -> {
            installation.ensureIndexes();
            return true;
        });
        List<Document> indexes = real.withDatabase(
                database -> database.getCollection("tasks").listIndexes().into(new ArrayList<>()));
        assertThat(indexes)
                .extracting(index -> index.getString("name"))
                .containsExactlyInAnyOrder(
                        "_id_",
                        "owner",
                        "outbox",
                        "queue",
                        "due",
                        "awaits",
                        "gate",
                        "expires",
                        "endedRoots",
                        "state",
                        "type",
                        "entity",
                        "creator",
                        "counted");
    }

    @Test
    void aLostSessionIsRememberedByTheShardThatWasToldAndAsItWasToldFirst() {
        LostSessionStore lost = context.bean(LostSessionStore.class);
        lost.record(1, "s-1", SessionLoss.CRASHED, Tasks.AT);
        lost.record(1, "s-1", SessionLoss.ENDED, Tasks.AT.plusSeconds(1));
        lost.record(1, "s/2", SessionLoss.ENDED, Tasks.AT.plusSeconds(2));
        lost.record(2, "s-3", SessionLoss.CRASHED, Tasks.AT);
        assertThat(lost.of(1, 100)).isEqualTo(Map.of("s-1", SessionLoss.CRASHED, "s/2", SessionLoss.ENDED));
        assertThat(lost.of(2, 100)).isEqualTo(Map.of("s-3", SessionLoss.CRASHED));
        assertThat(lost.of(3, 100)).isEmpty();
        assertThat(lost.of(1, 1)).as("the latest").isEqualTo(Map.of("s/2", SessionLoss.ENDED));
    }

    @Test
    void onceTheLeaseOfALostSessionIsOverItStaysSo() {
        LostSessionStore lost = context.bean(LostSessionStore.class);
        SessionLoss gone = new SessionLoss(true, List.of(new TaskId(new UUID(0, 1))), true);
        SessionLoss over = new SessionLoss(true, List.of(new TaskId(new UUID(0, 1))), false);
        lost.record(4, "s-1", gone, Tasks.AT);
        assertThat(lost.of(4, 100)).isEqualTo(Map.of("s-1", gone));

        lost.record(4, "s-1", over, Tasks.AT.plusSeconds(15));
        assertThat(lost.of(4, 100)).isEqualTo(Map.of("s-1", over));

        lost.record(4, "s-1", gone, Tasks.AT.plusSeconds(16));
        assertThat(lost.of(4, 100)).as("told late, or twice").isEqualTo(Map.of("s-1", over));
    }

    @Test
    void aLostSessionRecordedByManyAtOnceIsRecordedOnce() throws Exception {
        LostSessionStore lost = context.bean(LostSessionStore.class);
        for (int round = 0; round < 10; round++) {
            String session = "raced-" + round;
            race(racer -> {
                lost.record(5, session, SessionLoss.CRASHED, Tasks.AT);
                return true;
            });
        }
        assertThat(lost.of(5, 100)).hasSize(10);
    }

    /** What each of many saw that did the same at the same instant. */
    private static <T> Set<T> race(IntFunction<T> action) throws Exception {
        CyclicBarrier start = new CyclicBarrier(RACERS);
        List<Callable<T>> racers = new ArrayList<>();
        for (int i = 0; i < RACERS; i++) {
            int racer = i;
            racers.add(() -> {
                start.await();
                return action.apply(racer);
            });
        }
        Set<T> seen = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(RACERS)) {
            for (var result : threads.invokeAll(racers)) {
                seen.add(result.get());
            }
        }
        return seen;
    }
}
