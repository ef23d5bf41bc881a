package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.crashOf;
import static io.taskmill.model.task.Fixtures.dispatch;
import static io.taskmill.model.task.Fixtures.missed;
import static io.taskmill.model.task.Fixtures.on;
import static io.taskmill.model.task.Fixtures.orphaned;
import static io.taskmill.model.task.Fixtures.published;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.task.Transition.Verdict;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of each kind of event in each situation of the task. */
class TransitionMatrixTest {

    private static final Runner MINE = new Runner("mine");
    private static final Runner OTHER = new Runner("other");
    private static final Runner NEXT = new Runner("next", 2);

    /**
     * A cell tells the verdict, then the phase afterwards: {@code +} applied, {@code =} repeated, {@code ~} deferred, or
     * the reason of the refusal; Q is QUEUED, R is RUNNING, D is DONE, and without a phase there is no task.
     */
    private static final TextTable TABLE = TextTable.parse("""
                                | no task       | queued         | running: mine    | running: other  | queued again   | done: mine     | done: other    | stub, queued again | stub, running: mine
            submission          | + Q           | = Q            | = R              | = R             | = Q            | = D            | = D            | + Q                | + R
            second dispatch     | + Q           | = Q            | = R              | = R             | = Q            | = D            | = D            | + Q                | + R
            begins              | + R           | + R            | = R              | HELD R          | SUPERSEDED Q   | = D            | ENDED D        | SUPERSEDED Q       | = R
            asks since 1 s      | ~             | ~ Q            | = R              | HELD R          | SUPERSEDED Q   | ENDED D        | ENDED D        | SUPERSEDED Q       | = R
            asks since 2 s      | + R           | + R            | = R              | HELD R          | SUPERSEDED Q   | ENDED D        | ENDED D        | SUPERSEDED Q       | = R
            progresses          | + R           | + R            | + R              | HELD R          | SUPERSEDED Q   | = D            | ENDED D        | SUPERSEDED Q       | + R
            finishes            | + D           | + D            | + D              | HELD R          | SUPERSEDED Q   | = D            | ENDED D        | SUPERSEDED Q       | + D
            fails               | + D           | + D            | + D              | HELD R          | SUPERSEDED Q   | = D            | ENDED D        | SUPERSEDED Q       | + D
            progresses late     | + R           | + R            | + R              | HELD R          | SUPERSEDED Q   | ENDED D        | ENDED D        | SUPERSEDED Q       | + R
            finishes late       | + D           | + D            | + D              | HELD R          | SUPERSEDED Q   | ENDED D        | ENDED D        | SUPERSEDED Q       | + D
            next begins         | + R           | UNKNOWN_EPOCH Q | UNKNOWN_EPOCH R | UNKNOWN_EPOCH R | + R            | UNKNOWN_EPOCH D | UNKNOWN_EPOCH D | + R              | UNKNOWN_EPOCH R
            next asks since 1 s | ~             | UNKNOWN_EPOCH Q | UNKNOWN_EPOCH R | UNKNOWN_EPOCH R | ~ Q            | UNKNOWN_EPOCH D | UNKNOWN_EPOCH D | ~ Q              | UNKNOWN_EPOCH R
            next finishes       | + D           | UNKNOWN_EPOCH Q | UNKNOWN_EPOCH R | UNKNOWN_EPOCH R | + D            | UNKNOWN_EPOCH D | UNKNOWN_EPOCH D | + D              | UNKNOWN_EPOCH R
            orphan: begins      | + Q           | + Q            | + Q              | SESSION_LOST R  | SESSION_LOST Q | SESSION_LOST D | SESSION_LOST D | SESSION_LOST Q     | + Q
            orphan: asks        | SESSION_LOST  | SESSION_LOST Q | + Q              | SESSION_LOST R  | SESSION_LOST Q | SESSION_LOST D | SESSION_LOST D | SESSION_LOST Q     | + Q
            orphan: progresses  | + Q           | + Q            | + Q              | SESSION_LOST R  | SESSION_LOST Q | SESSION_LOST D | SESSION_LOST D | SESSION_LOST Q     | + Q
            orphan: finishes    | + Q           | + Q            | + Q              | SESSION_LOST R  | SESSION_LOST Q | SESSION_LOST D | SESSION_LOST D | SESSION_LOST Q     | + Q
            owner lost          | =             | = Q            | + Q              | = R             | = Q            | = D            | = D            | = Q                | + Q
            outbox published    | =             | = Q            | = R              | = R             | + Q            | = D            | = D            | = Q                | = R
            command missed      | =             | + Q            | = R              | = R             | = Q            | = D            | = D            | = Q                | = R
            next one missed     | =             | = Q            | = R              | = R             | = Q            | = D            | = D            | = Q                | = R
            """);

