package io.taskmill.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.taskmill.model.TaskId;
import io.taskmill.testkit.RealStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** One key, one reservation, one holder at a time (invariant 7). */
class IdempotencyStoreIT {

    static final RealStore real = new RealStore();

    @RegisterExtension
    static final StoreContext context = new StoreContext(real);

    private static final int RACERS = 20;
    private static final Duration TTL = Duration.ofHours(24);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final Reservations keys = context.bean(Reservations.class);
    private final String key = UUID.randomUUID().toString();

    private static Reservation by(String key, String holder, Duration lease) {
        return new Reservation(
                key,
                "fingerprint of " + holder,
                new TaskId(UUID.randomUUID()),
                new Unsent(holder, lease, ("command of " + holder).getBytes(StandardCharsets.UTF_8)));
    }

    private Reservation found() {
        return keys.find(key).orElseThrow();
    }

    @Test
    void whatIsReservedIsFoundAndStaysAsItWasReservedFirst() {
        Reservation first = by(key, "first", LONG);
        assertThat(keys.find(key)).isEmpty();
        assertThat(keys.reserve(first, TTL)).isTrue();
        assertThat(keys.reserve(by(key, "second", LONG), TTL)).isFalse();
        assertThat(found()).usingRecursiveComparison().isEqualTo(first);
    }

    @Test
    void ofManyWhoReserveOneKeyAtTheSameInstantOneSucceeds() throws Exception {
        for (int round = 0; round < 10; round++) {
            String raced = key + round;
            List<Boolean> won = race(racer -> keys.reserve(by(raced, "racer-" + racer, LONG), TTL));
            assertThat(won).containsOnlyOnce(true).hasSize(RACERS);
            int winner = won.indexOf(true);
            assertThat(keys.find(raced).orElseThrow().fingerprint()).isEqualTo("fingerprint of racer-" + winner);
        }
    }

    @Test
    void aLeaseIsTakenOverOnceItIsOverByTheStoresClockAndNotBefore() {
        assertThat(keys.reserve(by(key, "first", SHORT), TTL)).isTrue();
        Reservation known = found();
        Date leasedAt = stored().getDate("leasedAt");

        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> keys.takeOver(known, "second", LONG));

