package io.taskmill.messaging.codec;

import io.taskmill.model.After;
import io.taskmill.model.ChunkOrder;
import io.taskmill.model.Claim;
import io.taskmill.model.Dependent;
import io.taskmill.model.EntityRef;
import io.taskmill.model.Fact;
import io.taskmill.model.GateRule;
import io.taskmill.model.Json;
import io.taskmill.model.LogEntry;
import io.taskmill.model.Part;
import io.taskmill.model.Pause;
import io.taskmill.model.Phase;
import io.taskmill.model.Priority;
import io.taskmill.model.RateRule;
import io.taskmill.model.Result;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.RollbackEntry;
import io.taskmill.model.Run;
import io.taskmill.model.State;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.Step;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.Teller;
import io.taskmill.model.Timeouts;
import io.taskmill.model.WhenFull;
import io.taskmill.model.WorkerInfo;
import io.taskmill.model.change.TasksChanged;
import io.taskmill.model.message.CommandDied;
import io.taskmill.model.message.ControlMessage;
import io.taskmill.model.message.DependencyEnded;
import io.taskmill.model.message.EntityTold;
import io.taskmill.model.message.FiringEnded;
import io.taskmill.model.message.GateAnswer;
import io.taskmill.model.message.GateEvent;
import io.taskmill.model.message.Heartbeat;
import io.taskmill.model.message.PauseCommand;
import io.taskmill.model.message.RateEvent;
import io.taskmill.model.message.RateGranted;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.RunEvents;
import io.taskmill.model.message.RunLog;
import io.taskmill.model.message.ScheduleCommand;
import io.taskmill.model.message.SessionEnded;
import io.taskmill.model.message.SessionGone;
import io.taskmill.model.message.SessionLoss;
import io.taskmill.model.message.SessionLost;
import io.taskmill.model.message.ShardMessage;
import io.taskmill.model.message.TellChunk;
import io.taskmill.model.message.Tick;
import io.taskmill.model.message.TypeAnnounced;
import io.taskmill.model.message.TypeMissing;
import io.taskmill.model.message.TypesAvailable;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.message.WatchTask;
import io.taskmill.model.plan.CatchUp;
import io.taskmill.model.plan.Overlap;
import io.taskmill.model.plan.Plan;
import io.taskmill.model.plan.Timing;
import io.taskmill.model.task.Cancellation;
import io.taskmill.model.task.FailedAttempt;
import io.taskmill.model.task.TaskRow;
import io.taskmill.model.type.TaskType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One message of each kind, and of each shape that its optional parts give it. */
final class Samples {

