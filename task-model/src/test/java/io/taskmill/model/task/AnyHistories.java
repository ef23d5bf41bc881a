package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.TASK;

import io.taskmill.model.After;
import io.taskmill.model.ChunkCounts;
import io.taskmill.model.EntityRef;
import io.taskmill.model.Fact;
import io.taskmill.model.GateRule;
import io.taskmill.model.Json;
import io.taskmill.model.OnFailure;
import io.taskmill.model.Parent;
import io.taskmill.model.Priority;
import io.taskmill.model.RateRule;
import io.taskmill.model.Recovery;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.RollbackEntry;
import io.taskmill.model.Run;
import io.taskmill.model.Spawn;
import io.taskmill.model.SpawnMode;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.Timeouts;
import io.taskmill.model.WhenFull;
import io.taskmill.model.message.DependencyEnded.How;
import io.taskmill.model.message.DueReached;
import io.taskmill.model.message.GateAnswer;
import io.taskmill.model.message.OrphanedRunEvent;
import io.taskmill.model.message.OwnerLost;
import io.taskmill.model.message.RateGranted;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.SessionLoss;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.task.Histories.Happening;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Draws anything that may be folded, however absurd. */
final class AnyHistories {

    private static final EntityRef POOL = new EntityRef("pool", "p");

    private static final TaskError HOPELESS = new TaskError("HOPELESS", "it never will", false);
    private static final TaskError BUSY = new TaskError("BUSY", "not now", true, Duration.ofSeconds(20));

    private AnyHistories() {}

    /**
     * Anything, of three runs in three epochs, under any policy, with clocks, seqs and progress that contradict each
     * other; in every other history the submission comes first.
     */
    static Arbitrary<List<Happening>> anything() {
        return Combinators.combine(policies(), starts(), dependencies(), parents())
                .as((policy, start, after, parent) -> Fixtures.spec(policy)
                        .startingAt(start)
                        .startingAfter(after)
                        .in(parent))
                .flatMap(AnyHistories::anythingUnder);
    }

    private static Arbitrary<List<Happening>> anythingUnder(TaskSpec spec) {
        Arbitrary<List<Happening>> happenings = Combinators.combine(anyEvent(spec), clocks())
                .as(Happening::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40)
                .withSizeDistribution(RandomDistribution.uniform());
        Happening submission = new Happening(new RunCommand(TASK, 1, spec), NOW);
        return Arbitraries.oneOf(happenings, happenings.map(then -> Stream.concat(Stream.of(submission), then.stream())
                .toList()));
    }

    /** Mostly at once. */
    private static Arbitrary<Instant> starts() {
        return Arbitraries.of(-60, 30, 300).map(NOW::plusSeconds).injectNull(0.85);
    }

    /** Mostly none. */
    private static Arbitrary<After> dependencies() {
        return Arbitraries.of(After.On.values())
                .map(on -> new After(List.of(Fixtures.OTHER), on))
                .injectNull(0.8);
    }

    /** Mostly none; some that hold a gate. */
    private static Arbitrary<Parent> parents() {
        return Arbitraries.<List<String>>of(List.of(), List.of("pool"))
                .map(gates -> new Parent(Fixtures.OTHER, "r-0", 0, 0, 1, null, gates))
                .injectNull(0.8);
    }

    private static Arbitrary<TaskPolicy> policies() {
        return Combinators.combine(
                        retries(),
                        timeouts(),
                        Arbitraries.of(true, false),
                        gates(),
                        rates(),
                        Arbitraries.of(Recovery.values()))
                .as(TaskPolicy::new);
    }

    /** Mostly none. */
    private static Arbitrary<List<GateRule>> gates() {
        GateRule pool = new GateRule("pool", 1, WhenFull.WAIT);
        GateRule vm = new GateRule("vm", 1, WhenFull.WAIT);
        return Arbitraries.frequency(
                Tuple.of(6, List.of()), Tuple.of(2, List.of(pool)), Tuple.of(1, List.of(vm, pool)));
    }

    /** Mostly none. */
    private static Arbitrary<List<RateRule>> rates() {
        return Arbitraries.frequency(
                Tuple.of(5, List.of()), Tuple.of(1, List.of(new RateRule("host", 1, Duration.ofSeconds(1), 1))));
    }

