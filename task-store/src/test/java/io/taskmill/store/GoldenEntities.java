package io.taskmill.store;

import static java.util.Map.entry;

import io.taskmill.model.After;
import io.taskmill.model.Dependent;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.WorkerInfo;
import io.taskmill.model.message.SessionLoss;
import io.taskmill.model.session.Session;
import io.taskmill.model.session.Session.Status;
import io.taskmill.model.task.Task;
import io.taskmill.model.type.TaskType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One entity of each shape that its document can have; each has the golden file of its name. */
final class GoldenEntities {

    static final Shards SHARDS = new Shards(8);
    static final Instant AT = Tasks.AT;
    static final String LOST_SESSION = "s-1";
    static final int SHARD = 3;
    static final byte[] ID_KEY = "a key of thirty-two bytes, as is".getBytes(StandardCharsets.UTF_8);

    private static final TaskId OTHER = TaskId.parse("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f11");
    private static final TaskId TASK = TaskId.parse("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10");
    private static final TaskSpec FROM_NEWER = new TaskSpec(
            "COUNT",
            1,
            "default",
            Priority.NORMAL,
            Json.EMPTY_OBJECT,
            null,
            null,
            null,
            AT,
            TaskPolicy.DEFAULT,
            null,
            null,
            null,
            Map.of("deadline", new Json("{\"at\":[1.10,null]}")));
    private static final WorkerInfo WORKER =
            new WorkerInfo("w-1", "host-1", 4711L, "0.1", List.of("default", "gpu"), 8, 3);

    private static final WorkerInfo TELLING = new WorkerInfo(
            "w-1",
            "host-1",
            4711L,
            "0.1",
            List.of("default", "gpu"),
            8,
            3,
            1,
            true,
            Map.of("COUNT", 2, "HTTP_CALL", 1));

    static final Map<String, Task> TASKS = Map.ofEntries(
            entry("tasks-queued", Tasks.queued(TASK, Tasks.SPEC)),
            entry("tasks-bare", Tasks.queued(TASK, Tasks.BARE)),
            entry("tasks-limited", Tasks.queued(TASK, Tasks.LIMITED)),
            entry("tasks-unknown", Tasks.queued(TASK, FROM_NEWER)),
            entry("tasks-running", Tasks.running(TASK, "s-1")),
            entry("tasks-redispatched", Tasks.redispatched(TASK, 2)),
            entry("tasks-scheduled", Tasks.scheduled(TASK, AT.plusSeconds(3_600))),
            entry(
                    "tasks-awaiting",
                    Tasks.awaiting(TASK, new After(List.of(OTHER), After.On.END), List.of(new Dependent(OTHER, 1)))),
            entry("tasks-retry-wait", Tasks.retryWait(TASK, AT.plusSeconds(33))),
            entry("tasks-aborting", Tasks.aborting(TASK, "s-1")),
            entry("tasks-finished", Tasks.ended(TASK, Tasks.FINISHED)),
            entry("tasks-failed", Tasks.ended(TASK, Tasks.FAILED)),
            entry("tasks-blocked", Tasks.blocked(TASK)),
            entry("tasks-command-dead", Tasks.commandDead(TASK)),
            entry("tasks-checkpoint", Tasks.checkpointed(TASK)),
            entry("tasks-deleted", Tasks.deleted(TASK)),
            entry("tasks-stub", Tasks.stub(TASK)),
            entry("tasks-stub-running", Tasks.with(Tasks.stub(TASK), Tasks.run("s-1", null))));

    static final Map<String, Session> SESSIONS = Map.of(
            "sessions-active", new Session("s-1", Status.ACTIVE, 7, AT, AT.plusSeconds(18), TELLING, List.of()),
            "sessions-ended", new Session("s-1", Status.ENDED, 7, AT, AT.plusSeconds(18), WORKER, List.of()),
            "sessions-lost", new Session("s-1", Status.LOST, 7, AT, AT.plusSeconds(18), WORKER, List.of(0, 2)),
            "sessions-gone",
                    new Session("s-1", Status.GONE, 7, AT, AT.plusSeconds(18), WORKER, List.of(TASK), List.of(0, 2)),
            "sessions-unseen", new Session("s-1", Status.LOST, 0, null, null, null, List.of(0, 1)));

    static final Map<String, TaskType> TYPES = Map.of(
            "taskTypes",
            new TaskType(
                    "COUNT",
                    2,
                    "default",
                    new Json("{\"type\":\"object\"}"),
                    Map.of("en", Map.of("step.done", "{0} done"), "ru", Map.of("title", "Счёт"))));

    static final Map<String, SessionLoss> LOST_SESSIONS = Map.of(
            "lostSessions", SessionLoss.CRASHED, "lostSessions-gone", new SessionLoss(true, List.of(TASK), true));

    private GoldenEntities() {}
}