    static final TaskId TASK = TaskId.parse("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10");
    static final TaskId OTHER = TaskId.parse("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f11");
    static final Instant AT = Instant.parse("2031-05-04T12:00:00.123456789Z");
    private static final Instant NIGHT = Instant.parse("2031-05-05T00:30:00Z");
    static final Run RUN = new Run("r-1", "s-1", "host-1", 3, AT, 40, new StatusMessage("step", List.of(3, "ö", 0.5)));
    static final Run SILENT = new Run("r-2", "s-1", "host-1", 1, AT, 0, null);
    static final Run EXTENDED = new Run(
            "r-1", "s-1", "host-1", 3, AT, 40, new StatusMessage("step", List.of(3, "ö", 0.5)), Duration.ofMinutes(30));
    static final Run STEPPED = new Run(
            "r-1",
            "s-1",
            "host-1",
            3,
            AT,
            40,
            null,
            null,
            List.of(new Step("VALIDATING", AT, AT.plusSeconds(2)), new Step("EXECUTING", AT.plusSeconds(2))));
    private static final Fact FACT = new Fact(
            new EntityRef("pool", "7"),
            "CREATING",
            true,
            false,
            Map.of("vms", new Json("1.10"), "owner", new Json("null")));
    private static final Fact GONE = new Fact(new EntityRef("vm", "vm-7"), null, false, true, Map.of());
    private static final Run PLAIN = new Run("r-1", "s-1", "host-1", 3, AT, 40, null);
    private static final Run PUSHING = new Run("r-1", "s-1", "host-1", 3, AT, 40, null, null, List.of(), 2);
    private static final List<RollbackEntry.Ref> UNDONE =
            List.of(new RollbackEntry.Ref("r-0", 1), new RollbackEntry.Ref("r-0", 0));
    static final TaskPolicy POLICY = new TaskPolicy(
            new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofMinutes(5), Set.of("QUOTA", "NO_SPACE")),
            new Timeouts(Duration.ofHours(1), Duration.ofMinutes(10), Duration.ofDays(1)),
            true);
    static final GateRule GATE = new GateRule("pool:7", 1, WhenFull.CANCEL_WAITING);
    static final RateRule RATE = new RateRule("host:a", 10, Duration.ofSeconds(1), 5);
    static final RunCommand COMMAND = command("{\"count\":3}");
    static final Tick TICK = new Tick("projector-1", Duration.ofMillis(1500), AT);
    static final RunEvents EVENTS = new RunEvents(
            "s-1",
            List.of(
                    new RunEvent.Start(TASK, 2, RUN, Duration.ofSeconds(2)),
                    new RunEvent.Finished(TASK, 2, RUN, AT, new Json("{\"sum\":1.10}"))));

    /** Each has the golden file of its name, which is where the documentation takes its examples from. */
    static final Map<String, ShardMessage> GOLDEN_SHARD_MESSAGES = Map.ofEntries(
            Map.entry("RUN", COMMAND),
            Map.entry("RUN-suspect", suspect()),
            Map.entry("RUN-rollback", rollback()),
            Map.entry("RUN-held", held()),
            Map.entry("RUN-after", after()),
            Map.entry("WATCH", new WatchTask(TASK, new Dependent(OTHER, 1))),
            Map.entry("DEPENDENCY_ENDED", new DependencyEnded(TASK, 1, OTHER, DependencyEnded.How.FAILED)),
            Map.entry("RUN-admitted", admitted()),
            Map.entry("CLAIM_GATE", new GateEvent.ClaimGate(new Claim(TASK, 2), GATE, Priority.HIGH, AT)),
            Map.entry("RELEASE_GATE", new GateEvent.ReleaseGate("pool:7", new Claim(TASK, 2))),
            Map.entry("LIMIT_GATE", new GateEvent.LimitGate("pool:7", "c-7", "ada", AT, 0)),
            Map.entry("LIMIT_GATE-bare", new GateEvent.LimitGate("pool:7", "c-7", null, AT, null)),
            Map.entry("GATE_GRANTED", new GateAnswer.GateGranted(TASK, 2, "pool:7")),
            Map.entry("GATE_DISPLACED", new GateAnswer.GateDisplaced(TASK, 2, "pool:7", OTHER)),
            Map.entry("GATE_REFUSED", new GateAnswer.GateRefused(TASK, 2, "pool:7", OTHER)),
            Map.entry("GATE_REFUSED-closed", new GateAnswer.GateRefused(TASK, 2, "pool:7", null)),
            Map.entry("CLAIM_RATE", new RateEvent.ClaimRate(new Claim(TASK, 2), RATE)),
            Map.entry("RETURN_RATE", new RateEvent.ReturnRate("host:a", new Claim(TASK, 2), AT)),
            Map.entry("RATE_GRANTED", new RateGranted(TASK, 2, "host:a", AT)),
            Map.entry(
                    "RUN-scheduled",
                    new RunCommand(TASK, 1, 1, null, COMMAND.spec().scheduled("nightly", NIGHT))),
            Map.entry(
                    "SCHEDULE_PUT",
                    put(new Plan(
                            new Timing.Cron("30 2 * * *", ZoneId.of("Europe/Berlin")),
                            COMMAND.spec(),
                            Overlap.CANCEL_PREVIOUS,
                            new CatchUp(CatchUp.Mode.ALL, Duration.ofHours(6)),
                            Duration.ofMinutes(5),
                            NIGHT,
                            NIGHT.plus(Duration.ofDays(365))))),
            Map.entry(
                    "SCHEDULE_PUT-every",
                    put(new Plan(
                            new Timing.Every(Duration.ofMinutes(15), Instant.EPOCH),
                            COMMAND.spec(),
                            Overlap.SKIP,
                            CatchUp.ONE,
                            Duration.ZERO,
                            null,
                            null))),
            Map.entry("SCHEDULE_DELETE", new ScheduleCommand.DeleteSchedule("nightly", "c-7", "ada", AT)),
            Map.entry("SCHEDULE_PAUSE", new ScheduleCommand.PauseSchedule("nightly", "c-7", "ada", AT, "moving house")),
            Map.entry("SCHEDULE_PAUSE-bare", new ScheduleCommand.PauseSchedule("nightly", "c-7", null, AT, null)),
            Map.entry("SCHEDULE_RESUME", new ScheduleCommand.ResumeSchedule("nightly", "c-7", "ada", AT)),
            Map.entry("SCHEDULE_RUN", new ScheduleCommand.RunSchedule("nightly", "c-7", "ada", AT)),
            Map.entry("FIRING_ENDED", new FiringEnded("nightly", TASK, State.FAILED)),
            Map.entry("RUN-child", Kin.child()),
            Map.entry("RUN-end", Kin.end()),
            Map.entry("SPAWN_CHUNK", Kin.SPAWN_CHUNK),
            Map.entry("SPAWN_CHUNK-bare", Kin.SPAWN_CHUNK_BARE),
            Map.entry("TELL_CHUNK", new TellChunk(TASK, "r-1", 2, ChunkOrder.RELEASE)),
            Map.entry("ENTITY_TOLD", new EntityTold(FACT, new Teller(TASK, "POOL_CREATE", 2, 3), AT)),
            Map.entry("CHILD_ENDED", Kin.CHILD_ENDED),
            Map.entry("CHILD_ENDED-bare", Kin.CHILD_ENDED_BARE),
            Map.entry("CHUNK_REPORT", Kin.CHUNK_REPORT),
            Map.entry("RUN_EVENTS-SPAWNED", events(new RunEvent.Spawned(TASK, 1, RUN, AT, Kin.SPAWN))),
            Map.entry("RUN_EVENTS-SPAWNED-bare", events(new RunEvent.Spawned(TASK, 1, RUN, AT, Kin.NO_CHILDREN))),
            Map.entry("RUN-checkpoint", resumed()),
            Map.entry("RUN-bare", bare(Map.of())),
            Map.entry("RUN-unknown", bare(Map.of("deadline", new Json("{\"at\":[1.10,null]}")))),
            Map.entry("RUN_EVENTS", EVENTS),
            Map.entry("RUN_EVENTS-START", events(new RunEvent.Start(TASK, 1, SILENT, null))),
            Map.entry("RUN_EVENTS-START-waiting", events(new RunEvent.Start(TASK, 2, SILENT, Duration.ofSeconds(2)))),
            Map.entry("RUN_EVENTS-PROGRESS", events(new RunEvent.Progress(TASK, 1, RUN))),
            Map.entry("RUN_EVENTS-PROGRESS-extended", events(new RunEvent.Progress(TASK, 1, EXTENDED))),
            Map.entry(
                    "RUN_EVENTS-CHECKPOINT",
                    events(new RunEvent.Checkpoint(TASK, 1, STEPPED, new Json("{\"sum\":1.10}")))),
            Map.entry(
                    "RUN_EVENTS-ROLLBACK_PUSHED",
                    events(new RunEvent.RollbackPushed(TASK, 1, PUSHING, 1, "DISK", new Json("{\"sum\":1.10}")))),
            Map.entry(
                    "RUN_EVENTS-ENTITY_FACTS",
                    events(new RunEvent.EntityFacts(TASK, 1, PLAIN, AT, List.of(FACT, GONE)))),
            Map.entry("RUN_EVENTS-ROLLED_BACK", events(new RunEvent.RolledBack(TASK, 1, PLAIN, UNDONE, null))),
            Map.entry("RUN_EVENTS-ROLLED_BACK-through", events(new RunEvent.RolledBack(TASK, 1, PLAIN, UNDONE, AT))),
            Map.entry(
                    "RUN_EVENTS-FINISHED", events(new RunEvent.Finished(TASK, 1, RUN, AT, new Json("{\"sum\":1.10}")))),
            Map.entry("RUN_EVENTS-FINISHED-void", events(new RunEvent.Finished(TASK, 1, RUN, AT, null))),
            Map.entry(
                    "RUN_EVENTS-FAILED",
                    events(new RunEvent.Failed(TASK, 1, RUN, AT, new TaskError("IO", "no route to host", true)))),
            Map.entry(
                    "RUN_EVENTS-FAILED-later",
                    events(new RunEvent.Failed(
                            TASK, 1, RUN, AT, new TaskError("IO", "no route to host", true, Duration.ofSeconds(90))))),
            Map.entry("RUN_EVENTS-ABORTED", events(new RunEvent.Aborted(TASK, 1, RUN, AT, true))),
            Map.entry("RUN_EVENTS-GIVEN_BACK", events(new RunEvent.GivenBack(TASK, 1, RUN))),
            Map.entry(
                    "RUN_EVENTS-GIVEN_BACK-checkpoint",
                    events(new RunEvent.GivenBack(TASK, 1, RUN, new Json("{\"sum\":1.10}")))),
            Map.entry(
                    "RUN_LOG",
                    new RunLog(
                            TASK,
                            2,
                            "r-1",
                            7,
                            List.of(new LogEntry(AT, "copying \"a\" to ö"), new LogEntry(AT.plusMillis(5), "")))),
            Map.entry("CANCEL", new UserCommand.CancelTask(TASK, "c-7", "ada", AT, "not needed any more")),
            Map.entry("CANCEL-bare", new UserCommand.CancelTask(TASK, "c-7", null, AT, null)),
            Map.entry("RETRY", new UserCommand.RetryTask(TASK, "c-7", "ada", AT, 2)),
            Map.entry(
                    "RETRY-edited",
                    new UserCommand.RetryTask(
                            TASK, "c-7", "ada", AT, 2, new UserCommand.Edit(3, new Json("{\"sum\":1.10}")))),
            Map.entry(
                    "RETRY-admitted",
                    new UserCommand.RetryTask(
                            TASK,
                            "c-7",
                            "ada",
                            AT,
                            2,
                            new UserCommand.Edit(
                                    3,
                                    new Json("{\"sum\":1.10}"),
                                    TaskPolicy.DEFAULT.withGate(GATE).withRate(RATE)))),
            Map.entry(
                    "AMEND",
                    new UserCommand.AmendTask(
                            TASK, "c-7", "ada", AT, Instant.parse("2031-05-04T13:00:00.123Z"), Priority.HIGH, "night")),
            Map.entry("AMEND-bare", new UserCommand.AmendTask(TASK, "c-7", null, AT, null, Priority.LOW, null)),
            Map.entry("DELETE", new UserCommand.DeleteTask(TASK, "c-7", "ada", AT, 2)),
            Map.entry("DELETE-bare", new UserCommand.DeleteTask(TASK, "c-7", null, AT, 2)),
            Map.entry("ROLLBACK", new UserCommand.RollbackTask(TASK, "c-7", "ada", AT, 2)),
            Map.entry("ROLLBACK-bare", new UserCommand.RollbackTask(TASK, "c-7", null, AT, 2)),
            Map.entry("COMMAND_DEAD", new CommandDied(TASK, 2, "the member spec is missing", AT)),
            Map.entry("TYPE_MISSING", new TypeMissing(TASK, 2, "host-1", AT)),
            Map.entry("TYPE_MISSING-paused", new TypeMissing(TASK, 2, "host-1", AT, true)),
            Map.entry("RETRY-bare", new UserCommand.RetryTask(TASK, "c-7", null, AT, 2)),
            Map.entry(
                    "HEARTBEAT",
                    new Heartbeat(
                            "s-1",
                            7,
                            AT,
                            new WorkerInfo(
                                    "w",
                                    "host-1",
                                    4711L,
                                    "0.1",
                                    List.of("default"),
                                    8,
                                    3,
                                    1,
                                    true,
                                    Map.of("COUNT", 2)))),
            Map.entry(
                    "HEARTBEAT-bare",
                    new Heartbeat("s-1", 7, AT, new WorkerInfo("w", "host-1", 4711L, "0.1", List.of("default"), 8, 3))),
            Map.entry(
                    "HEARTBEAT-suspect",
                    new Heartbeat(
                            "s-1",
                            7,
                            AT,
                            new WorkerInfo("w", "host-1", 4711L, "0.1", List.of("default"), 8, 3),
                            List.of(TASK),
                            null)),
            Map.entry(
                    "HEARTBEAT-pauses",
                    new Heartbeat(
                            "s-1",
                            7,
                            AT,
                            new WorkerInfo("w", "host-1", 4711L, "0.1", List.of("default"), 8, 3),
                            List.of(),
                            12L)),
            Map.entry("TYPES_AVAILABLE", new TypesAvailable("s-1", Map.of("COUNT", 2))),
            Map.entry("SESSION_ENDED", new SessionEnded("s-1")),
            Map.entry("SESSION_GONE", new SessionGone("s-1")),
            Map.entry("SESSION_LOST", new SessionLost("s-1", SessionLoss.CRASHED)),
            Map.entry("SESSION_LOST-gone", new SessionLost("s-1", true, List.of(TASK), true)),
            Map.entry(
                    "TYPE_ANNOUNCED",
                    new TypeAnnounced(new TaskType(
                            "COUNT",
                            2,
                            "default",
                            POLICY,
                            new Json("{\"type\":\"object\"}"),
                            Map.of("en", Map.of("title", "Count", "step.done", "{0} done"), "de", Map.of())))),
            Map.entry("PAUSE", new PauseCommand.PauseWork(Pause.Kind.POOL, "night", "c-7", "ada", "repairs", AT)),
            Map.entry("PAUSE-bare", new PauseCommand.PauseWork(Pause.Kind.TYPE, "COUNT", "c-7", null, null, AT)),
            Map.entry("RESUME", new PauseCommand.ResumeWork(Pause.Kind.POOL, "night", "c-8", "ada", "repaired", AT)),
            Map.entry("RESUME-bare", new PauseCommand.ResumeWork(Pause.Kind.TYPE, "COUNT", "c-8", null, null, AT)),
            Map.entry("TICK", TICK));

    static final Map<String, ControlMessage> GOLDEN_CONTROL_MESSAGES = Map.of(
            "GRANTED", new ControlMessage.Granted(TASK, 2, "r-1"),
            "REFUSED", new ControlMessage.Refused(TASK, 2, "r-1", RefusalReason.SUPERSEDED),
            "CANCEL_RUN", new ControlMessage.CancelRun(TASK, 2, "r-1"),
            "SESSION_OVER", new ControlMessage.SessionOver("s-1"),
            "PROBE", new ControlMessage.Probe(),
            "PAUSES", new ControlMessage.PausesKnown(12, List.of("night"), List.of("COUNT")));

    private static final TaskError NO_ROUTE = new TaskError("IO", "no route to host", true);

    static final Map<String, TasksChanged> GOLDEN_BROADCASTS = Map.of(
            "TASKS_CHANGED",
            changed(State.FAILED, Phase.DONE, null, null, null, new TaskRow.Ended(Result.FAILURE, AT, NO_ROUTE)),
            "TASKS_CHANGED-waiting",
            changed(State.IN_PROGRESS, Phase.RETRY_WAIT, AT, new FailedAttempt(1, NO_ROUTE, AT), null, null),
            "TASKS_CHANGED-cancelled",
            changed(
                    State.CANCELLED,
                    Phase.DONE,
                    null,
                    null,
                    new Cancellation("ada", AT, "not needed any more", 1),
                    new TaskRow.Ended(Result.FAILURE, AT, null)),
            "TASKS_CHANGED-bare",
            new TasksChanged(
                    "p-1",
                    1,
                    0,
                    List.of(new TasksChanged.Change(
                            new TaskRow(
                                    TASK,
                                    1,
                                    TaskRow.Asked.of(bare(Map.of()).spec()),
                                    State.INITIAL,
                                    Phase.QUEUED,
                                    AT,
                                    1,
                                    1,
                                    0,
                                    null,
                                    0,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null),
                            null))),
            "TASKS_CHANGED-deleted",
            deleted(),
            "TASKS_CHANGED-none",
            new TasksChanged("p-1", 8, 3, List.of()));

    private static TasksChanged changed(
            State state,
            Phase phase,
            @Nullable Instant releaseAt,
            @Nullable FailedAttempt failed,
            @Nullable Cancellation cancelled,
            TaskRow.@Nullable Ended ended) {
        TaskRow row = new TaskRow(
                TASK,
                4,
                TaskRow.Asked.of(COMMAND.spec()),
                state,
                phase,
                AT,
                2,
                1,
                1,
                AT,
                40,
                RUN,
                releaseAt,
                failed,
                cancelled,
                ended);
        return new TasksChanged("p-1", 7, 3, List.of(new TasksChanged.Change(row, State.IN_PROGRESS)));
    }

    private static TasksChanged deleted() {
        TasksChanged changed =
                changed(State.CANCELLED, Phase.DONE, null, null, null, new TaskRow.Ended(Result.FAILURE, AT, null));
        TaskRow row = changed.changes().getFirst().row();
        return new TasksChanged("p-1", 7, 3, List.of(new TasksChanged.Change(row, State.CANCELLED, true)));
    }

    private static RunCommand resumed() {
        RunCommand bare = bare(Map.of());
        return new RunCommand(TASK, 2, 1, null, bare.spec(), new Json("{\"sum\":1.10}"));
    }

    private static RunCommand rollback() {
        return new RunCommand(
                TASK,
                3,
                1,
                null,
                bare(Map.of()).spec(),
                null,
                false,
                new Part.Rollback(),
                List.of(
                        new RollbackEntry(1, "r-0", 0, "POOL", Json.EMPTY_OBJECT),
                        new RollbackEntry(2, "r-1", 0, "DISK", new Json("{\"sum\":1.10}"))));
    }

    private static RunCommand suspect() {
        return new RunCommand(TASK, 3, 1, null, bare(Map.of()).spec(), null, true);
    }

    private static RunCommand held() {
        return new RunCommand(TASK, 1, bare(Map.of()).spec().startingAt(Instant.parse("2031-05-04T13:00:00.123Z")));
    }

    private static RunCommand after() {
        return new RunCommand(TASK, 1, bare(Map.of()).spec().startingAfter(new After(List.of(OTHER), After.On.END)));
    }

    private static RunCommand admitted() {
        TaskPolicy policy = TaskPolicy.DEFAULT.withGate(GATE).withRate(RATE);
        TaskSpec bare = bare(Map.of()).spec();
        return new RunCommand(TASK, 1, bare.with(1, Json.EMPTY_OBJECT, policy));
    }

    private Samples() {}

    static RunCommand command(String params) {
        return new RunCommand(
                TASK,
                2,
                2,
                AT.plus(Duration.ofDays(1)),
                new TaskSpec(
                        "COUNT",
                        1,
                        "default",
                        Priority.HIGH,
                        new Json(params),
                        new EntityRef("vm", "vm-7"),
                        "ada",
                        "c-1",
                        AT,
                        POLICY));
    }

    private static ScheduleCommand put(Plan plan) {
        return new ScheduleCommand.PutSchedule("nightly", "c-7", "ada", AT, plan);
    }

    static RunCommand bare(Map<String, Json> unknown) {
        return new RunCommand(
                TASK,
                1,
                new TaskSpec(
                        "COUNT",
                        1,
                        "default",
                        Priority.LOW,
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
                        unknown));
    }

    private static RunEvents events(RunEvent event) {
        return new RunEvents("s-1", List.of(event));
    }

    static Stream<ShardMessage> shardMessages() {
        return Stream.concat(
                GOLDEN_SHARD_MESSAGES.values().stream(),
                Stream.of(new RunEvents("s-1", List.of()), new SessionLost("s-1", SessionLoss.ENDED)));
    }

    static Stream<ControlMessage> controlMessages() {
        return Stream.concat(
                GOLDEN_CONTROL_MESSAGES.values().stream(),
                Stream.of(RefusalReason.values()).map(reason -> new ControlMessage.Refused(TASK, 2, "r-1", reason)));
    }
}
