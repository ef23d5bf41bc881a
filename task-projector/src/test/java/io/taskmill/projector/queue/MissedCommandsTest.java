package io.taskmill.projector.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Priority;
import io.taskmill.model.WorkQueue;
import io.taskmill.projector.queue.Emptiness.Look;
import io.taskmill.projector.queue.Emptiness.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MissedCommandsTest {

    private static final WorkQueue QUEUE = new WorkQueue("default", Priority.NORMAL);
    private static final WorkQueue OTHER = new WorkQueue("default", Priority.LOW);
    private static final Instant START = Instant.parse("2031-05-04T12:00:00Z");

    /** The shard is taken at second 100. */
    private static final int TAKEN = 100;

    private Optional<Proof> proof = Optional.empty();
    private final MissedCommands missed = new MissedCommands(queue -> queue.equals(QUEUE) ? proof : Optional.empty());

    @BeforeEach
    void takeTheShard() {
        missed.begin(instant(TAKEN), uptime(TAKEN));
    }

    @Test
    void nothingIsMissedWithoutAReason() {
        missed.foldedThrough(uptime(500));

        assertThat(missed.goneBefore(QUEUE)).isEmpty();
    }

    @Test
    void whatWasDispatchedBeforeTheQueueWasEmptyIsGoneOnceTheShardIsFoldedSoFar() {
        proof = Optional.of(empty(120, 130));
        missed.foldedThrough(uptime(129));
        assertThat(missed.goneBefore(QUEUE)).isEmpty();
        missed.foldedThrough(uptime(130));
        assertThat(missed.goneBefore(QUEUE)).isEmpty();

        missed.foldedThrough(uptime(131));

        assertThat(missed.goneBefore(QUEUE)).contains(instant(120));
        assertThat(missed.goneBefore(OTHER)).isEmpty();
    }

    @Test
    void whatWasSeenBeforeTheShardWasTakenDoesNotCountSinceAnotherClockMayHaveTimedItsTasks() {
        proof = Optional.of(empty(99, 120));
        missed.foldedThrough(uptime(500));

        assertThat(missed.goneBefore(QUEUE)).isEmpty();
    }

    @Test
    void whatLaterOnesHaveOvertakenByAMinuteIsGone() {
        missed.left(QUEUE, instant(200));
        assertThat(missed.goneBefore(QUEUE)).contains(instant(140));

        missed.left(QUEUE, instant(260));
        missed.left(QUEUE, instant(230));

        assertThat(missed.goneBefore(QUEUE)).contains(instant(200));
        assertThat(missed.goneBefore(OTHER)).isEmpty();
    }

    @Test
    void aTaskFromBeforeTheShardWasTakenOvertakesNobody() {
        missed.left(QUEUE, instant(99));

        assertThat(missed.goneBefore(QUEUE)).isEmpty();
    }

    @Test
    void theLaterOfBothReasonsCounts() {
        proof = Optional.of(empty(150, 160));
        missed.foldedThrough(uptime(300));
        missed.left(QUEUE, instant(200));
        assertThat(missed.goneBefore(QUEUE)).contains(instant(150));

        missed.left(QUEUE, instant(250));

        assertThat(missed.goneBefore(QUEUE)).contains(instant(190));
    }

    @Test
    void takingTheShardAgainForgetsAll() {
        proof = Optional.of(empty(120, 130));
        missed.foldedThrough(uptime(300));
        missed.left(QUEUE, instant(250));

        missed.begin(instant(300), uptime(300));

        assertThat(missed.goneBefore(QUEUE)).isEmpty();
    }

    private static Proof empty(int second, int shown) {
        return new Proof(new Look(instant(second), uptime(second)), uptime(shown));
    }

    private static Instant instant(int second) {
        return START.plusSeconds(second);
    }

    private static Duration uptime(int second) {
        return Duration.ofSeconds(second);
    }
}