    @ParameterizedTest(name = "{0} when {1}")
    @MethodSource("everyKindInEverySituation")
    void eachEventInEachSituationBecomesWhatTheTableSays(String kind, String situation) {
        Transition transition = on(task(situation), event(kind));

        assertThat(cell(transition)).isEqualTo(TABLE.cell(kind, situation));
    }

    static Stream<Arguments> everyKindInEverySituation() {
        return TABLE.rows().keySet().stream()
                .flatMap(kind -> TABLE.columns().stream().map(situation -> Arguments.of(kind, situation)));
    }

    private static @Nullable Task task(String situation) {
        return switch (situation) {
            case "no task" -> null;
            case "queued" -> after(submission());
            case "running: mine" -> after(submission(), MINE.begins());
            case "running: other" -> after(submission(), OTHER.begins());
            case "queued again" -> after(submission(), MINE.begins(), crashOf(MINE));
            case "done: mine" -> after(submission(), MINE.begins(), MINE.finishes(3));
            case "done: other" -> after(submission(), OTHER.begins(), OTHER.finishes(3));
            case "stub, queued again" -> after(MINE.begins(), crashOf(MINE));
            case "stub, running: mine" -> after(MINE.begins());
            default -> throw new IllegalArgumentException(situation);
        };
    }

    private static TaskEvent event(String kind) {
        return switch (kind) {
            case "submission" -> submission();
            case "second dispatch" -> dispatch(2);
            case "begins" -> MINE.begins();
            case "asks since 1 s" -> MINE.asks(Duration.ofSeconds(1));
            case "asks since 2 s" -> MINE.asks(Duration.ofSeconds(2));
            case "progresses" -> MINE.reaches(2, 20);
            case "finishes" -> MINE.finishes(3);
            case "fails" -> MINE.fails(3, 40);
            case "progresses late" -> MINE.reaches(4, 60);
            case "finishes late" -> MINE.finishes(4);
            case "next begins" -> NEXT.begins();
            case "next asks since 1 s" -> NEXT.asks(Duration.ofSeconds(1));
            case "next finishes" -> NEXT.finishes(2);
            case "orphan: begins" -> orphaned(MINE.begins());
            case "orphan: asks" -> orphaned(MINE.asks(Duration.ofSeconds(2)));
            case "orphan: progresses" -> orphaned(MINE.reaches(2, 20));
            case "orphan: finishes" -> orphaned(MINE.finishes(3));
            case "owner lost" -> crashOf(MINE);
            case "outbox published" -> published(2);
            case "command missed" -> missed(1, NOW);
            case "next one missed" -> missed(2, NOW); // its publish is under way
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static String cell(Transition transition) {
        String verdict =
                switch (transition.verdict()) {
                    case Verdict.Applied _ -> "+";
                    case Verdict.Repeated _ -> "=";
                    case Verdict.Deferred _ -> "~";
                    case Verdict.Refused refused -> refused.reason().name();
                };
        Task task = transition.task();
        return task == null ? verdict : verdict + " " + task.phase().name().charAt(0);
    }
}
