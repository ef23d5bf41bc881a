package io.taskmill.projector.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskmill.messaging.MessagingException;
import io.taskmill.messaging.publish.PublishOutcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private static final Duration PATIENCE = Duration.ofMillis(20);

    private final CompletableFuture<PublishOutcome> answer = new CompletableFuture<>();

    @Test
    void whatIsNotTakenInTimeIsFoldedAgain() {
        Answers answers = new Answers(() -> false, PATIENCE);
        answers.add(answer);
        assertThatThrownBy(answers::await).isInstanceOf(MessagingException.class);
    }

    @Test
    void whatABlockingBrokerDoesNotTakeIsWaitedFor() throws InterruptedException {
        AtomicInteger looks = new AtomicInteger();
        Answers answers = new Answers(
                () -> {
                    if (looks.incrementAndGet() == 3) {
                        answer.complete(new PublishOutcome.Accepted());
                    }
                    return true;
                },
                PATIENCE);
        answers.add(answer);
        answers.await();
        assertThat(looks).hasValue(3);
    }

    @Test
    void whatWasWaitedForOnceIsNotWaitedForAgain() throws InterruptedException {
        Answers answers = new Answers(() -> false, PATIENCE);
        answers.add(answer);
        answer.complete(new PublishOutcome.Accepted());
        answers.await();
        answers.await();
    }
}
