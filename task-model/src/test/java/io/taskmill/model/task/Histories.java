package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.NOW;

import io.taskmill.model.Json;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.TaskEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Draws what one run may say, and in which order it may be folded; and folds. */
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

    /** How a run's last report ends it. */
    enum Ending {
        FINISHED,
        FAILED,
        ABORTED,
        UNRESPONSIVE,
        GIVEN_BACK
    }

    /** All that a run says that comes to its own end, well or badly. */
    static Arbitrary<List<RunEvent>> wholeRuns(Runner runner) {
        return wholeRuns(runner, Ending.FINISHED, Ending.FAILED);
    }

    /** All that one run says, in its order: a START, up to 5 times progress, which never falls, a checkpoint or a
     * rollback, and an end. */
    static Arbitrary<List<RunEvent>> wholeRuns(Runner runner, Ending... endings) {
        Arbitrary<List<Integer>> progress = percents().list().ofMaxSize(5).map(values -> values.stream()
                .sorted()
                .toList());
        return Combinators.combine(starts(runner), progress, Arbitraries.of(endings))
                .as((start, percents, ending) -> wholeRun(runner, start, percents, ending));
    }

    private static List<RunEvent> wholeRun(Runner runner, RunEvent.Start start, List<Integer> percents, Ending ending) {
        List<RunEvent> events = new ArrayList<>();
        events.add(start);
        int last = 0;
        Json left = null;
        int pushed = 0;
        for (int percent : percents) {
            int next = events.size() + 1;
            if (percent % 4 == 1) {
                events.add(runner.pushes(next, percent, pushed, "THING_" + pushed));
                pushed++;
                last = percent;
                continue;
            }
            Runner now = runner.having(pushed);
            RunEvent.Checkpoint checkpoint = now.leaves(next, percent);
            boolean leaves = percent % 3 == 0;
            events.add(leaves ? checkpoint : now.reaches(next, percent));
            left = leaves ? checkpoint.state() : left;
            last = percent;
        }
        int seq = events.size() + 1;
        Runner ends = runner.having(pushed);
        events.add(
                switch (ending) {
                    case FINISHED -> ends.finishes(seq);
                    case FAILED -> ends.fails(seq, last);
                    case ABORTED -> ends.aborts(seq, last, true);
                    case UNRESPONSIVE -> ends.aborts(seq, last, false);
                    case GIVEN_BACK -> left == null ? ends.givesBack(seq, last) : ends.givesBack(seq, last, left);
                });
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

    interface Change {
        void check(Task before, Step step);
    }

    /** Checks each step that finds a task. */
    static void eachChange(List<Happening> history, Change change) {
        fold(history).forEach(step -> {
            Task before = step.before();
            if (before != null) {
                change.check(before, step);
            }
        });
    }

    /** Checks each step that leaves a task. */
    static void eachTask(List<Happening> history, Consumer<Step> check) {
        fold(history).stream().filter(step -> step.transition().task() != null).forEach(check);
    }

    static Arbitrary<Integer> percents() {
        return Arbitraries.integers().between(0, 100);
    }

    static Arbitrary<Duration> waits() {
        return Arbitraries.of(0, 1_999, 2_000, 5_000).map(Duration::ofMillis);
    }
}
