package io.taskmill.model.task;

import io.taskmill.model.ChunkCounts;
import io.taskmill.model.EntityRef;
import io.taskmill.model.Fact;
import io.taskmill.model.Json;
import io.taskmill.model.OnFailure;
import io.taskmill.model.RollbackEntry;
import io.taskmill.model.Run;
import io.taskmill.model.Spawn;
import io.taskmill.model.SpawnMode;
import io.taskmill.model.TaskError;
import io.taskmill.model.message.ChunkReport;
import io.taskmill.model.message.ControlMessage;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.task.Transition.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** One run and what it says. Its START is its first report; each later report names its own seq. {@code pushed} is how many
 * rollbacks it says that it has pushed. */
record Runner(String id, int epoch, int pushed) {

    static final TaskError DISK_FULL = new TaskError("DISK_FULL", "no space left", true);

    Runner(String id) {
        this(id, 1);
    }

    Runner(String id, int epoch) {
        this(id, epoch, 0);
    }

    /** The same run once it has pushed so many. */
    Runner having(int more) {
        return new Runner(id, epoch, more);
    }

    String session() {
        return "session-" + id;
    }

    Instant started() {
        return Fixtures.NOW.minusSeconds(30).plusMillis(id.hashCode());
    }

    Run reporting(int seq, int percent) {
        return new Run(id, session(), "host-" + id, seq, started(), percent, null, null, List.of(), pushed);
    }

    RunEvent.Start begins() {
        return new RunEvent.Start(Fixtures.TASK, epoch, reporting(1, 0), null);
    }

    RunEvent.Start asks(Duration waited) {
        return asks(1, waited);
    }

    RunEvent.Start asks(int seq, Duration waited) {
        return new RunEvent.Start(Fixtures.TASK, epoch, reporting(seq, 0), waited);
    }

    RunEvent.Progress reaches(int seq, int percent) {
        return new RunEvent.Progress(Fixtures.TASK, epoch, reporting(seq, percent));
    }

    RunEvent.Checkpoint leaves(int seq, int percent) {
        return new RunEvent.Checkpoint(
                Fixtures.TASK, epoch, reporting(seq, percent), new Json("{\"by\":\"" + id + "\",\"seq\":" + seq + "}"));
    }

    /** It tells a status of the pool. */
    RunEvent.EntityFacts tells(int seq, String status) {
        return new RunEvent.EntityFacts(
                Fixtures.TASK,
                epoch,
                reporting(seq, 0),
                started().plusSeconds(seq),
                List.of(new Fact(new EntityRef("pool", "p"), status, false, false, Map.of())));
    }

    /** What it has pushed is named after it. */
    RunEvent.RollbackPushed pushes(int seq, int index) {
        return pushes(seq, index, id.toUpperCase(Locale.ROOT) + "_" + index);
    }

    RunEvent.RollbackPushed pushes(int seq, int index, String name) {
        return pushes(seq, 0, index, name);
    }

    RunEvent.RollbackPushed pushes(int seq, int percent, int index, String name) {
        Run run = having(Math.max(pushed, index + 1)).reporting(seq, percent);
        return new RunEvent.RollbackPushed(Fixtures.TASK, epoch, run, index, name, Json.EMPTY_OBJECT);
    }

    /** It has undone these of the other run. */
    RunEvent.RolledBack undoes(int seq, Runner other, Integer... indexes) {
        return new RunEvent.RolledBack(Fixtures.TASK, epoch, reporting(seq, 0), refs(other, indexes), null);
    }

    /** The same, and it is through. */
    RunEvent.RolledBack undoesAll(int seq, Runner other, Integer... indexes) {
        return new RunEvent.RolledBack(
                Fixtures.TASK,
                epoch,
                reporting(seq, 0),
                refs(other, indexes),
                started().plusSeconds(seq));
    }

    private static List<RollbackEntry.Ref> refs(Runner other, Integer... indexes) {
        return Stream.of(indexes)
                .map(index -> new RollbackEntry.Ref(other.id(), index))
                .toList();
    }

    RunEvent.Finished finishes(int seq) {
        return finishes(seq, started().plusSeconds(seq));
    }

    RunEvent.Finished finishes(int seq, Instant at) {
        return new RunEvent.Finished(Fixtures.TASK, epoch, reporting(seq, 100), at, result());
    }

    /** One part of two children, the first failure of which ends the other. */
    RunEvent.Spawned spawns(int seq) {
        return spawns(seq, 1);
    }

    RunEvent.Spawned spawns(int seq, int chunks) {
        Spawn family = new Spawn(chunks, 2 * chunks, 2L * chunks, SpawnMode.PARALLEL, OnFailure.FAIL_FAST, null);
        return new RunEvent.Spawned(
                Fixtures.TASK, epoch, reporting(seq, 20), started().plusSeconds(seq), family);
    }

    /** All of the first part have finished. */
    ChunkReport childrenOver() {
        return report(false, new ChunkCounts(2, 0, 0, 0, 2, true));
    }

    /** The first part was not told that it may publish its children. */
    ChunkReport partAsks() {
        return report(true, ChunkCounts.NONE);
    }

    ChunkReport report(boolean waits, ChunkCounts counts) {
        return new ChunkReport(Fixtures.TASK, epoch, id, 0, waits, counts, List.of());
    }

    RunEvent.Failed fails(int seq, int percent) {
        return fails(seq, percent, DISK_FULL);
    }

    RunEvent.Failed fails(int seq, int percent, TaskError error) {
        return new RunEvent.Failed(
                Fixtures.TASK, epoch, reporting(seq, percent), started().plusSeconds(seq), error);
    }

    RunEvent.Aborted aborts(int seq) {
        return aborts(seq, 0, true);
    }

    RunEvent.Aborted aborts(int seq, int percent, boolean returned) {
        return new RunEvent.Aborted(
                Fixtures.TASK, epoch, reporting(seq, percent), started().plusSeconds(seq), returned);
    }

    RunEvent.GivenBack givesBack(int seq) {
        return givesBack(seq, 0);
    }

    RunEvent.GivenBack givesBack(int seq, int percent) {
        return new RunEvent.GivenBack(Fixtures.TASK, epoch, reporting(seq, percent));
    }

    RunEvent.GivenBack givesBack(int seq, int percent, Json left) {
        return new RunEvent.GivenBack(Fixtures.TASK, epoch, reporting(seq, percent), left);
    }

    Json result() {
        return new Json("\"by " + id + "\"");
    }

    Decision granted() {
        return new Decision.Answer(session(), new ControlMessage.Granted(Fixtures.TASK, epoch, id));
    }

    Decision refused(RefusalReason reason) {
        return new Decision.Answer(session(), new ControlMessage.Refused(Fixtures.TASK, epoch, id, reason));
    }

    Decision cancelled() {
        return new Decision.Answer(session(), new ControlMessage.CancelRun(Fixtures.TASK, epoch, id));
    }

    Decision probe() {
        return new Decision.Probe(session());
    }
}