    private static Arbitrary<TaskEvent> answers() {
        Arbitrary<String> gates = Arbitraries.of("pool", "vm");
        return Arbitraries.frequencyOf(
                Tuple.of(
                        6,
                        Combinators.combine(epochs(), gates)
                                .as((epoch, gate) -> new GateAnswer.GateGranted(TASK, epoch, gate))),
                Tuple.of(
                        1,
                        Combinators.combine(epochs(), gates)
                                .as((epoch, gate) -> new GateAnswer.GateRefused(TASK, epoch, gate, Fixtures.OTHER))),
                Tuple.of(
                        1,
                        Combinators.combine(epochs(), gates)
                                .as((epoch, gate) -> new GateAnswer.GateDisplaced(TASK, epoch, gate, Fixtures.OTHER))),
                Tuple.of(
                        6,
                        Combinators.combine(epochs(), clocks())
                                .as((epoch, at) -> new RateGranted(TASK, epoch, "host", at))));
    }

    private static Arbitrary<RetryPolicy> retries() {
        Arbitrary<Duration> backoffs = Arbitraries.of(1, 10_000, 60_000).map(Duration::ofMillis);
        Arbitrary<Set<String>> neverOn = Arbitraries.of(Set.of(), Set.of(), Set.of(BUSY.code()));
        return Combinators.combine(Arbitraries.of(1, 4, 4, 4), backoffs, neverOn)
                .as((most, backoff, never) -> new RetryPolicy(most, backoff, backoff.multipliedBy(2), never));
    }

    private static Arbitrary<Timeouts> timeouts() {
        Arbitrary<Duration> limits =
                Arbitraries.integers().between(1, 300).map(Duration::ofSeconds).injectNull(0.7);
        return Combinators.combine(limits, limits, limits).as(Timeouts::new);
    }

    private static Arbitrary<TaskEvent> anyEvent(TaskSpec spec) {
        return Arbitraries.frequencyOf(
                Tuple.of(2, epochs().map(epoch -> new RunCommand(TASK, epoch, spec))),
                Tuple.of(20, anyRunEvent()),
                Tuple.of(
                        2,
                        anyRunEvent()
                                .map(event -> new OrphanedRunEvent(
                                        event, event.epoch() % 2 == 0 ? SessionLoss.CRASHED : SessionLoss.ENDED))),
                Tuple.of(3, losses()),
                Tuple.of(1, epochs().map(Fixtures::published)),
                Tuple.of(2, epochs().map(epoch -> Fixtures.missed(epoch, NOW))),
                Tuple.of(6, Arbitraries.just(new DueReached(TASK))),
                Tuple.of(1, epochs().map(Fixtures::dead)),
                Tuple.of(4, epochs().map(Fixtures::lacking)),
                Tuple.of(1, epochs().map(Fixtures::found)),
                Tuple.of(
                        2,
                        Combinators.combine(epochs(), Arbitraries.of(How.values()))
                                .as(Fixtures::ended)),
                Tuple.of(9, reports()),
                Tuple.of(1, Arbitraries.just(Fixtures.watched())),
                Tuple.of(spec.admissions() == 0 ? 1 : 14, answers()),
                Tuple.of(3, userCommands()));
    }

    private static Arbitrary<UserCommand> userCommands() {
        Arbitrary<String> ids = Arbitraries.of("x", "y", "z");
        return Arbitraries.oneOf(
                ids.map(id -> Fixtures.cancel("cancel-" + id)),
                Combinators.combine(ids, starts())
                        .as((id, start) ->
                                new UserCommand.AmendTask(TASK, "amend-" + id, null, NOW, start, Priority.HIGH, null)),
                Combinators.combine(ids, epochs()).as((id, epoch) -> Fixtures.retry("retry-" + id, epoch)),
                Combinators.combine(ids, epochs()).as((id, epoch) -> Fixtures.rollback("rollback-" + id, epoch)),
                Combinators.combine(ids, epochs()).as((id, epoch) -> Fixtures.delete("delete-" + id, epoch)));
    }

    /** Of the one part that these families have. */
    private static Arbitrary<TaskEvent> reports() {
        Arbitrary<ChunkCounts> counts = Arbitraries.of(
                new ChunkCounts(2, 0, 0, 0, 2, true),
                new ChunkCounts(2, 0, 0, 0, 2, true),
                new ChunkCounts(1, 1, 0, 0, 2, true),
                new ChunkCounts(0, 1, 0, 0, 1, false));
        return Combinators.combine(runIds(), epochs(), counts, Arbitraries.of(false, false, false, true))
                .as((run, epoch, ended, waits) ->
                        new Runner(run, epoch).report(waits, waits ? ChunkCounts.NONE : ended));
    }

    private static Arbitrary<OwnerLost> losses() {
        return Combinators.combine(runIds(), Arbitraries.of(true, false))
                .as((run, crashed) -> new OwnerLost(
                        TASK, new Runner(run).session(), crashed ? SessionLoss.CRASHED : SessionLoss.ENDED));
    }

