package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.TASK;

import io.taskmill.model.Run;
import io.taskmill.model.message.OrphanedRunEvent;
import io.taskmill.model.message.OwnerLost;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.TaskEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Draws what may be folded, and in which order. */
final class Histories {

    private static final int MAX_REPEATS = 6;

    private Histories() {}

    /** All of these events at least once, some of them again, in any order. */
    static Arbitrary<List<TaskEvent>> inAnyOrderAndRepetition(List<TaskEvent> events) {
        return Arbitraries.of(events)
                .list()
                .ofMaxSize(MAX_REPEATS)
                .flatMap(repeats -> Arbitraries.shuffle(
                        Stream.concat(events.stream(), repeats.stream()).toList()));
    }

    /** All that one run says, in its order: a START, up to 5 times progress, which never falls, and an end. */
    static Arbitrary<List<RunEvent>> wholeRuns(Runner runner) {
        Arbitrary<List<Integer>> progress = percents().list().ofMaxSize(5).map(values -> values.stream()
                .sorted()
                .toList());
        return Combinators.combine(starts(runner), progress, Arbitraries.of(true, false))
                .as((start, percents, finishes) -> wholeRun(runner, start, percents, finishes));
    }

    private static List<RunEvent> wholeRun(
            Runner runner, RunEvent.Start start, List<Integer> percents, boolean finishes) {
        List<RunEvent> events = new ArrayList<>();
        events.add(start);
        int last = 0;
        for (int percent : percents) {
            events.add(runner.reaches(events.size() + 1, percent));
            last = percent;
        }
        int seq = events.size() + 1;
        events.add(finishes ? runner.finishes(seq) : runner.fails(seq, last));
        return events;
    }

    private static Arbitrary<RunEvent.Start> starts(Runner runner) {
        return Arbitraries.oneOf(Arbitraries.just(runner.begins()), waits().map(runner::asks));
    }

    /** Something that can happen to the task, at an instant that no clock warrants. */
    record Happening(TaskEvent event, Instant now) {}

    /** One happening and what was made of it. */
    record Step(@Nullable Task before, Happening happening, Transition transition) {

        TaskEvent event() {
            return happening.event();
        }

        /** The task afterwards, for the steps that have one. */
        Task after() {
            return Fixtures.known(transition.task());
        }

        boolean applied() {
            return transition.verdict() instanceof Transition.Verdict.Applied;
        }
    }

    /** What follows from folding these happenings one by one. */
    static List<Step> fold(List<Happening> happenings) {
        List<Step> steps = new ArrayList<>();
        Task task = null;
        for (Happening happening : happenings) {
            Transition transition = TaskTransition.apply(task, happening.event(), happening.now());
            steps.add(new Step(task, happening, transition));
            task = transition.task();
        }
        return steps;
    }

    /** The same, when it does not matter at which instants. */
    static List<Step> foldEvents(List<? extends TaskEvent> events) {
        return fold(events.stream().map(event -> new Happening(event, NOW)).toList());
    }

    /**
     * Anything, of three runs in three epochs, with clocks, seqs and progress that contradict each other; in every other
     * history the submission comes first.
     */
    static Arbitrary<List<Happening>> anything() {
        Arbitrary<List<Happening>> happenings = Combinators.combine(anyEvent(), clocks())
                .as(Happening::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40)
                .withSizeDistribution(RandomDistribution.uniform());
        Happening submission = new Happening(Fixtures.submission(), NOW);
        return Arbitraries.oneOf(happenings, happenings.map(then -> Stream.concat(Stream.of(submission), then.stream())
                .toList()));
    }

    private static Arbitrary<TaskEvent> anyEvent() {
        return Arbitraries.frequencyOf(
                Tuple.of(2, epochs().map(Fixtures::dispatch)),
                Tuple.of(14, anyRunEvent()),
                Tuple.of(2, anyRunEvent().map(event -> new OrphanedRunEvent(event, event.epoch() % 2 == 0))),
                Tuple.of(4, losses()),
                Tuple.of(1, epochs().map(Fixtures::published)),
                Tuple.of(2, epochs().map(epoch -> Fixtures.missed(epoch, NOW))));
    }

    private static Arbitrary<OwnerLost> losses() {
        return Combinators.combine(runIds(), Arbitraries.of(true, false))
                .as((run, crashed) -> new OwnerLost(TASK, new Runner(run).session(), crashed));
    }

    private static Arbitrary<RunEvent> anyRunEvent() {
        Arbitrary<Run> runs = Combinators.combine(
                        runIds(), Arbitraries.integers().between(1, 6), clocks(), percents())
                .as((id, seq, started, percent) ->
                        new Run(id, new Runner(id).session(), "host-" + id, seq, started, percent, null));
        Arbitrary<RunEvent> begins =
                Combinators.combine(epochs(), runs).as((epoch, run) -> new RunEvent.Start(TASK, epoch, run, null));
        Arbitrary<RunEvent> asks = Combinators.combine(epochs(), runs, waits())
                .as((epoch, run, waited) -> new RunEvent.Start(TASK, epoch, run, waited));
        Arbitrary<RunEvent> progresses =
                Combinators.combine(epochs(), runs).as((epoch, run) -> new RunEvent.Progress(TASK, epoch, run));
        Arbitrary<RunEvent> finishes = Combinators.combine(epochs(), runs, clocks())
                .as((epoch, run, at) -> new RunEvent.Finished(TASK, epoch, run, at, null));
        Arbitrary<RunEvent> fails = Combinators.combine(epochs(), runs, clocks())
                .as((epoch, run, at) -> new RunEvent.Failed(TASK, epoch, run, at, Runner.DISK_FULL));
        return Arbitraries.frequencyOf(
                Tuple.of(3, begins),
                Tuple.of(3, asks),
                Tuple.of(4, progresses),
                Tuple.of(1, finishes),
                Tuple.of(1, fails));
    }

    private static Arbitrary<String> runIds() {
        return Arbitraries.of("anna", "bert", "carl");
    }

    private static Arbitrary<Integer> epochs() {
        return Arbitraries.frequency(Tuple.of(3, 1), Tuple.of(2, 2), Tuple.of(2, 3));
    }

    private static Arbitrary<Integer> percents() {
        return Arbitraries.integers().between(0, 100);
    }

    private static Arbitrary<Duration> waits() {
        return Arbitraries.of(0, 1_999, 2_000, 5_000).map(Duration::ofMillis);
    }

    private static Arbitrary<Instant> clocks() {
        return Arbitraries.integers().between(-100, 100).map(NOW::plusSeconds);
    }
}
