package io.taskmill.runtime.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.ConnectionFactory;
import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.consume.Received;
import io.taskmill.messaging.consume.RecordedChannel;
import io.taskmill.messaging.consume.Subscription;
import io.taskmill.model.Priority;
import io.taskmill.model.Shards;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Time is what the lane is told. Whether its consumers really stop is shown with a broker, in FullWorkerIT. */
class LaneTest {

    private static final long START = Long.MAX_VALUE - 10; // nanoTime may overflow at any time
    private static final long PATIENCE = Lane.FULL_PATIENCE.toNanos();
    private static final long WAIT = Lane.LONGEST_WAIT.toNanos();

    private final RecordedChannel channel = new RecordedChannel();
    private final Lane lane = new Lane(Priority.NORMAL, 1);

    @BeforeEach
    void consumesAQueue() {
        BrokerConnection never = new BrokerConnection(
                new ConnectionFactory(), List.of(), "never", new Topology(new Shards(1), Set::of, false));
        lane.add(new Subscription(never, "work.default.normal", 1, _ -> {}, new Random(1)));
    }

    @Test
    void givesWhatItGotInOrder() {
        Received first = delivered(START);
        Received second = delivered(START);
        assertThat(lane.take()).isSameAs(first);
        assertThat(lane.take()).isSameAs(second);
        assertThat(lane.hasWork()).isFalse();
    }

    @Test
    void isPatientForAMomentOnceNoSlotIsFree() {
        lane.full(START);
        assertThat(lane.isRestless()).as("still about to pause").isTrue();
        lane.full(START + PATIENCE);
        assertThat(lane.isRestless()).as("still about to pause").isTrue();
        lane.full(START + PATIENCE + 1);
        assertThat(lane.isRestless()).as("paused, nothing left to do").isFalse();
    }

    @Test
    void countsItsPatienceAnewAfterAFreeSlot() {
        lane.full(START);
        lane.free();
        assertThat(lane.isRestless()).isFalse();
        lane.full(START + PATIENCE + 1);
        assertThat(lane.isRestless()).isTrue();
        lane.full(START + PATIENCE + PATIENCE + 2);
        assertThat(lane.isRestless()).isFalse();
    }

    @Test
    void givesBackWhatHasWaitedForMoreThanASecond() {
        Received old = delivered(START);
        Received young = delivered(START + Duration.ofMillis(1).toNanos());
        assertThat(lane.full(START + WAIT)).isEmpty();
        assertThat(lane.full(START + WAIT + 1)).containsExactly(old);
        assertThat(lane.hasWork()).isTrue();
        assertThat(lane.full(START + WAIT + WAIT)).containsExactly(young);
        assertThat(lane.hasWork()).isFalse();
    }

    @Test
    void staysRestlessWhileSomethingWaits() {
        delivered(START);
        lane.full(START);
        lane.full(START + PATIENCE + 1);
        assertThat(lane.isRestless()).isTrue();
        lane.full(START + WAIT + 1);
        assertThat(lane.isRestless()).isFalse();
    }

    @Test
    void handsOutAllThatWaitsWhenItIsCleared() {
        Received first = delivered(START);
        Received second = delivered(START);
        assertThat(lane.clear()).containsExactly(first, second);
        assertThat(lane.hasWork()).isFalse();
    }

    private Received delivered(long now) {
        Received received = channel.received("work.default.normal");
        lane.delivered(received, now);
        return received;
    }
}
