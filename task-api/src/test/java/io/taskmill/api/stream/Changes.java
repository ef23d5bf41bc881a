package io.taskmill.api.stream;

import io.taskmill.model.EntityRef;
import io.taskmill.model.Phase;
import io.taskmill.model.Priority;
import io.taskmill.model.Result;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.change.TasksChanged.Change;
import io.taskmill.model.task.TaskRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes of tasks, for tests. */
final class Changes {

    static final Instant CREATED = Instant.parse("2026-05-01T10:00:00Z");

    private Changes() {}

    static TaskId id(int number) {
        return new TaskId(new UUID(1, number));
    }

    static Change change(int task, long version, @Nullable State from, State to) {
        return change(task, version, from, to, null, null);
    }

    static Change change(
            int task,
            long version,
            @Nullable State from,
            State to,
            @Nullable EntityRef entity,
            @Nullable String creator) {
        return new Change(
                new TaskRow(
                        id(task),
                        version,
                        new TaskRow.Asked("COUNT", 1, "basic", Priority.LOW, entity, creator, null, CREATED),
                        to,
                        to.terminal() ? Phase.DONE : Phase.QUEUED,
                        CREATED,
                        1,
                        1,
                        0,
                        to == State.INITIAL ? null : CREATED,
                        0,
                        null,
                        null,
                        null,
                        null,
                        to.terminal() ? new TaskRow.Ended(Result.SUCCESS, CREATED, null) : null),
                from);
    }

    static Change deleted(int task, long version, State was) {
        return new Change(change(task, version, was, was).row(), was, true);
    }

    /** Whose text is task and version. */
    static RowEvent event(int task, long version) {
        return new RowEvent(
                change(task, version, State.INITIAL, State.INITIAL),
                (change, _) -> (change.row().id() + "/" + change.row().version()).getBytes(StandardCharsets.US_ASCII));
    }
}
