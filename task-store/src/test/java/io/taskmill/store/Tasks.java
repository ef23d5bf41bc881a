package io.taskmill.store;

import io.taskmill.model.EntityRef;
import io.taskmill.model.Json;
import io.taskmill.model.Phase;
import io.taskmill.model.Priority;
import io.taskmill.model.Result;
import io.taskmill.model.Run;
import io.taskmill.model.State;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.task.Dispatched;
import io.taskmill.model.task.End;
import io.taskmill.model.task.OutboxEntry;
import io.taskmill.model.task.Task;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tasks of every shape that a document can have. */
final class Tasks {

    /** Documents keep milliseconds. */
    static final Instant AT = Instant.parse("2031-05-04T12:00:00.123Z");

    static final TaskSpec SPEC = new TaskSpec(
            "COUNT",
            3,
            "default",
            Priority.HIGH,
            new Json("{\"n\":1.10,\"big\":12345678901234567890,\"a.b\":{\"$c\":null},\"u\":\"ö🚀\\u0000\"}"),
            new EntityRef("vm", "vm-7"),
            "ada",
            "c-1",
            AT);
    static final TaskSpec BARE =
            new TaskSpec("COUNT", 1, "default", Priority.LOW, Json.EMPTY_OBJECT, null, null, null, Instant.EPOCH);
    static final End FINISHED =
            new End(State.FINISHED, Result.SUCCESS, AT.plusSeconds(9), new Json("{\"sum\":0.10}"), null);
    static final End FAILED = new End(
            State.FAILED, Result.FAILURE, AT.plusSeconds(9), null, new TaskError("IO", "no route to host", true));

    private Tasks() {}

    static TaskId newId() {
        return new TaskId(UUID.randomUUID());
    }

    static Stream<Task> shapes() {
        TaskSpec fromNewer = new TaskSpec(
                "COUNT",
                1,
                "default",
                Priority.NORMAL,
                Json.EMPTY_OBJECT,
                null,
                null,
                null,
                AT,
                Map.of("a.b $c", new Json("[1.10,{\"x\":null}]")));
        TaskSpec withKindOnly = new TaskSpec(
                "COUNT", 1, "default", Priority.NORMAL, Json.EMPTY_OBJECT, new EntityRef("pool", null), "", "", AT);
        return Stream.of(
                stub(newId()),
                with(stub(newId()), run("s-1", null)),
                queued(newId(), SPEC),
                queued(newId(), BARE),
                queued(newId(), withKindOnly),
                queued(newId(), fromNewer),
                running(newId(), "s-1"),
                with(running(newId(), "s-1"), run("s-2", null)),
                with(running(newId(), "s-1"), run("s-2", new StatusMessage("step.of", List.of()))),
                redispatched(newId(), 2),
                redispatched(newId(), 2, 3, 4),
                ended(newId(), FINISHED),
                ended(newId(), new End(State.FINISHED, Result.SUCCESS, AT, null, null)),
                ended(newId(), new End(State.FINISHED, Result.SUCCESS, AT, new Json("null"), null)),
                ended(newId(), FAILED),
                ended(newId(), new End(State.CANCELLED, Result.FAILURE, AT, null, null)));
    }

    static Task stub(TaskId id) {
        return new Task(id, null, Phase.QUEUED, 1, 1, 0, null, null, null, 0, null, null, List.of());
    }

    static Task queued(TaskId id, TaskSpec spec) {
        return queued(id, spec, new Dispatched(AT.plusSeconds(1), 0));
    }

    static Task queued(TaskId id, TaskSpec spec, Dispatched dispatched) {
        return new Task(id, spec, Phase.QUEUED, 1, 1, 0, null, dispatched, null, 0, null, null, List.of());
    }

    static Task running(TaskId id, String session) {
        StatusMessage message =
                new StatusMessage("step.of", List.of(3, 5_000_000_000L, 0.5, "ö", -1, "", Long.MIN_VALUE));
        return with(queued(id, SPEC), run(session, message));
    }

    static Run run(String session, @Nullable StatusMessage message) {
        return new Run("r-1", session, "host-1", 3, AT.plusMillis(7), 40, message);
    }

    static Task with(Task task, Run run) {
        return new Task(
                task.id(), task.spec(), Phase.RUNNING, 1, 1, 0, null, null, AT.plusMillis(7), 40, run, null, List.of());
    }

    static Task redispatched(TaskId id, Integer... epochs) {
        List<OutboxEntry> outbox = Stream.of(epochs)
                .map(epoch -> new OutboxEntry(epoch, epoch - 2))
                .toList();
        Dispatched dispatched = new Dispatched(AT.plusSeconds(4), 3);
        return new Task(id, SPEC, Phase.QUEUED, 2, 1, 1, AT.plusSeconds(3), dispatched, AT, 40, null, null, outbox);
    }

    static Task ended(TaskId id, End end) {
        return new Task(id, SPEC, Phase.DONE, 2, 1, 1, AT, null, AT, 40, run("s-1", null), end, List.of());
    }
}