        Instant takenAt = stored().getDate("leasedAt").toInstant();
        assertThat(takenAt).isAfterOrEqualTo(leasedAt.toInstant().plus(SHORT));
        assertThat(found())
                .usingRecursiveComparison()
                .isEqualTo(new Reservation(
                        key,
                        known.fingerprint(),
                        known.task(),
                        new Unsent(
                                "second",
                                LONG,
                                Objects.requireNonNull(known.unsent()).command())));
        assertThat(keys.takeOver(known, "third", LONG))
                .as("the first holder's lease is nobody's any more")
                .isFalse();
        assertThat(keys.takeOver(found(), "third", LONG))
                .as("the second holder's lease stands")
                .isFalse();
    }

    /** An instant far from any clock of this machine's shows whose clock counts. */
    @Test
    void aLeaseThatBeganInTheFutureByTheStoresClockStands() {
        assertThat(keys.reserve(by(key, "first", SHORT), TTL)).isTrue();
        set("leasedAt", Date.from(storeNow().plus(Duration.ofDays(1))));
        assertThat(keys.takeOver(found(), "second", LONG)).isFalse();
        set("leasedAt", Date.from(storeNow().minus(Duration.ofSeconds(1))));
        assertThat(keys.takeOver(found(), "second", LONG)).isTrue();
    }

    @Test
    void ofManyWhoTakeOneLeaseOverAtTheSameInstantOneSucceeds() throws Exception {
        for (int round = 0; round < 10; round++) {
            String raced = key + round;
            assertThat(keys.reserve(by(raced, "first", LONG), TTL)).isTrue();
            keys.release(raced, "first");
            Reservation known = keys.find(raced).orElseThrow();
            List<Boolean> won = race(racer -> keys.takeOver(known, "racer-" + racer, LONG));
            assertThat(won).containsOnlyOnce(true).hasSize(RACERS);
        }
    }

    @Test
    void onlyItsHolderEndsALeaseBeforeItsTime() {
        assertThat(keys.reserve(by(key, "first", LONG), TTL)).isTrue();
        keys.release(key, "somebody");
        assertThat(keys.takeOver(found(), "second", LONG)).isFalse();
        keys.release(key, "first");
        assertThat(keys.takeOver(found(), "second", LONG)).isTrue();
        keys.release(key, "first");
        assertThat(keys.takeOver(found(), "third", LONG)).isFalse();
    }

    @Test
    void whatIsMarkedSentHasNoCommandAndNoLeaseAnyMore() {
        Reservation first = by(key, "first", SHORT);
        assertThat(keys.reserve(first, TTL)).isTrue();
        Reservation known = found();
        keys.release(key, "first");
        assertThat(keys.takeOver(known, "second", SHORT)).isTrue();

        keys.markSent(key, first.task());
        keys.markSent(key, first.task());

        assertThat(found()).isEqualTo(new Reservation(key, first.fingerprint(), first.task(), null));
        assertThat(stored()).containsOnlyKeys("_id", "fingerprint", "task", "expiresAt");
        assertThat(keys.takeOver(known, "third", LONG)).isFalse();
        assertThat(keys.drop(key, "second")).isFalse();
    }

    @Test
    void aMarkOfAnotherTaskIsNotMade() {
        assertThat(keys.reserve(by(key, "first", LONG), TTL)).isTrue();
        keys.markSent(key, new TaskId(UUID.randomUUID()));
        assertThat(found().unsent()).isNotNull();
    }

    @Test
    void onlyTheHolderDropsAndThenTheKeyIsFree() {
        assertThat(keys.reserve(by(key, "first", LONG), TTL)).isTrue();
        assertThat(keys.drop(key, "second")).isFalse();
        assertThat(keys.drop(key, "first")).isTrue();
        assertThat(keys.find(key)).isEmpty();
        assertThat(keys.reserve(by(key, "second", LONG), TTL)).isTrue();
    }

    @Test
    void aKeyExpiresItsTimeAfterItsReservationByTheStoresClock() {
        Instant before = storeNow();
        assertThat(keys.reserve(by(key, "first", LONG), TTL)).isTrue();
        assertThat(stored().getDate("expiresAt").toInstant())
                .isBetween(before.plus(TTL), storeNow().plus(TTL));
        List<Document> indexes = real.withDatabase(database ->
                database.getCollection("idempotencyKeys").listIndexes().into(new ArrayList<>()));
        assertThat(indexes)
                .filteredOn(index -> index.containsKey("expireAfterSeconds"))
                .singleElement()
                .satisfies(index -> {
                    assertThat(index.get("key")).isEqualTo(new Document("expiresAt", 1));
                    assertThat(index.toJson()).contains("\"expireAfterSeconds\": 0");
                });
    }

    @Test
    void aStoreThatIsAwayIsToldAsSuch() {
        try (ConfigurableApplicationContext away = StoreContext.start("mongodb://127.0.0.1:9/away")) {
            Reservations unreachable = away.getBean(Reservations.class);
            assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> unreachable.find(key));
        }
    }

    private static Instant storeNow() {
        return real.withDatabase(database -> database.runCommand(new Document("hello", 1))
                .getDate("localTime")
                .toInstant());
    }

    private Document stored() {
        return real.withDatabase(database -> Objects.requireNonNull(database.getCollection("idempotencyKeys")
                .find(new Document("_id", key))
                .first()));
    }

    private void set(String field, Object value) {
        var _ = real.withDatabase(database -> database.getCollection("idempotencyKeys")
                .updateOne(new Document("_id", key), new Document("$set", new Document(field, value))));
    }

    /** What each of many got that did the same at the same instant. */
    private static List<Boolean> race(IntFunction<Boolean> action) throws Exception {
        CyclicBarrier start = new CyclicBarrier(RACERS);
        List<Callable<Boolean>> racers = new ArrayList<>();
        for (int i = 0; i < RACERS; i++) {
            int racer = i;
            racers.add(() -> {
                start.await();
                return action.apply(racer);
            });
        }
        List<Boolean> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(RACERS)) {
            for (Future<Boolean> result : threads.invokeAll(racers)) {
                results.add(result.get());
            }
        }
        return results;
    }
}
