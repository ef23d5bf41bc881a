package io.taskmill.projector.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.message.ConnectionGone;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SecondLooksTest {

    private static final long START = 1_000_000_000L;
    private static final long LATER = START + SecondLooks.AFTER_THE_FIRST.toNanos();
    private static final String SESSION = "s-1";

    private final List<CompletableFuture<Boolean>> asked = new ArrayList<>();
    private final SecondLooks looks = new SecondLooks(_ -> {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        asked.add(answer);
        return answer;
    });

    @Test
    void goneAtBothLooksASessionIsGone() {
        looks.foundGone(SESSION, START);
        assertThat(looks.find(LATER - 1)).isEmpty();
        assertThat(asked).as("too early").isEmpty();

        assertThat(looks.find(LATER)).as("not answered").isEmpty();
        asked.getFirst().complete(false);

        assertThat(looks.find(LATER + 1)).containsExactly(new ConnectionGone(SESSION));
        assertThat(looks.find(LATER + 2)).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    void thereAtTheSecondLookItIsNot() {
        looks.foundGone(SESSION, START);
        looks.find(LATER);
        asked.getFirst().complete(true);

        assertThat(looks.find(LATER + 1)).isEmpty();
        assertThat(looks.find(2 * LATER)).isEmpty();
        assertThat(asked).as("looked after once").hasSize(1);
    }

    @Test
    void aHeartbeatBetweenTheLooksIsLife() {
        looks.foundGone(SESSION, START);
        looks.settled(SESSION);

        assertThat(looks.find(LATER)).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void soIsOneWhileTheSecondLookIsUnderWay() {
        looks.foundGone(SESSION, START);
        looks.find(LATER);
        looks.settled(SESSION);
        asked.getFirst().complete(false);

        assertThat(looks.find(LATER + 1)).isEmpty();
    }

    @Test
    void theAnswerToALookBeforeAHeartbeatIsNotTakenForOneAfter() {
        looks.foundGone(SESSION, START);
        looks.find(LATER);
        looks.settled(SESSION);
        looks.foundGone(SESSION, LATER);
        asked.getFirst().complete(false);

        assertThat(looks.find(LATER + 1)).isEmpty();
        looks.find(2 * LATER);
        asked.getLast().complete(false);
        assertThat(looks.find(2 * LATER)).containsExactly(new ConnectionGone(SESSION));
    }

    @Test
    void manyFirstLooksAreOne() {
        looks.foundGone(SESSION, START);
        looks.foundGone(SESSION, LATER - 1);
        looks.find(LATER);
        looks.find(LATER);

        assertThat(asked).hasSize(1);
    }

    @Test
    void withTheChannelAllIsForgotten() {
        looks.foundGone(SESSION, START);
        looks.find(LATER);
        asked.getFirst().complete(false);
        looks.forget();

        assertThat(looks.find(2 * LATER)).isEmpty();
    }
}
