package io.taskmill.model.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.message.ControlMessage;
import io.taskmill.model.task.Transition.Decision;
import io.taskmill.model.task.Transition.Decision.Answer;
import io.taskmill.model.task.Transition.Decision.Probe;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who is told what by each kind of event in each situation; {@link Situations} says what their names mean.
 *
 * <p>A cell tells the answers, each with the run that it goes to: {@code granted}, the reason of a refusal, {@code
 * cancel}; then whose session is probed. A dash is no answer.
 */
class AnswerMatrixTest {

    private static final TextTable WANTED = TextTable.parse("""
                                | no task           | queued             | queued, strict     | running: mine      | running: other         | queued again      | running, limited
            begins              | -                 | -                  | -                  | -                  | HELD mine, probe other | SUPERSEDED mine   | -
            asks since 1 s      | -                 | -                  | granted mine       | granted mine       | HELD mine, probe other | SUPERSEDED mine   | granted mine
            asks since 2 s      | granted mine      | granted mine       | granted mine       | granted mine       | HELD mine, probe other | SUPERSEDED mine   | granted mine
            progresses          | -                 | -                  | -                  | -                  | HELD mine, probe other | SUPERSEDED mine   | -
            finishes            | -                 | -                  | -                  | -                  | HELD mine, probe other | SUPERSEDED mine   | -
            finishes late       | -                 | -                  | -                  | -                  | HELD mine, probe other | SUPERSEDED mine   | -
            aborts              | -                 | -                  | -                  | -                  | HELD mine, probe other | SUPERSEDED mine   | -
            gives back          | -                 | -                  | -                  | -                  | HELD mine, probe other | SUPERSEDED mine   | -
            next asks since 1 s | -                 | UNKNOWN_EPOCH next | UNKNOWN_EPOCH next | UNKNOWN_EPOCH next | UNKNOWN_EPOCH next     | -                 | UNKNOWN_EPOCH next
            orphan: begins      | SESSION_LOST mine | SESSION_LOST mine  | SESSION_LOST mine  | SESSION_LOST mine  | SESSION_LOST mine      | SESSION_LOST mine | SESSION_LOST mine
            owner lost          | -                 | -                  | -                  | -                  | -                      | -                 | -
            cancel              | -                 | -                  | -                  | cancel mine        | cancel other           | -                 | cancel mine
            another cancel      | -                 | -                  | -                  | cancel mine        | cancel other           | -                 | cancel mine
            retry of 1          | -                 | -                  | -                  | -                  | -                      | -                 | -
            due                 | -                 | -                  | -                  | -                  | -                      | -                 | ENDED mine
            """);

    private static final TextTable RETRIED = TextTable.parse("""
                                | retry wait: mine   | retry wait: other  | retry wait, deadline | released          | last attempt: next
            begins              | -                  | ENDED mine         | -                    | SUPERSEDED mine   | SUPERSEDED mine
            asks since 1 s      | ENDED mine         | ENDED mine         | ENDED mine           | SUPERSEDED mine   | SUPERSEDED mine
            asks since 2 s      | ENDED mine         | ENDED mine         | ENDED mine           | SUPERSEDED mine   | SUPERSEDED mine
            progresses          | -                  | ENDED mine         | -                    | SUPERSEDED mine   | SUPERSEDED mine
            finishes            | -                  | ENDED mine         | -                    | SUPERSEDED mine   | SUPERSEDED mine
            finishes late       | ENDED mine         | ENDED mine         | ENDED mine           | SUPERSEDED mine   | SUPERSEDED mine
            aborts              | -                  | ENDED mine         | -                    | SUPERSEDED mine   | SUPERSEDED mine
            gives back          | -                  | ENDED mine         | -                    | SUPERSEDED mine   | SUPERSEDED mine
            next asks since 1 s | UNKNOWN_EPOCH next | UNKNOWN_EPOCH next | UNKNOWN_EPOCH next   | -                 | granted next
            orphan: begins      | SESSION_LOST mine  | SESSION_LOST mine  | SESSION_LOST mine    | SESSION_LOST mine | SESSION_LOST mine
            owner lost          | -                  | -                  | -                    | -                 | -
            cancel              | -                  | -                  | -                    | -                 | cancel next
            another cancel      | -                  | -                  | -                    | -                 | cancel next
            retry of 1          | -                  | -                  | -                    | -                 | -
            due                 | -                  | -                  | -                    | -                 | -
            """);

