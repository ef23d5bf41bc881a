package io.taskmill.projector.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.model.Phase;
import io.taskmill.model.Priority;
import io.taskmill.model.Result;
import io.taskmill.model.State;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.change.TasksChanged;
import io.taskmill.model.change.TasksChanged.Change;
import io.taskmill.model.task.TaskRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BroadcasterTest {

    private final WireCodec codec = new WireCodec();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<byte[]> published = new ArrayList<>();
    private final List<CompletableFuture<String>> underWay = new ArrayList<>();
    private boolean connected = true;
    private final Broadcaster broadcaster = new Broadcaster(
            () -> connected,
            body -> {
                published.add(body);
                underWay.add(new CompletableFuture<>());
                return underWay.getLast();
            },
            codec,
            new ChangeMetrics(meters));
    private final Sender sender = new Sender("s-1", 3);

    @Test
    void whatIsLargeIsSplitIntoMessagesThatAreNot() {
        List<Change> changes = changes(500, "x".repeat(TaskError.MAX_TEXT));
        broadcaster.send(sender, changes);

        assertThat(published).hasSizeGreaterThan(3).allSatisfy(body -> assertThat(body)
                .hasSizeLessThanOrEqualTo(Broadcaster.MAX_BODY_BYTES));
        List<TasksChanged> messages = messages();
        assertThat(messages.stream().flatMap(message -> message.changes().stream()))
                .isEqualTo(changes);
        assertThat(messages)
                .extracting(TasksChanged::seq)
                .isEqualTo(IntStream.rangeClosed(1, messages.size())
                        .mapToObj(seq -> (long) seq)
                        .toList());
    }

    @Test
    void whatIsDroppedWhileTheBrokerIsAwayIsMissingInTheSeq() {
        broadcaster.send(sender, changes(2, "x"));
        connected = false;
        broadcaster.send(sender, changes(3, "x"));
        connected = true;
        broadcaster.send(sender, List.of());

        assertThat(messages()).extracting(TasksChanged::seq).containsExactly(1L, 3L);
        assertThat(count("sent")).isEqualTo(2);
        assertThat(count("dropped")).isEqualTo(3);
    }

    @Test
    void aBrokerThatAnswersNothingCostsABoundedNumberOfMessages() {
        for (int i = 0; i < Broadcaster.MAX_UNDER_WAY + 2; i++) {
            broadcaster.send(sender, changes(1, "x"));
        }
        assertThat(published).hasSize(Broadcaster.MAX_UNDER_WAY);

        underWay.getFirst().complete("whatever");
        broadcaster.send(sender, changes(1, "x"));
        assertThat(messages().getLast().seq()).isEqualTo(Broadcaster.MAX_UNDER_WAY + 3);
    }

    private List<TasksChanged> messages() {
        return published.stream().map(codec::decodeTasksChanged).toList();
    }

    private double count(String outcome) {
        return meters.get("taskmill.projector.changes")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private static List<Change> changes(int count, String error) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Change(
                        new TaskRow(
                                new TaskId(new UUID(1, i)),
                                1,
                                new TaskRow.Asked("COUNT", 1, "p", Priority.LOW, null, null, null, Instant.EPOCH),
                                State.FAILED,
                                Phase.DONE,
                                Instant.EPOCH,
                                1,
                                1,
                                0,
                                null,
                                0,
                                null,
                                null,
                                null,
                                null,
                                new TaskRow.Ended(Result.FAILURE, Instant.EPOCH, new TaskError("IO", error, false))),
                        State.IN_PROGRESS))
                .toList();
    }
}
