package io.taskmill.model.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

@PropertyDefaults(tries = 500)
class LeaseWatchPropertiesTest {

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);
    private static final List<String> SESSIONS = List.of("s", "t");

    /** What a shard folds next: a tick of a sender so long after its last one, and perhaps a session's heartbeat. */
    record Next(String sender, int millisSinceLast, boolean beats, String session) {}

    @Property
    void whoseHeartbeatsComeEveryTenSecondsIsNeverLost(@ForAll("interleavings") List<Next> interleaving) {
        Watching watching = new Watching();
        Map<String, Duration> uptimes = new HashMap<>();
        Map<String, Map<String, Duration>> silentFor = new HashMap<>();
        SESSIONS.forEach(watching::heartbeat);
        for (Next next : interleaving) {
            Duration step = Duration.ofMillis(next.millisSinceLast());
            for (String session : SESSIONS) {
                Map<String, Duration> silence = silentFor.computeIfAbsent(session, _ -> new HashMap<>());
                boolean due = silence.getOrDefault(next.sender(), Duration.ZERO)
                                .plus(step)
                                .compareTo(LONGEST_SILENCE)
                        > 0;
                if (due || (next.beats() && next.session().equals(session))) {
                    watching.heartbeat(session);
                    silence.clear();
                }
                silence.merge(next.sender(), step, Duration::plus);
            }
            watching.tick(next.sender(), uptimes.merge(next.sender(), step, Duration::plus));
        }

        assertThat(watching.lost()).isEmpty();
    }

    @Property
    void whoFallsSilentIsLostAfterALeaseAndNotBefore(@ForAll("steps") List<Integer> millisBetweenTicks) {
        Watching watching = new Watching().heartbeat("s").tick("p", Duration.ZERO);
        Duration uptime = Duration.ZERO;
        Duration second = null;
        for (int millis : millisBetweenTicks) {
            uptime = uptime.plusMillis(millis);
            second = second == null ? uptime : second;
            watching.tick("p", uptime);
            boolean over = uptime.minus(second).compareTo(LeaseWatch.LEASE) >= 0;
            assertThat(watching.lost()).isEqualTo(over ? List.of("s") : List.of());
        }
    }

    @Property
    void stallsOfOverThreeSecondsNeverLoseASessionThatBeatsInBetween(
            @ForAll("stalls") List<Integer> secondsOfStalls, @ForAll @IntRange(min = 1, max = 14) int ticksBetween) {
        Watching watching = new Watching().heartbeat("s");
        int second = 0;
        for (int stall : secondsOfStalls) {
            watching.ticks("p", second, second + ticksBetween);
            second += ticksBetween + stall;
            watching.ticks("p", second, second + 3).heartbeat("s");
            second += 4;
        }

        assertThat(watching.lost()).isEmpty();
    }

    @Provide
    Arbitrary<List<Next>> interleavings() {
        return Combinators.combine(
                        Arbitraries.of("p", "q", "r"),
                        Arbitraries.frequencyOf(
                                Tuple.of(20, Arbitraries.integers().between(500, 1500)),
                                Tuple.of(1, Arbitraries.integers().between(1500, 60_000))),
                        Arbitraries.frequency(Tuple.of(1, true), Tuple.of(20, false)),
                        Arbitraries.of(SESSIONS))
                .as(Next::new)
                .list()
                .ofMinSize(50)
                .ofMaxSize(200);
    }

    @Provide
    Arbitrary<List<Integer>> steps() {
        return Arbitraries.integers().between(1, 3000).list().ofMaxSize(40);
    }

    @Provide
    Arbitrary<List<Integer>> stalls() {
        return Arbitraries.integers().between(4, 3600).list().ofMaxSize(5);
    }
}
