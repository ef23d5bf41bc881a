package io.taskmill.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final List<Integer> FULL_MILLIS = List.of(100, 200, 400, 800, 1600, 3000, 3000, 3000);

    @Test
    void pausesDoubleUpToABoundAndAreJitteredByHalf() {
        for (int seed = 0; seed < 50; seed++) {
            Backoff backoff = new Backoff(new Random(seed));
            for (int full : FULL_MILLIS) {
                assertThat(backoff.next()).isBetween(Duration.ofMillis(full / 2), Duration.ofMillis(full));
            }
        }
    }

    @Test
    void theBoundHoldsHoweverManyFailuresThereWere() {
        Backoff backoff = new Backoff(new Random(1));
        for (int failure = 0; failure < 10_000; failure++) {
            assertThat(backoff.next()).isPositive().isLessThanOrEqualTo(Backoff.LONGEST);
        }
    }

    @Test
    void afterASuccessTheNextFailureIsAFirstOne() {
        Backoff backoff = new Backoff(new Random(1));
        for (int failure = 0; failure < 10; failure++) {
            backoff.next();
        }
        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(Backoff.FIRST);
    }

    @Test
    void processesThatFailTogetherDoNotComeBackTogether() {
        Set<Duration> pauses = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            pauses.add(new Backoff(new Random(seed)).next());
        }
        assertThat(pauses).hasSizeGreaterThan(20);
    }
}
