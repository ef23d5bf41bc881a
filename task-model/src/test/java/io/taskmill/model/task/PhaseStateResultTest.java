package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.amend;
import static io.taskmill.model.task.Fixtures.attempts;
import static io.taskmill.model.task.Fixtures.cancel;
import static io.taskmill.model.task.Fixtures.crashOf;
import static io.taskmill.model.task.Fixtures.heldSubmission;
import static io.taskmill.model.task.Fixtures.known;
import static io.taskmill.model.task.Fixtures.lacking;
import static io.taskmill.model.task.Fixtures.on;
import static io.taskmill.model.task.Fixtures.rollback;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Phase;
import io.taskmill.model.Recovery;
import io.taskmill.model.Result;
import io.taskmill.model.State;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.task.Histories.Happening;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Every phase with every state and every result: which of them there are. */
class PhaseStateResultTest {

    private static final Runner MINE = new Runner("mine");
    private static final Runner NEXT = new Runner("next", 2);
    private static final TaskPolicy AUTO = TaskPolicy.DEFAULT.with(Recovery.AUTO);
    private static final TaskPolicy MANUAL = TaskPolicy.DEFAULT.with(Recovery.MANUAL);
    private static final TaskError STUCK = new TaskError("STUCK", "it does not come off", false);

    /** By result, the states that a task can be in; of those that have not ended the result is none. */
    private static final TextTable TABLE = TextTable.parse("""
                             | INITIAL | IN_PROGRESS | FINISHED | FAILED                              | CANCELLED
            SCHEDULED        | none    | none        | -        | -                                   | -
            QUEUED           | none    | none        | -        | -                                   | -
            BLOCKED          | none    | none        | -        | -                                   | -
            RUNNING          | -       | none        | -        | -                                   | -
            WAITING_CHILDREN | -       | none        | -        | -                                   | -
            ENDING           | -       | none        | -        | -                                   | -
            RETRY_WAIT       | -       | none        | -        | -                                   | -
            ABORTING         | -       | none        | -        | -                                   | -
            CLEANING         | none    | none        | -        | FAILURE CLEAN_SUCCESS CLEAN_FAILURE | FAILURE CLEAN_SUCCESS CLEAN_FAILURE
            DONE             | -       | -           | SUCCESS  | FAILURE CLEAN_SUCCESS CLEAN_FAILURE | FAILURE CLEAN_SUCCESS CLEAN_FAILURE
            """);

    record Combination(Phase phase, State state, String result) {

        static Combination of(Task task) {
            End end = task.end();
            return new Combination(
                    task.phase(),
                    task.state(),
                    end == null ? "none" : end.result().name());
        }

        boolean exists() {
            String cell = TABLE.cell(phase.name(), state.name());
            return Set.of(cell.split(" ")).contains(result);
        }
    }

    @Test
    void thereAreAllOfThem() {
        Stream<Task> unfinished = Stream.of(
                after(heldSubmission()),
                after(submission(), MINE.begins(), crashOf(MINE), amend()),
                after(submission()),
                after(submission(), MINE.begins(), crashOf(MINE)),
                after(submission(), lacking(1)),
                after(submission(), MINE.begins(), crashOf(MINE), lacking(2)),
                after(submission(), MINE.begins()),
                after(submission(), MINE.begins(), MINE.spawns(2)),
                after(submission(), MINE.begins(), MINE.spawns(2), MINE.childrenOver(), NEXT.begins()),
                after(submission(attempts(2)), MINE.begins(), MINE.fails(2, 0)),
                after(submission(), MINE.begins(), cancel()),
                after(submission(AUTO), amend(), MINE.pushes(2, 0), cancel()),
                after(submission(), MINE.finishes(2)));
        Stream<Task> ended =
                Stream.<TaskEvent>of(MINE.having(1).fails(3, 0), cancel()).flatMap(PhaseStateResultTest::ended);

        assertThat(Stream.concat(unfinished, ended).map(Combination::of)).hasSameElementsAs(inTheTable());
    }

    /** What a task that ends by that can come to. */
    private static Stream<Task> ended(TaskEvent end) {
        List<TaskEvent> pushed = List.of(MINE.begins(), MINE.pushes(2, 0));
        Task manual = after(all(submission(MANUAL), pushed, end));
        Task cleaning = after(all(submission(AUTO), pushed, end));
        Task clean = known(on(cleaning, NEXT.undoesAll(2, MINE, 0)).task());
        Task unclean = known(on(cleaning, NEXT.fails(2, 0, STUCK)).task());
        return Stream.of(
                cleaning,
                manual,
                clean,
                unclean,
                known(on(manual, rollback(1)).task()),
                known(on(unclean, rollback(2)).task()),
                known(on(clean, new Runner("twin").pushes(2, 0)).task()));
    }

    private static List<TaskEvent> all(TaskEvent first, List<TaskEvent> then, TaskEvent end) {
        List<TaskEvent> events = new ArrayList<>(List.of(first));
        events.addAll(then);
        events.add(end);
        if (end instanceof UserCommand) {
            events.add(MINE.having(1).aborts(3));
        }
        return events;
    }

    private static List<Combination> inTheTable() {
        return Stream.of(Phase.values())
                .flatMap(phase -> Stream.of(State.values()).flatMap(state -> Stream.concat(
                                Stream.of("none"), Stream.of(Result.values()).map(Result::name))
                        .map(result -> new Combination(phase, state, result))))
                .filter(Combination::exists)
                .toList();
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void whateverHappensATaskIsInOneOfThem(@ForAll("anything") List<Happening> history) {
        Histories.eachTask(history, step -> {
            assertThat(Combination.of(step.after())).matches(Combination::exists, "stands in the table");
        });
    }

    @Provide
    Arbitrary<List<Happening>> anything() {
        return AnyHistories.anything();
    }
}
