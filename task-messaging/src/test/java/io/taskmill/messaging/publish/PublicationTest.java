package io.taskmill.messaging.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublicationTest {

    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<PublishOutcome> observed = new ArrayList<>();
    private final Publication publication = new Publication(
            new Outbound("taskmill.events", "3", new byte[0], Map.of()), (outcome, _) -> observed.add(outcome));

    @Test
    void takenBackBeforeItWasSentItIsNotSentAndNeverWillBe() throws InterruptedException {
        assertThat(publication.await(AT_ONCE)).isInstanceOf(PublishOutcome.NotSent.class);
        assertThat(publication.markSent()).isFalse();
    }

    @Test
    void waitedForInVainAfterItWasSentNobodyKnows() throws InterruptedException {
        assertThat(publication.markSent()).isTrue();
        assertThat(publication.await(AT_ONCE)).isInstanceOf(PublishOutcome.Unknown.class);
    }

    @Test
    void aConfirmThatCameLateIsStillSeenByWhoWaitsLonger() throws InterruptedException {
        publication.markSent();
        assertThat(publication.await(AT_ONCE)).isInstanceOf(PublishOutcome.Unknown.class);
        publication.confirmed();
        assertThat(publication.await(AT_ONCE)).isEqualTo(new PublishOutcome.Accepted());
    }

    @Test
    void confirmedItIsAccepted() throws InterruptedException {
        publication.markSent();
        Thread.ofVirtual().start(publication::confirmed);
        assertThat(publication.await(PATIENCE)).isEqualTo(new PublishOutcome.Accepted());
    }

    @Test
    void returnedAndConfirmedItIsReturnedWithItsKey() throws InterruptedException {
        publication.markSent();
        publication.markReturned();
        publication.confirmed();
        assertThat(publication.await(AT_ONCE)).isEqualTo(new PublishOutcome.Returned("no queue for taskmill.events/3"));
    }

    @Test
    void theFirstOutcomeStands() throws InterruptedException {
        publication.markSent();
        publication.confirmed();
        publication.failed(new PublishOutcome.Unknown("the channel closed"));
        assertThat(publication.await(AT_ONCE)).isEqualTo(new PublishOutcome.Accepted());
    }

    @Test
    void itIsSentOnlyOnce() {
        assertThat(publication.markSent()).isTrue();
        assertThat(publication.markSent()).isFalse();
    }

    @Test
    void itsOutcomeIsObservedOnceWhoeverWaitsAndWhateverComesLater() throws InterruptedException {
        assertThat(publication.markSent()).isTrue();
        assertThat(publication.await(AT_ONCE)).isInstanceOf(PublishOutcome.Unknown.class);
        assertThat(observed).as("not settled yet").isEmpty();
        publication.confirmed();
        publication.failed(new PublishOutcome.Unknown("the channel closed"));
        assertThat(observed).containsExactly(new PublishOutcome.Accepted());
    }

    @Test
    void whoWaitsForItsOutcomeFindsItObservedAlready() {
        List<Integer> observedBefore = new ArrayList<>();
        var _ = publication.outcome().thenRun(() -> observedBefore.add(observed.size()));
        publication.confirmed();
        assertThat(observedBefore).containsExactly(1);
    }
}
