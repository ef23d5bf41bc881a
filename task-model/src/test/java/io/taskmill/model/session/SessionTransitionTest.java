package io.taskmill.model.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.TaskId;
import io.taskmill.model.WorkerInfo;
import io.taskmill.model.message.ConnectionGone;
import io.taskmill.model.message.Heartbeat;
import io.taskmill.model.message.LeaseOver;
import io.taskmill.model.message.SessionEnded;
import io.taskmill.model.message.SessionEvent;
import io.taskmill.model.message.SessionLoss;
import io.taskmill.model.message.SessionOutboxPublished;
import io.taskmill.model.session.Session.Status;
import io.taskmill.model.session.SessionTransition.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@PropertyDefaults(tries = 500)
class SessionTransitionTest {

    private static final TaskId SUSPECT = TaskId.parse("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10");
    private static final String ID = "s-1";
    private static final int SHARDS = 3;
    private static final Instant NOW = Instant.parse("2031-05-04T12:00:00Z");

    @Test
    void theFirstHeartbeatMakesTheSession() {
        assertThat(on(null, beat(1)))
                .isEqualTo(new Outcome(
                        new Session(
                                ID,
                                Status.ACTIVE,
                                1,
                                NOW.plusSeconds(1),
                                NOW.plusSeconds(1),
                                worker(1),
                                List.of(),
                                List.of()),
                        false));
    }

    @Test
    void aLaterHeartbeatBringsWhatTheWorkerSaysNowAndKeepsItsStart() {
        assertThat(on(after(beat(1)), beat(3)))
                .isEqualTo(new Outcome(
                        new Session(
                                ID,
                                Status.ACTIVE,
                                3,
                                NOW.plusSeconds(1),
                                NOW.plusSeconds(3),
                                worker(3),
                                List.of(),
                                List.of()),
                        false));
    }

    @Test
    void aRepeatedOrOlderHeartbeatIsNoNews() {
        Session active = after(beat(1), beat(3));

        assertThat(on(active, beat(3))).isEqualTo(new Outcome(active, false));
        assertThat(on(active, beat(2))).isEqualTo(new Outcome(active, false));
    }

    @Test
    void aSessionThatEndsInGoodOrderTellsEveryShard() {
        Session ended = after(beat(1), new SessionEnded(ID));

        assertThat(ended.status()).isEqualTo(Status.ENDED);
        assertThat(ended.untold()).containsExactly(0, 1, 2);
        assertThat(ended.worker()).isEqualTo(worker(1));
    }

