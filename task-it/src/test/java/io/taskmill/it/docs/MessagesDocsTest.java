package io.taskmill.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.messaging.MessageHeaders;
import io.taskmill.model.After;
import io.taskmill.model.Child;
import io.taskmill.model.ChunkCounts;
import io.taskmill.model.Claim;
import io.taskmill.model.Defaulted;
import io.taskmill.model.Dependent;
import io.taskmill.model.EntityRef;
import io.taskmill.model.Fact;
import io.taskmill.model.GateRule;
import io.taskmill.model.LogEntry;
import io.taskmill.model.Parent;
import io.taskmill.model.Part;
import io.taskmill.model.RateRule;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.RollbackEntry;
import io.taskmill.model.Run;
import io.taskmill.model.ScheduledBy;
import io.taskmill.model.Spawn;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.Step;
import io.taskmill.model.Summary;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.Teller;
import io.taskmill.model.Timeouts;
import io.taskmill.model.WorkerInfo;
import io.taskmill.model.change.TasksChanged;
import io.taskmill.model.message.ChildEnded;
import io.taskmill.model.message.ChunkReport;
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
import io.taskmill.model.message.SessionLost;
import io.taskmill.model.message.SpawnChunk;
import io.taskmill.model.message.TellChunk;
import io.taskmill.model.message.Tick;
import io.taskmill.model.message.TypeAnnounced;
import io.taskmill.model.message.TypeMissing;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.message.WatchTask;
import io.taskmill.model.plan.CatchUp;
import io.taskmill.model.plan.Plan;
import io.taskmill.model.plan.Timing;
import io.taskmill.model.task.Cancellation;
import io.taskmill.model.task.FailedAttempt;
import io.taskmill.model.task.TaskRow;
import io.taskmill.model.type.TaskType;
import io.taskmill.testkit.ProjectRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/messages.md against the golden files and the records. */
class MessagesDocsTest {

    private static final Path ROOT = ProjectRoot.find();

