package io.taskmill.projector.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.projector.queue.Emptiness.Look;
import io.taskmill.projector.queue.Emptiness.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class EmptinessTest {

    private static final Instant START = Instant.parse("2031-05-04T12:00:00Z");

    @Test
    void oneLookAtAnEmptyQueueProvesNothing() {
        assertThat(Emptiness.UNKNOWN.looked(at(5), nothing()).proven()).isNull();
    }

    @Test
    void nothingAtTwoLooksTenSecondsApartProvesThatItWasEmptyAtTheFirst() {
        Emptiness seen = Emptiness.UNKNOWN.looked(at(5), nothing()).looked(at(10), nothing());
        assertThat(seen.proven()).isNull();

        assertThat(seen.looked(at(15), nothing()).proven()).isEqualTo(new Proof(at(5), Duration.ofSeconds(15)));
    }

    @Test
    void whatIsReadyInBetweenBeginsTheCountAnew() {
        Emptiness interrupted = Emptiness.UNKNOWN
                .looked(at(5), nothing())
                .looked(at(10), ready(1))
                .looked(at(15), nothing());

        assertThat(interrupted.proven()).isNull();
        assertThat(interrupted.looked(at(25), nothing()).proven()).isEqualTo(new Proof(at(15), Duration.ofSeconds(25)));
    }

    @Test
    void aMissingQueueProvesItAtOnce() {
        assertThat(Emptiness.UNKNOWN.looked(at(5), OptionalInt.empty()).proven())
                .isEqualTo(new Proof(at(5), Duration.ofSeconds(5)));
    }

    @Test
    void whatWasProvenStaysSoWhenTheQueueFillsAgain() {
        Emptiness refilled =
                Emptiness.UNKNOWN.looked(at(5), OptionalInt.empty()).looked(at(10), ready(700));

        assertThat(refilled.proven()).isEqualTo(new Proof(at(5), Duration.ofSeconds(5)));
        assertThat(refilled.seen()).isNull();
    }

    @Test
    void aQueueThatStaysEmptyIsProvenLaterAndLater() {
        Emptiness empty = Emptiness.UNKNOWN
                .looked(at(0), nothing())
                .looked(at(10), nothing())
                .looked(at(20), nothing());

        assertThat(empty.proven()).isEqualTo(new Proof(at(10), Duration.ofSeconds(20)));
    }

    private static Look at(int second) {
        return new Look(START.plusSeconds(second), Duration.ofSeconds(second));
    }

    private static OptionalInt nothing() {
        return ready(0);
    }

    private static OptionalInt ready(int messages) {
        return OptionalInt.of(messages);
    }
}