    static Stream<Arguments> losses() {
        return Stream.of(
                Arguments.of(new LeaseOver(ID), Status.LOST), Arguments.of(new ConnectionGone(ID), Status.GONE));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aLostSessionTellsEveryShard(SessionEvent loss, Status status) {
        Session lost = after(beat(1), loss);

        assertThat(lost.status()).isEqualTo(status);
        assertThat(lost.untold()).containsExactly(0, 1, 2);
        assertThat(lost.beat()).isEqualTo(1);
    }

    @Test
    void aSessionThatWasFoundGoneIsLostOnceItsLeaseIsOverAndTellsEveryShardAgain() {
        Session gone = after(beat(1), new ConnectionGone(ID), told(Status.GONE, 0, 1, 2));
        assertThat(gone.untold()).isEmpty();

        Session lost = known(on(gone, new LeaseOver(ID)).session());

        assertThat(lost.status()).isEqualTo(Status.LOST);
        assertThat(lost.untold()).containsExactly(0, 1, 2);
        assertThat(on(lost, told(Status.GONE, 0, 1, 2)).session())
                .as("a late confirm of the first notice")
                .isEqualTo(lost);
    }

    @Test
    void whatShardsAreToldNamesTheSuspectsThatRanLast() {
        Heartbeat suspicious = new Heartbeat(ID, 2, NOW, worker(1), List.of(SUSPECT), null);

        assertThat(after(beat(1), suspicious, new LeaseOver(ID)).loss())
                .isEqualTo(new SessionLoss(true, List.of(SUSPECT), false));
        assertThat(after(beat(1), suspicious, new ConnectionGone(ID)).loss())
                .isEqualTo(new SessionLoss(true, List.of(SUSPECT), true));
        assertThat(after(beat(1), suspicious, beat(3), new LeaseOver(ID)).loss())
                .isEqualTo(SessionLoss.CRASHED);
        assertThat(after(beat(1), suspicious, new SessionEnded(ID)).loss()).isEqualTo(SessionLoss.ENDED);
    }

    static Stream<SessionEvent> ends() {
        return Stream.of(new LeaseOver(ID), new ConnectionGone(ID), new SessionEnded(ID));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void aSessionThatIsOverNeverRevivesAndIsToldSo(SessionEvent end) {
        Session over = after(beat(1), end);

        assertThat(on(over, beat(2))).isEqualTo(new Outcome(over, true));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void theFirstEndOfASessionStands(SessionEvent end) {
        Session over = after(beat(1), end);

        assertThat(ends())
                .filteredOn(again -> !(over.status() == Status.GONE && again instanceof LeaseOver))
                .allSatisfy(again -> assertThat(on(over, again)).isEqualTo(new Outcome(over, false)));
    }

    @Test
    void aSessionOfWhichOnlyItsLossIsHeardIsGoneAllTheSame() {
        assertThat(on(null, new ConnectionGone(ID)))
                .isEqualTo(new Outcome(
                        new Session(ID, Status.GONE, 0, null, null, null, List.of(), List.of(0, 1, 2)), false));
    }

    @Test
    void theFirstHeartbeatOfASessionThatWasFoundGoneIsRefused() {
        Session gone = after(new ConnectionGone(ID));

        assertThat(on(gone, beat(1))).isEqualTo(new Outcome(gone, true));
    }

    @Test
    void shardsThatWereToldAreCleared() {
        Session lost = after(beat(1), new LeaseOver(ID), told(0, 2));

        assertThat(lost.untold()).containsExactly(1);
        assertThat(on(lost, told(0))).isEqualTo(new Outcome(lost, false));
        assertThat(after(beat(1), new LeaseOver(ID), told(0, 2), told(1)).untold())
                .isEmpty();
    }

    @Test
    void anUnknownSessionHasNothingToTell() {
        assertThat(on(null, told(0))).isEqualTo(new Outcome(null, false));
    }

    @Property
    void whatIsOverStaysOverAndToldShardsStayTold(@ForAll("anything") List<SessionEvent> events) {
        Session before = null;
        for (SessionEvent event : events) {
            Outcome outcome = on(before, event);
            assertThat(on(before, event)).as("pure").isEqualTo(outcome);
            Session after = outcome.session();
            boolean wasOver = before != null && before.status() != Status.ACTIVE;
            assertThat(outcome.tellItIsOver()).isEqualTo(wasOver && event instanceof Heartbeat);
            if (before != null) {
                assertThat(known(after).beat()).isGreaterThanOrEqualTo(before.beat());
            }
            if (before != null && wasOver) {
                boolean leaseOver = before.status() == Status.GONE && event instanceof LeaseOver;
                assertThat(known(after).status()).isEqualTo(leaseOver ? Status.LOST : before.status());
                if (!leaseOver) {
                    assertThat(before.untold()).containsAll(known(after).untold());
                }
            }
            if (after != null && after.status() == Status.ACTIVE) {
                assertThat(after.untold()).isEmpty();
            }
            before = after;
        }
    }

    @Property
    void heartbeatsInAnyOrderAndRepetitionLeaveTheHighest(@ForAll("beats") List<Heartbeat> beats) {
        Session session = after(beats.toArray(SessionEvent[]::new));

        Heartbeat highest =
                beats.stream().max((a, b) -> Long.compare(a.beat(), b.beat())).orElseThrow();
        assertThat(session.beat()).isEqualTo(highest.beat());
        assertThat(session.lastHeartbeat()).isEqualTo(highest.at());
        assertThat(session.worker()).isEqualTo(highest.worker());
    }

    @Provide
    Arbitrary<List<SessionEvent>> anything() {
        Arbitrary<SessionEvent> ends = Arbitraries.of(new LeaseOver(ID), new ConnectionGone(ID), new SessionEnded(ID));
        Arbitrary<SessionEvent> tellings =
                Arbitraries.integers().between(0, SHARDS).set().map(shards -> told(shards.toArray(Integer[]::new)));
        Arbitrary<SessionEvent> beats = Arbitraries.integers().between(1, 9).map(SessionTransitionTest::beat);
        return Arbitraries.oneOf(beats, tellings, ends).list().ofMaxSize(20);
    }

    @Provide
    Arbitrary<List<Heartbeat>> beats() {
        return Arbitraries.integers()
                .between(1, 9)
                .map(SessionTransitionTest::beat)
                .list()
                .ofMinSize(1)
                .ofMaxSize(15);
    }

    private static Heartbeat beat(int beat) {
        return new Heartbeat(ID, beat, NOW.plusSeconds(beat), worker(beat));
    }

    private static WorkerInfo worker(int used) {
        return new WorkerInfo("w", "host", 42, "0.1.0", List.of("default"), 9, used);
    }

    /** That a session is lost. */
    private static SessionOutboxPublished told(Integer... shards) {
        return told(Status.LOST, shards);
    }

    private static SessionOutboxPublished told(Status status, Integer... shards) {
        return new SessionOutboxPublished(
                ID,
                Set.of(shards).stream()
                        .map(shard -> SessionTransition.outboxId(status, shard))
                        .collect(Collectors.toSet()));
    }

    private static Outcome on(@Nullable Session session, SessionEvent event) {
        return SessionTransition.apply(session, event, SHARDS);
    }

    private static Session after(SessionEvent... events) {
        Session session = null;
        for (SessionEvent event : events) {
            session = on(session, event).session();
        }
        return known(session);
    }

    private static Session known(@Nullable Session session) {
        if (session == null) {
            throw new AssertionError("there is no session");
        }
        return session;
    }
}
