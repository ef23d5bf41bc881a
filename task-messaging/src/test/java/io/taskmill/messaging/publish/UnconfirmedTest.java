package io.taskmill.messaging.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnconfirmedTest {

    private static final int MAX = 3;

    private final Unconfirmed unconfirmed = new Unconfirmed(MAX);

    @Test
    void anAckSettlesOne() throws InterruptedException {
        List<Publication> sent = send(3);
        unconfirmed.handleAck(2, false);
        assertThat(settled(sent)).containsExactly(1);
        assertThat(outcome(sent.get(1))).isInstanceOf(PublishOutcome.Accepted.class);
    }

    @Test
    void aMultipleAckSettlesAllUpToItsTag() throws InterruptedException {
        List<Publication> sent = send(3);
        unconfirmed.handleAck(2, true);
        assertThat(settled(sent)).containsExactly(0, 1);
    }

    @Test
    void aNackMeansThatNobodyKnows() throws InterruptedException {
        List<Publication> sent = send(3);
        unconfirmed.handleNack(1, false);
        assertThat(settled(sent)).containsExactly(0);
        unconfirmed.handleNack(3, true);
        assertThat(settled(sent)).containsExactly(0, 1, 2);
        assertThat(sent).allSatisfy(one -> assertThat(outcome(one)).isInstanceOf(PublishOutcome.Unknown.class));
    }

    @Test
    void aReturnCountsOnceTheAckHasCome() throws InterruptedException {
        List<Publication> sent = send(2);
        giveBack(2);
        assertThat(settled(sent)).isEmpty();
        unconfirmed.handleAck(2, true);
        assertThat(outcome(sent.get(0))).isInstanceOf(PublishOutcome.Accepted.class);
        assertThat(outcome(sent.get(1))).isInstanceOf(PublishOutcome.Returned.class);
    }

    @Test
    void confirmsOfWhatIsSettledAlreadyAreWithoutEffect() throws InterruptedException {
        List<Publication> sent = send(1);
        unconfirmed.handleAck(1, false);
        unconfirmed.handleAck(1, false);
        unconfirmed.handleNack(1, true);
        giveBack(1);
        assertThat(outcome(sent.getFirst())).isInstanceOf(PublishOutcome.Accepted.class);
        fill(MAX);
        assertThat(unconfirmed.awaitRoom(() -> false))
                .as("room given back twice")
                .isFalse();
    }

    @Test
    void anAbandonedChannelLeavesNobodyKnowing() throws InterruptedException {
        List<Publication> sent = send(3);
        unconfirmed.handleAck(1, false);
        unconfirmed.abandon("the channel closed");
        assertThat(outcome(sent.get(0))).isInstanceOf(PublishOutcome.Accepted.class);
        assertThat(outcome(sent.get(1))).isEqualTo(new PublishOutcome.Unknown("the channel closed"));
        assertThat(outcome(sent.get(2))).isEqualTo(new PublishOutcome.Unknown("the channel closed"));
    }

    @Test
    void whatIsAddedToAnAbandonedChannelIsAnsweredToo() throws InterruptedException {
        unconfirmed.abandon("the channel closed");
        assertThat(settled(send(1))).containsExactly(0);
    }

    @Test
    void whoeverSendsWaitsForRoomUntilSomethingIsConfirmed() throws InterruptedException {
        send(MAX);
        Thread confirming = Thread.ofVirtual().unstarted(() -> unconfirmed.handleAck(1, false));
        assertThat(unconfirmed.awaitRoom(() -> {
                    if (confirming.getState() == Thread.State.NEW) {
                        confirming.start();
                    }
                    return true;
                }))
                .isTrue();
    }

    @Test
    void waitingForRoomEndsWithTheChannel() throws InterruptedException {
        fill(MAX);
        assertThat(unconfirmed.awaitRoom(() -> false)).isFalse();
    }

    @Test
    void messageIdsNameTheSequenceNumber() throws InterruptedException {
        List<Publication> sent = new ArrayList<>();
        for (long seq : new long[] {35, 36, 4_000_000_000L}) {
            Publication one = publication();
            unconfirmed.awaitRoom(() -> true);
            unconfirmed.add(seq, one);
            sent.add(one);
        }
        giveBack(4_000_000_000L);
        unconfirmed.handleAck(4_000_000_000L, true);
        assertThat(outcome(sent.get(1))).isInstanceOf(PublishOutcome.Accepted.class);
        assertThat(outcome(sent.get(2))).isInstanceOf(PublishOutcome.Returned.class);
    }

    @Test
    void itIsStuckWhenTheSameOneIsTheOldestForTooLong() throws InterruptedException {
        long limit = Unconfirmed.LONGEST_OLDEST.toNanos();
        assertThat(unconfirmed.isStuck(false, 0)).isFalse();
        send(3);
        assertThat(unconfirmed.isStuck(false, 1)).isFalse();
        assertThat(unconfirmed.isStuck(false, 1 + limit)).isFalse();
        assertThat(unconfirmed.isStuck(false, 2 + limit)).isTrue();
        unconfirmed.handleAck(2, false);
        assertThat(unconfirmed.isStuck(false, 3 + limit))
                .as("a later one was confirmed")
                .isTrue();
        unconfirmed.handleAck(1, false);
        assertThat(unconfirmed.isStuck(false, 4 + limit))
                .as("it was merely late")
                .isFalse();
    }

    @Test
    void theTimeInWhichTheBrokerTakesNothingDoesNotCount() throws InterruptedException {
        long limit = Unconfirmed.LONGEST_OLDEST.toNanos();
        send(1);
        assertThat(unconfirmed.isStuck(false, 0)).isFalse();
        assertThat(unconfirmed.isStuck(true, limit + 1)).isFalse();
        assertThat(unconfirmed.isStuck(false, limit + 2)).isFalse();
        assertThat(unconfirmed.isStuck(false, 2 * limit + 2)).isTrue();
    }

    private void fill(int room) throws InterruptedException {
        for (int i = 0; i < room; i++) {
            assertThat(unconfirmed.awaitRoom(() -> true)).isTrue();
        }
    }

    private List<Publication> send(int count) throws InterruptedException {
        List<Publication> sent = new ArrayList<>();
        for (int seq = 1; seq <= count; seq++) {
            unconfirmed.awaitRoom(() -> true);
            Publication one = publication();
            one.markSent();
            unconfirmed.add(seq, one);
            sent.add(one);
        }
        return sent;
    }

    private static Publication publication() {
        return new Publication(new Outbound("", "q", new byte[0], Map.of()), PublishObserver.NOBODY);
    }

    private void giveBack(long seq) {
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .messageId(Unconfirmed.messageId(seq))
                .build();
        unconfirmed.handleReturn(312, "NO_ROUTE", "", "q", properties, new byte[0]);
    }

    private static List<Integer> settled(List<Publication> sent) {
        return IntStream.range(0, sent.size())
                .filter(i -> sent.get(i).outcome().isDone())
                .boxed()
                .toList();
    }

    private static PublishOutcome outcome(Publication publication) {
        assertThat(publication.outcome()).isCompleted();
        return publication.outcome().join();
    }
}
