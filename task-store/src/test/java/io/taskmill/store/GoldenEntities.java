package io.taskmill.store;

import static java.util.Map.entry;

import io.taskmill.model.After;
import io.taskmill.model.Claim;
import io.taskmill.model.Dependent;
import io.taskmill.model.EntityRef;
import io.taskmill.model.GateRule;
import io.taskmill.model.Json;
import io.taskmill.model.Pause;
import io.taskmill.model.Priority;
import io.taskmill.model.Shards;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.Teller;
import io.taskmill.model.WhenFull;
import io.taskmill.model.WorkerInfo;
import io.taskmill.model.entity.Entity;
import io.taskmill.model.gate.Gate;
import io.taskmill.model.gate.GateNotice;
import io.taskmill.model.gate.Holder;
import io.taskmill.model.gate.Waiter;
import io.taskmill.model.message.SessionLoss;
import io.taskmill.model.pause.Pauses;
import io.taskmill.model.plan.CatchUp;
import io.taskmill.model.plan.Overlap;
import io.taskmill.model.plan.Plan;
import io.taskmill.model.plan.Timing;
import io.taskmill.model.rate.Rate;
import io.taskmill.model.schedule.By;
import io.taskmill.model.schedule.Firing;
import io.taskmill.model.schedule.FiringRecord;
import io.taskmill.model.schedule.FiringRecord.Outcome;
import io.taskmill.model.schedule.Running;
import io.taskmill.model.schedule.Schedule;
import io.taskmill.model.schedule.ScheduleFollowUp;
import io.taskmill.model.schedule.SchedulePause;
import io.taskmill.model.session.Session;
import io.taskmill.model.session.Session.Status;
import io.taskmill.model.task.OutboxEntry;
import io.taskmill.model.task.Task;
import io.taskmill.model.type.TaskType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
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
            entry("tasks-gate", Tasks.asking(TASK)),
            entry("tasks-rate", Tasks.waitingForItsRate(TASK)),
            entry("tasks-retry-wait", Tasks.retryWait(TASK, AT.plusSeconds(33))),
            entry("tasks-aborting", Tasks.aborting(TASK, "s-1")),
            entry("tasks-cleaning", Tasks.cleaning(TASK, "s-1")),
            entry("tasks-finished", Tasks.ended(TASK, Tasks.FINISHED)),
            entry("tasks-failed", Tasks.ended(TASK, Tasks.FAILED)),
            entry("tasks-blocked", Tasks.blocked(TASK)),
            entry("tasks-paused", Tasks.paused(TASK, AT.plusSeconds(400))),
            entry("tasks-command-dead", Tasks.commandDead(TASK)),
            entry(
                    "tasks-of-schedule",
                    Tasks.tellingSchedule(
                            TASK,
                            Tasks.BARE.scheduled("nightly", AT),
                            new OutboxEntry.TellSchedule("nightly", 1, State.FINISHED))),
            entry("tasks-checkpoint", Tasks.checkpointed(TASK)),
            entry("tasks-deleted", Tasks.deleted(TASK)),
            entry("tasks-stub", Tasks.stub(TASK)),
            entry("tasks-stub-running", Tasks.with(Tasks.stub(TASK), Tasks.run("s-1", null))));

    private static final Claim CLAIM = new Claim(TASK, 1);
    private static final Claim OTHERS = new Claim(OTHER, 3);

    static final Map<String, Gate> GATES = Map.of(
            "gates",
            new Gate(
                    "pool:7",
                    new GateRule("pool:7", 1, WhenFull.WAIT),
                    null,
                    List.of(new Holder(CLAIM, AT, AT.plusSeconds(5), AT.plusSeconds(6), false)),
                    List.of(new Waiter(OTHERS, Priority.LOW, AT.plusSeconds(1))),
                    false,
                    List.of(new GateNotice.Grant(CLAIM)),
                    List.of(),
                    List.of(),
                    null),
            "gates-limited",
            new Gate(
                    "pool:7",
                    new GateRule("pool:7", 1, WhenFull.CANCEL_RUNNING),
                    new Gate.Limited(0, "ada", AT),
                    List.of(new Holder(CLAIM, AT, AT.plusSeconds(5), AT.plusSeconds(6), true)),
                    List.of(),
                    true,
                    List.of(new GateNotice.Displace(CLAIM, OTHER), new GateNotice.Refuse(OTHERS, TASK)),
                    List.of(new Claim(OTHER, 2)),
                    List.of("c-1"),
                    null),
            "gates-idle",
            new Gate(
                    "pool:7",
                    new GateRule("pool:7", 1, WhenFull.WAIT),
                    null,
                    List.of(),
                    List.of(),
                    false,
                    List.of(),
                    List.of(CLAIM),
                    List.of(),
                    AT));

    private static final Teller TELLER = new Teller(TASK, "POOL_CREATE", 1, 3);

    static final Map<String, Entity> ENTITIES = Map.of(
            "entities",
            new Entity(
                    new EntityRef("pool", "7"),
                    "ACTIVE",
                    AT.plusSeconds(1),
                    true,
                    null,
                    Map.of("vms", new Json("1.10")),
                    List.of(new Entity.Change(AT.plusSeconds(1), "ACTIVE", true, false, TELLER)),
                    List.of(TELLER)));

    static final Map<String, Rate> RATES = Map.of(
            "rates",
            new Rate(
                    "host:a",
                    AT.plusNanos(333_333_333),
                    List.of(AT.plusSeconds(1)),
                    List.of(new Rate.Granted(CLAIM, AT.plusSeconds(2))),
                    List.of(OTHERS)));

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

    private static final By ADA = new By("ada", AT);
    private static final Firing FIRST = new Firing(AT.plusSeconds(60), TASK);
    private static final Firing SECOND = new Firing(AT.plusSeconds(120), OTHER);

    static final Map<String, Schedule> SCHEDULES = Map.of(
            "schedules",
            new Schedule(
                    "nightly",
                    new Plan(
                            new Timing.Cron("30 2 * * *", ZoneId.of("Europe/Berlin")),
                            Tasks.BARE,
                            Overlap.SKIP,
                            CatchUp.ONE,
                            Duration.ZERO,
                            null,
                            null),
                    1,
                    ADA,
                    ADA,
                    null,
                    AT,
                    AT.plusSeconds(60),
                    null,
                    List.of(),
                    List.of(),
                    Map.of(),
                    List.of(),
                    Map.of(),
                    List.of("c-7"),
                    null),
            "schedules-busy",
            new Schedule(
                    "nightly",
                    new Plan(
                            new Timing.Every(Duration.ofMinutes(1), AT),
                            Tasks.BARE,
                            Overlap.QUEUE_ONE,
                            new CatchUp(CatchUp.Mode.ALL, Duration.ofHours(6)),
                            Duration.ofSeconds(10),
                            AT,
                            AT.plusSeconds(3_600)),
                    2,
                    ADA,
                    new By(null, AT.plusSeconds(90)),
                    new SchedulePause("bob", AT.plusSeconds(130), "moving house"),
                    AT.plusSeconds(120),
                    AT.plusSeconds(180),
                    SECOND,
                    List.of(new Running(FIRST, true)),
                    List.of(
                            new FiringRecord(AT, Outcome.SKIPPED_CATCH_UP, AT.plusSeconds(61), null, null),
                            new FiringRecord(FIRST.at(), Outcome.FIRED, AT.plusSeconds(61), TASK, State.FAILED)),
                    Map.of(Outcome.FIRED, 5_000_000_000L),
                    List.of(
                            new ScheduleFollowUp.Fire(FIRST, 1, AT.plusSeconds(61)),
                            new ScheduleFollowUp.Cancel(TASK, OTHER, AT.plusSeconds(121))),
                    Map.of(1, Tasks.BARE),
                    List.of("c-7", "c-8"),
                    null),
            "schedules-deleted",
            new Schedule(
                    "nightly",
                    new Plan(
                            new Timing.Every(Duration.ofMinutes(1), AT),
                            Tasks.BARE,
                            Overlap.ALLOW,
                            CatchUp.NONE,
                            Duration.ZERO,
                            null,
                            null),
                    1,
                    ADA,
                    ADA,
                    null,
                    AT,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    Map.of(),
                    List.of(),
                    Map.of(),
                    List.of("c-7", "d-1"),
                    new By("bob", AT.plusSeconds(5))));

    static final Map<String, Pauses> PAUSES = Map.of(
            "pauses",
            new Pauses(
                    12,
                    List.of(
                            new Pause(Pause.Kind.POOL, "night", "ada", "repairs", AT),
                            new Pause(Pause.Kind.TYPE, "COUNT", null, null, AT.plusSeconds(60))),
                    List.of("c-6", "c-7")));

    static final Map<String, SessionLoss> LOST_SESSIONS = Map.of(
            "lostSessions", SessionLoss.CRASHED, "lostSessions-gone", new SessionLoss(true, List.of(TASK), true));

    private GoldenEntities() {}
}
