package io.taskmill.messaging.codec;

import io.taskmill.model.EntityRef;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.Run;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.WorkerInfo;
import io.taskmill.model.message.ControlMessage;
import io.taskmill.model.message.Heartbeat;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.RunEvents;
import io.taskmill.model.message.SessionEnded;
import io.taskmill.model.message.SessionGone;
import io.taskmill.model.message.SessionLost;
import io.taskmill.model.message.ShardMessage;
import io.taskmill.model.message.Tick;
import io.taskmill.model.message.TypeAnnounced;
import io.taskmill.model.type.TaskType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One message of each kind, and of each shape that its optional parts give it. */
final class Samples {

    static final TaskId TASK = TaskId.parse("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10");
    static final Instant AT = Instant.parse("2031-05-04T12:00:00.123456789Z");
    static final Run RUN = new Run("r-1", "s-1", "host-1", 3, AT, 40, new StatusMessage("step", List.of(3, "ö", 0.5)));
    static final RunCommand COMMAND = command("{\"count\":3}");
    static final Tick TICK = new Tick("projector-1", Duration.ofMillis(1500), AT);
    static final RunEvents EVENTS = new RunEvents(
            "s-1",
            List.of(
                    new RunEvent.Start(TASK, 2, RUN, Duration.ofSeconds(2)),
                    new RunEvent.Finished(TASK, 2, RUN, AT, new Json("{\"sum\":1.10}"))));

    private Samples() {}

    static RunCommand command(String params) {
        return new RunCommand(
                TASK,
                2,
                new TaskSpec(
                        "COUNT",
                        1,
                        "default",
                        Priority.HIGH,
                        new Json(params),
                        new EntityRef("vm", "vm-7"),
                        "ada",
                        "c-1",
                        AT));
    }

    static Stream<ShardMessage> shardMessages() {
        Run silent = new Run("r-2", "s-1", "host-1", 1, AT, 0, null);
        TaskSpec bare = new TaskSpec("COUNT", 1, "default", Priority.LOW, Json.EMPTY_OBJECT, null, null, null, AT);
        return Stream.of(
                COMMAND,
                new RunCommand(TASK, 1, bare),
                EVENTS,
                new RunEvents(
                        "s-1",
                        List.of(
                                new RunEvent.Start(TASK, 1, silent, null),
                                new RunEvent.Progress(TASK, 1, RUN),
                                new RunEvent.Finished(TASK, 1, RUN, AT, null),
                                new RunEvent.Failed(TASK, 1, RUN, AT, new TaskError("IO", "no route to host", true)))),
                new RunEvents("s-1", List.of()),
                new Heartbeat("s-1", 7, AT, new WorkerInfo("w", "host-1", 4711L, "0.1", List.of("default"), 8, 3)),
                new SessionEnded("s-1"),
                new SessionGone("s-1"),
                new SessionLost("s-1", true),
                new SessionLost("s-1", false),
                new TypeAnnounced(new TaskType(
                        "COUNT",
                        2,
                        "default",
                        new Json("{\"type\":\"object\"}"),
                        Map.of("en", Map.of("title", "Count", "step.done", "{0} done"), "de", Map.of()))),
                TICK);
    }

    static Stream<ControlMessage> controlMessages() {
        return Stream.concat(
                Stream.of(
                        new ControlMessage.Granted(TASK, 2, "r-1"),
                        new ControlMessage.SessionOver("s-1"),
                        new ControlMessage.Probe()),
                Stream.of(RefusalReason.values()).map(reason -> new ControlMessage.Refused(TASK, 2, "r-1", reason)));
    }
}