    /** A link to a golden file, an empty line, and a block that shows it. */
    private static final Pattern EXAMPLE = Pattern.compile(
            "^\\[`[^`]+`]\\(\\.\\./([^)]+)\\)\n\n```json\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    private static final Pattern ROW =
            Pattern.compile("^\\| `(\\w+)` \\| [^|]+ \\| (yes|no) \\| [^|]+ \\|$", Pattern.MULTILINE);

    private final String page = text(ROOT.resolve("docs/messages.md"));

    /** The records by the headings of their tables. */
    static Stream<Map.Entry<String, Class<?>>> records() {
        return Stream.of(
                Map.entry("RUN", RunCommand.class),
                Map.entry("CANCEL", UserCommand.CancelTask.class),
                Map.entry("RETRY", UserCommand.RetryTask.class),
                Map.entry("ROLLBACK", UserCommand.RollbackTask.class),
                Map.entry("ROLLBACK_PUSHED", RunEvent.RollbackPushed.class),
                Map.entry("ROLLED_BACK", RunEvent.RolledBack.class),
                Map.entry("rollbackEntry", RollbackEntry.class),
                Map.entry("AMEND", UserCommand.AmendTask.class),
                Map.entry("WATCH", WatchTask.class),
                Map.entry("DEPENDENCY_ENDED", DependencyEnded.class),
                Map.entry("CLAIM_GATE", GateEvent.ClaimGate.class),
                Map.entry("RELEASE_GATE", GateEvent.ReleaseGate.class),
                Map.entry("LIMIT_GATE", GateEvent.LimitGate.class),
                Map.entry("GATE_GRANTED", GateAnswer.GateGranted.class),
                Map.entry("GATE_DISPLACED", GateAnswer.GateDisplaced.class),
                Map.entry("GATE_REFUSED", GateAnswer.GateRefused.class),
                Map.entry("CLAIM_RATE", RateEvent.ClaimRate.class),
                Map.entry("RETURN_RATE", RateEvent.ReturnRate.class),
                Map.entry("RATE_GRANTED", RateGranted.class),
                Map.entry("gate", GateRule.class),
                Map.entry("rate", RateRule.class),
                Map.entry("claim", Claim.class),
                Map.entry("SCHEDULE_PUT", ScheduleCommand.PutSchedule.class),
                Map.entry("SCHEDULE_DELETE", ScheduleCommand.DeleteSchedule.class),
                Map.entry("SCHEDULE_PAUSE", ScheduleCommand.PauseSchedule.class),
                Map.entry("SCHEDULE_RESUME", ScheduleCommand.ResumeSchedule.class),
                Map.entry("SCHEDULE_RUN", ScheduleCommand.RunSchedule.class),
                Map.entry("FIRING_ENDED", FiringEnded.class),
                Map.entry("schedule", ScheduledBy.class),
                Map.entry("plan", Plan.class),
                Map.entry("CRON", Timing.Cron.class),
                Map.entry("EVERY", Timing.Every.class),
                Map.entry("catchUp", CatchUp.class),
                Map.entry("SPAWN_CHUNK", SpawnChunk.class),
                Map.entry("TELL_CHUNK", TellChunk.class),
                Map.entry("CHILD_ENDED", ChildEnded.class),
                Map.entry("ENTITY_FACTS", RunEvent.EntityFacts.class),
                Map.entry("ENTITY_TOLD", EntityTold.class),
                Map.entry("fact", Fact.class),
                Map.entry("teller", Teller.class),
                Map.entry("CHUNK_REPORT", ChunkReport.class),
                Map.entry("SPAWNED", RunEvent.Spawned.class),
                Map.entry("parent", Parent.class),
                Map.entry("child", Child.class),
                Map.entry("family", Spawn.class),
                Map.entry("counts", ChunkCounts.class),
                Map.entry("failure", Summary.Failure.class),
                Map.entry("part", Part.End.class),
                Map.entry("summary", Summary.class),
                Map.entry("after", After.class),
                Map.entry("dependent", Dependent.class),
                Map.entry("DELETE", UserCommand.DeleteTask.class),
                Map.entry("COMMAND_DEAD", CommandDied.class),
                Map.entry("edit", UserCommand.Edit.class),
                Map.entry("step", Step.class),
                Map.entry("CHECKPOINT", RunEvent.Checkpoint.class),
                Map.entry("RUN_EVENTS", RunEvents.class),
                Map.entry("START", RunEvent.Start.class),
                Map.entry("PROGRESS", RunEvent.Progress.class),
                Map.entry("FINISHED", RunEvent.Finished.class),
                Map.entry("FAILED", RunEvent.Failed.class),
                Map.entry("ABORTED", RunEvent.Aborted.class),
                Map.entry("GIVEN_BACK", RunEvent.GivenBack.class),
                Map.entry("RUN_LOG", RunLog.class),
                Map.entry("entry", LogEntry.class),
                Map.entry("HEARTBEAT", Heartbeat.class),
                Map.entry("SESSION_ENDED", SessionEnded.class),
                Map.entry("SESSION_GONE", SessionGone.class),
                Map.entry("SESSION_LOST", SessionLost.class),
                Map.entry("TYPE_ANNOUNCED", TypeAnnounced.class),
                Map.entry("PAUSE", PauseCommand.PauseWork.class),
                Map.entry("RESUME", PauseCommand.ResumeWork.class),
                Map.entry("TICK", Tick.class),
                Map.entry("GRANTED", ControlMessage.Granted.class),
                Map.entry("REFUSED", ControlMessage.Refused.class),
                Map.entry("CANCEL_RUN", ControlMessage.CancelRun.class),
                Map.entry("SESSION_OVER", ControlMessage.SessionOver.class),
                Map.entry("PROBE", ControlMessage.Probe.class),
                Map.entry("PAUSES", ControlMessage.PausesKnown.class),
                Map.entry("TYPE_MISSING", TypeMissing.class),
                Map.entry("TASKS_CHANGED", TasksChanged.class),
                Map.entry("change", TasksChanged.Change.class),
                Map.entry("row", TaskRow.class),
                Map.entry("failed", FailedAttempt.class),
                Map.entry("cancelled", Cancellation.class),
                Map.entry("asked", TaskRow.Asked.class),
                Map.entry("ended", TaskRow.Ended.class),
                Map.entry("spec", TaskSpec.class),
                Map.entry("policy", TaskPolicy.class),
                Map.entry("retry", RetryPolicy.class),
                Map.entry("timeouts", Timeouts.class),
                Map.entry("entity", EntityRef.class),
                Map.entry("run", Run.class),
                Map.entry("message", StatusMessage.class),
                Map.entry("error", TaskError.class),
                Map.entry("worker", WorkerInfo.class),
                Map.entry("type", TaskType.class));
    }

    @Test
    void everyBlockShowsTheGoldenFileThatItNames() {
        examples().forEach((file, block) -> assertThat(block).as(file).isEqualTo(text(ROOT.resolve(file))));
        assertThat(Pattern.compile("^```json$", Pattern.MULTILINE)
                        .matcher(page)
                        .results()
                        .count())
                .as("blocks")
                .isEqualTo(examples().size());
    }

    @Test
    void everyGoldenFileIsOnThePage() throws IOException {
        Set<String> files = new TreeSet<>();
        for (String module : Set.of("task-messaging", "task-store")) {
            Path golden = ROOT.resolve(module).resolve("src/test/resources/golden");
            try (Stream<Path> listed = Files.list(golden)) {
                listed.forEach(file -> files.add(ROOT.relativize(file).toString()));
            }
        }
        assertThat(examples().keySet()).isEqualTo(files);
    }

    @ParameterizedTest
    @MethodSource("records")
    void theTableOfAMessageHasItsMembersAndSaysWhichAreRequired(Map.Entry<String, Class<?>> record) {
        Map<String, Boolean> told = new HashMap<>();
        ROW.matcher(section(record.getKey()))
                .results()
                .forEach(row -> told.put(row.group(1), row.group(2).equals("yes")));

        Map<String, Boolean> members = Stream.of(record.getValue().getRecordComponents())
                .filter(component ->
                        component.getType() != Map.class || !component.getName().equals("unknown"))
                .collect(Collectors.toMap(RecordComponent::getName, MessagesDocsTest::isRequired));
        assertThat(told).isEqualTo(members);
    }

    @Test
    void headersAndReasonsOfRefusalsAreOnThePage() throws IllegalAccessException {
        for (Field header : MessageHeaders.class.getFields()) {
            assertThat(page).contains("| `" + header.get(null) + "` |");
        }
        for (RefusalReason reason : RefusalReason.values()) {
            assertThat(section("REFUSED")).contains(reason.name());
        }
    }

    private Map<String, String> examples() {
        Map<String, String> examples = new TreeMap<>();
        EXAMPLE.matcher(page).results().forEach(example -> examples.put(example.group(1), example.group(2)));
        return examples;
    }

    private String section(String heading) {
        int start = page.indexOf("\n### " + heading + "\n");
        assertThat(start).as("section " + heading).isPositive();
        int end = page.indexOf("\n##", start + 1);
        return page.substring(start, end < 0 ? page.length() : end);
    }

    private static boolean isRequired(RecordComponent component) {
        return !component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                && !component.isAnnotationPresent(Defaulted.class);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