    private static Arbitrary<RunEvent> anyRunEvent() {
        Arbitrary<Run> runs = runs();
        Arbitrary<TaskError> errors = Arbitraries.of(Runner.DISK_FULL, Runner.DISK_FULL, HOPELESS, BUSY);
        Arbitrary<RunEvent> begins =
                Combinators.combine(epochs(), runs).as((epoch, run) -> new RunEvent.Start(TASK, epoch, run, null));
        Arbitrary<RunEvent> asks = Combinators.combine(epochs(), runs, Histories.waits())
                .as((epoch, run, waited) -> new RunEvent.Start(TASK, epoch, run, waited));
        Arbitrary<RunEvent> progresses =
                Combinators.combine(epochs(), runs).as((epoch, run) -> new RunEvent.Progress(TASK, epoch, run));
        Arbitrary<RunEvent> leaves = Combinators.combine(epochs(), runs)
                .as((epoch, run) -> new RunEvent.Checkpoint(TASK, epoch, run, new Json("" + run.seq())));
        Arbitrary<RunEvent> finishes = Combinators.combine(epochs(), runs, clocks())
                .as((epoch, run, at) -> new RunEvent.Finished(TASK, epoch, run, at, null));
        Arbitrary<RunEvent> spawns = Combinators.combine(epochs(), runs, clocks(), Arbitraries.of(0, 1, 1, 1))
                .as((epoch, run, at, chunks) -> new RunEvent.Spawned(
                        TASK,
                        epoch,
                        run,
                        at,
                        new Spawn(chunks, 2 * chunks, 2L * chunks, SpawnMode.PARALLEL, OnFailure.FAIL_FAST, null)));
        Arbitrary<RunEvent> fails = Combinators.combine(epochs(), runs, clocks(), errors)
                .as((epoch, run, at, error) -> new RunEvent.Failed(TASK, epoch, run, at, error));
        Arbitrary<RunEvent> aborts = Combinators.combine(epochs(), runs, clocks(), Arbitraries.of(true, false))
                .as((epoch, run, at, returned) -> new RunEvent.Aborted(TASK, epoch, run, at, returned));
        Arbitrary<RunEvent> givesBack =
                Combinators.combine(epochs(), runs).as((epoch, run) -> new RunEvent.GivenBack(TASK, epoch, run));
        Arbitrary<RunEvent> pushes = Combinators.combine(epochs(), runs, Arbitraries.of(0, 1, 2))
                .as((epoch, run, index) -> new RunEvent.RollbackPushed(
                        TASK, epoch, run, index, "THING_" + index, new Json("\"" + run.id() + "\"")));
        Arbitrary<List<RollbackEntry.Ref>> refs = Combinators.combine(runIds(), Arbitraries.of(0, 1, 2))
                .as(RollbackEntry.Ref::new)
                .list()
                .ofMaxSize(4);
        Arbitrary<RunEvent> undoes = Combinators.combine(epochs(), runs, refs, clocks().injectNull(0.6))
                .as((epoch, run, undone, through) -> new RunEvent.RolledBack(TASK, epoch, run, undone, through));
        Arbitrary<RunEvent> tells = Combinators.combine(epochs(), runs, clocks(), Arbitraries.of("CREATING", "ACTIVE"))
                .as((epoch, run, at, status) -> new RunEvent.EntityFacts(
                        TASK, epoch, run, at, List.of(new Fact(POOL, status, false, false, Map.of()))));
        return Arbitraries.frequencyOf(
                Tuple.of(2, tells),
                Tuple.of(4, pushes),
                Tuple.of(4, undoes),
                Tuple.of(5, begins),
                Tuple.of(5, asks),
                Tuple.of(6, progresses),
                Tuple.of(3, leaves),
                Tuple.of(1, finishes),
                Tuple.of(7, spawns),
                Tuple.of(8, fails),
                Tuple.of(1, aborts),
                Tuple.of(1, givesBack));
    }

    private static Arbitrary<Run> runs() {
        Arbitrary<Duration> allowed =
                Arbitraries.integers().between(1, 100).map(Duration::ofSeconds).injectNull(0.8);
        return Combinators.combine(
                        runIds(), Arbitraries.integers().between(1, 6), clocks(), Histories.percents(), allowed)
                .as((id, seq, started, percent, span) ->
                        new Run(id, new Runner(id).session(), "host-" + id, seq, started, percent, null, span));
    }

    private static Arbitrary<String> runIds() {
        return Arbitraries.of("anna", "bert", "carl");
    }

    private static Arbitrary<Integer> epochs() {
        return Arbitraries.frequency(Tuple.of(3, 1), Tuple.of(2, 2), Tuple.of(2, 3));
    }

    private static Arbitrary<Instant> clocks() {
        return Arbitraries.integers().between(-100, 200).map(NOW::plusSeconds);
    }
}
