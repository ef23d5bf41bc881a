package io.taskmill.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.messaging.Topology;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.config.BrokerConnections;
import io.taskmill.messaging.publish.Outbound;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.messaging.publish.Publisher;
import io.taskmill.model.EntityRef;
import io.taskmill.model.Phase;
import io.taskmill.model.Priority;
import io.taskmill.model.Result;
import io.taskmill.model.State;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.change.TasksChanged;
import io.taskmill.model.change.TasksChanged.Change;
import io.taskmill.model.task.TaskRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says what projectors would, through the beans of an API, which would never do so itself. */
final class Broadcasts implements AutoCloseable {

    private final WireCodec codec;
    private final Publisher publisher;
    private final String sender = UUID.randomUUID().toString();
    private long seq;

    Broadcasts(ApiInstance api) {
        codec = api.bean(WireCodec.class);
        publisher = new Publisher(
                api.bean(BrokerConnections.class).named("test-publish", new Topology(Projected.SHARDS, Set::of, false)),
                new Random());
    }

    /** Of shard 0, by the one sender that there is. */
    void say(Change... changes) {
        seq++;
        PublishOutcome outcome;
        try {
            outcome = publisher
                    .publish(Outbound.changes(codec.encode(new TasksChanged(sender, seq, 0, List.of(changes)))))
                    .await(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        assertThat(outcome).isEqualTo(new PublishOutcome.Accepted());
    }

    /** Something that nobody gets. */
    void lose() {
        seq++;
    }

    static TaskId id(int number) {
        return new TaskId(new UUID(1, number));
    }

    static Change change(int task, long version, @Nullable State from, State to, String error) {
        return new Change(
                new TaskRow(
                        id(task),
                        version,
                        new TaskRow.Asked(
                                "COUNT",
                                3,
                                "basic",
                                Priority.LOW,
                                new EntityRef("vm", "7"),
                                "ada",
                                null,
                                Instant.EPOCH),
                        to,
                        to.terminal() ? Phase.DONE : Phase.QUEUED,
                        Instant.EPOCH,
                        1,
                        1,
                        0,
                        to == State.INITIAL ? null : Instant.EPOCH,
                        0,
                        null,
                        null,
                        null,
                        null,
                        to.terminal()
                                ? new TaskRow.Ended(Result.FAILURE, Instant.EPOCH, new TaskError("IO", error, false))
                                : null),
                from);
    }

    @Override
    public void close() {
        publisher.close();
    }
}