    private static final TextTable ENDING = TextTable.parse("""
                                | aborting: mine     | aborting: other        | cancelled          | cancelled: mine    | done: mine         | done: other
            begins              | cancel mine        | HELD mine, probe other | ENDED mine         | -                  | -                  | ENDED mine
            asks since 1 s      | cancel mine        | HELD mine, probe other | ENDED mine         | ENDED mine         | ENDED mine         | ENDED mine
            asks since 2 s      | cancel mine        | HELD mine, probe other | ENDED mine         | ENDED mine         | ENDED mine         | ENDED mine
            progresses          | -                  | HELD mine, probe other | ENDED mine         | -                  | -                  | ENDED mine
            finishes            | -                  | HELD mine, probe other | ENDED mine         | -                  | -                  | ENDED mine
            finishes late       | -                  | HELD mine, probe other | ENDED mine         | ENDED mine         | ENDED mine         | ENDED mine
            aborts              | -                  | HELD mine, probe other | ENDED mine         | -                  | -                  | ENDED mine
            gives back          | -                  | HELD mine, probe other | ENDED mine         | -                  | -                  | ENDED mine
            next asks since 1 s | UNKNOWN_EPOCH next | UNKNOWN_EPOCH next     | UNKNOWN_EPOCH next | UNKNOWN_EPOCH next | UNKNOWN_EPOCH next | UNKNOWN_EPOCH next
            orphan: begins      | SESSION_LOST mine  | SESSION_LOST mine      | SESSION_LOST mine  | SESSION_LOST mine  | SESSION_LOST mine  | SESSION_LOST mine
            owner lost          | -                  | -                      | -                  | -                  | -                  | -
            cancel              | -                  | -                      | -                  | -                  | -                  | -
            another cancel      | cancel mine        | cancel other           | -                  | -                  | -                  | -
            retry of 1          | -                  | -                      | -                  | -                  | -                  | -
            due                 | cancel mine        | cancel other           | -                  | -                  | -                  | -
            """);

    @ParameterizedTest(name = "{0} when {1}")
    @MethodSource("everyKindInEverySituation")
    void eachEventInEachSituationIsAnsweredAsTheTableSays(String kind, String situation, String expected) {
        List<Decision> decisions = Situations.transition(kind, situation).decisions();

        assertThat(decisions.isEmpty() ? "-" : text(decisions)).isEqualTo(expected);
    }

    static Stream<Arguments> everyKindInEverySituation() {
        return Stream.of(WANTED, RETRIED, ENDING)
                .flatMap(table -> table.rows().keySet().stream().flatMap(kind -> table.columns().stream()
                        .map(situation -> Arguments.of(kind, situation, table.cell(kind, situation)))));
    }

    private static String text(List<Decision> decisions) {
        return decisions.stream().map(AnswerMatrixTest::text).collect(Collectors.joining(", "));
    }

    private static String text(Decision decision) {
        return switch (decision) {
            case Probe(String session) -> "probe " + runOf(session);
            case Answer(String session, ControlMessage message) -> text(message, runOf(session));
        };
    }

    private static String text(ControlMessage message, String to) {
        return switch (message) {
            case ControlMessage.Granted granted -> "granted " + same(granted.run(), to);
            case ControlMessage.Refused refused -> refused.reason() + " " + same(refused.run(), to);
            case ControlMessage.CancelRun cancel -> "cancel " + same(cancel.run(), to);
            case ControlMessage.SessionOver _, ControlMessage.Probe _, ControlMessage.PausesKnown _ ->
                throw new AssertionError("a task tells nobody " + message);
        };
    }

    private static String same(String run, String to) {
        assertThat(run)
                .as("the run that is spoken of, and whose session is told")
                .isEqualTo(to);
        return run;
    }

    /** Each of these runs has a session of its own. */
    private static String runOf(String session) {
        return session.substring("session-".length());
    }
}
