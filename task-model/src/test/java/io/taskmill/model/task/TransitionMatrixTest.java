package io.taskmill.model.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Phase;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.task.Transition.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of each kind of event in each situation of the task; {@link Situations} says what their names mean.
 *
 * <p>A cell tells the verdict, then the phase afterwards: {@code +} applied, {@code =} repeated, {@code ~} deferred, or
 * the reason of the refusal; Q is QUEUED, B is BLOCKED, S is SCHEDULED, R is RUNNING, H is WAITING_CHILDREN, E is ENDING, W is RETRY_WAIT, A is
 * ABORTING, C is CLEANING, D is DONE, and without a phase there is no task.
 */
class TransitionMatrixTest {

    private static final TextTable ORDINARY = TextTable.parse("""
                                 | no task         | queued            | running: mine     | running: other    | queued again      | done: mine        | done: other
            submission           | + Q             | = Q               | = R               | = R               | = Q               | = D               | = D
            submission, held     | + S             | = Q               | = R               | = R               | = Q               | = D               | = D
            submission, retrying | + Q             | = Q               | = R               | = R               | = Q               | = D               | = D
            second dispatch      | + Q             | = Q               | = R               | = R               | = Q               | = D               | = D
            begins               | + R             | + R               | = R               | HELD R            | SUPERSEDED Q      | = D               | ENDED D
            asks since 1 s       | ~               | ~ Q               | = R               | HELD R            | SUPERSEDED Q      | ENDED D           | ENDED D
            asks since 2 s       | + R             | + R               | = R               | HELD R            | SUPERSEDED Q      | ENDED D           | ENDED D
            progresses           | + R             | + R               | + R               | HELD R            | SUPERSEDED Q      | = D               | ENDED D
            finishes             | + D             | + D               | + D               | HELD R            | SUPERSEDED Q      | = D               | ENDED D
            fails                | + D             | + D               | + D               | HELD R            | SUPERSEDED Q      | = D               | ENDED D
            aborts               | + D             | + D               | + D               | HELD R            | SUPERSEDED Q      | = D               | ENDED D
            gives back           | + Q             | + Q               | + Q               | HELD R            | SUPERSEDED Q      | = D               | ENDED D
            progresses late      | + R             | + R               | + R               | HELD R            | SUPERSEDED Q      | ENDED D           | ENDED D
            finishes late        | + D             | + D               | + D               | HELD R            | SUPERSEDED Q      | ENDED D           | ENDED D
            fails late           | + D             | + D               | + D               | HELD R            | SUPERSEDED Q      | ENDED D           | ENDED D
            aborts late          | + D             | + D               | + D               | HELD R            | SUPERSEDED Q      | ENDED D           | ENDED D
            spawns               | + H             | + H               | + H               | HELD R            | SUPERSEDED Q      | = D               | ENDED D
            children are over    | =               | = Q               | = R               | = R               | = Q               | = D               | = D
            part asks            | =               | = Q               | = R               | + R               | + Q               | + D               | + D
            gives back late      | + Q             | + Q               | + Q               | HELD R            | SUPERSEDED Q      | ENDED D           | ENDED D
            next begins          | + R             | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | UNKNOWN_EPOCH R   | + R               | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D
            next asks since 1 s  | ~               | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | UNKNOWN_EPOCH R   | ~ Q               | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D
            next finishes        | + D             | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | UNKNOWN_EPOCH R   | + D               | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D
            next fails           | + D             | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | UNKNOWN_EPOCH R   | + D               | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D
            orphan: begins       | + Q             | + Q               | + Q               | SESSION_LOST R    | SESSION_LOST Q    | SESSION_LOST D    | SESSION_LOST D
            orphan: asks         | SESSION_LOST    | SESSION_LOST Q    | + Q               | SESSION_LOST R    | SESSION_LOST Q    | SESSION_LOST D    | SESSION_LOST D
            orphan: progresses   | + Q             | + Q               | + Q               | SESSION_LOST R    | SESSION_LOST Q    | SESSION_LOST D    | SESSION_LOST D
            orphan: finishes     | + Q             | + Q               | + Q               | SESSION_LOST R    | SESSION_LOST Q    | SESSION_LOST D    | SESSION_LOST D
            owner lost           | =               | = Q               | + Q               | = R               | = Q               | = D               | = D
            outbox published     | =               | = Q               | = R               | = R               | + Q               | = D               | = D
            command missed       | =               | + Q               | = R               | = R               | = Q               | = D               | = D
            next one missed      | =               | = Q               | = R               | = R               | = Q               | = D               | = D
            cancel               | + D             | + D               | + A               | + A               | + D               | ENDED D           | ENDED D
            another cancel       | + D             | + D               | + A               | + A               | + D               | ENDED D           | ENDED D
            amend                | UNKNOWN_EPOCH   | + S               | STARTED R         | STARTED R         | + S               | ENDED D           | ENDED D
            amend priority       | UNKNOWN_EPOCH   | + S               | STARTED R         | STARTED R         | + S               | ENDED D           | ENDED D
            retry of 1           | UNKNOWN_EPOCH   | NOT_FAILED Q      | NOT_FAILED R      | NOT_FAILED R      | SUPERSEDED Q      | NOT_FAILED D      | NOT_FAILED D
            another retry of 1   | UNKNOWN_EPOCH   | NOT_FAILED Q      | NOT_FAILED R      | NOT_FAILED R      | SUPERSEDED Q      | NOT_FAILED D      | NOT_FAILED D
            retry of 2           | UNKNOWN_EPOCH   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | UNKNOWN_EPOCH R   | NOT_FAILED Q      | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D
            retry of 3           | UNKNOWN_EPOCH   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | UNKNOWN_EPOCH R   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D
            delete of 1          | UNKNOWN_EPOCH   | NOT_ENDED Q       | NOT_ENDED R       | NOT_ENDED R       | SUPERSEDED Q      | + D               | + D
            another delete of 1  | UNKNOWN_EPOCH   | NOT_ENDED Q       | NOT_ENDED R       | NOT_ENDED R       | SUPERSEDED Q      | + D               | + D
            delete of 2          | UNKNOWN_EPOCH   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | UNKNOWN_EPOCH R   | NOT_ENDED Q       | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D
            command dead         | =               | + Q               | = R               | = R               | = Q               | = D               | = D
            next one dead        | =               | = Q               | = R               | = R               | + Q               | = D               | = D
            leaves a checkpoint  | + R             | + R               | + R               | HELD R            | SUPERSEDED Q      | = D               | ENDED D
            leaves one late      | + R             | + R               | + R               | HELD R            | SUPERSEDED Q      | ENDED D           | ENDED D
            orphan: leaves one   | + Q             | + Q               | + Q               | SESSION_LOST R    | SESSION_LOST Q    | SESSION_LOST D    | SESSION_LOST D
            tells of a pool      | + R             | + R               | + R               | HELD R            | SUPERSEDED Q      | + D               | ENDED D
            tells of it late     | + R             | + R               | + R               | HELD R            | SUPERSEDED Q      | ENDED D           | ENDED D
            orphan: tells        | + Q             | + Q               | + Q               | SESSION_LOST R    | SESSION_LOST Q    | SESSION_LOST D    | SESSION_LOST D
            type missing         | + B             | + B               | = R               | = R               | = Q               | = D               | = D
            type paused          | + B             | + B               | = R               | = R               | = Q               | = D               | = D
            next type missing    | + B             | = Q               | = R               | = R               | + B               | = D               | = D
            type found           | =               | = Q               | = R               | = R               | = Q               | = D               | = D
            next type found      | =               | = Q               | = R               | = R               | = Q               | = D               | = D
            watched              | + Q             | + Q               | + R               | + R               | + Q               | + D               | + D
            dependency finished  | =               | = Q               | = R               | = R               | = Q               | = D               | = D
            dependency failed    | =               | = Q               | = R               | = R               | = Q               | = D               | = D
            gate granted         | + Q             | + Q               | + R               | + R               | + Q               | + D               | + D
            gate displaced       | =               | = Q               | = R               | = R               | = Q               | = D               | = D
            gate refused         | =               | = Q               | = R               | = R               | = Q               | = D               | = D
            rate granted         | =               | = Q               | = R               | = R               | = Q               | = D               | = D
            rate granted later   | =               | + Q               | + R               | + R               | + Q               | + D               | + D
            not yet due          | =               | = Q               | = R               | = R               | = Q               | = D               | = D
            due                  | =               | = Q               | = R               | = R               | = Q               | = D               | = D
            pushes a rollback    | + R             | + R               | + R               | + R               | + Q               | = D               | ENDED D
            pushes another       | + R             | + R               | + R               | + R               | + Q               | ENDED D           | ENDED D
            orphan: pushes one   | + Q             | + Q               | + Q               | + R               | + Q               | SESSION_LOST D    | SESSION_LOST D
            next rolls back      | + R             | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | UNKNOWN_EPOCH R   | + R               | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D
            next is through      | + R             | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | UNKNOWN_EPOCH R   | + R               | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D
            rollback of 1        | UNKNOWN_EPOCH   | NOTHING_TO_UNDO Q | NOTHING_TO_UNDO R | NOTHING_TO_UNDO R | SUPERSEDED Q      | NOTHING_TO_UNDO D | NOTHING_TO_UNDO D
            rollback of 2        | UNKNOWN_EPOCH   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | UNKNOWN_EPOCH R   | NOTHING_TO_UNDO Q | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D
            """);

    private static final TextTable CANCELLED_AND_FAILED = TextTable.parse("""
                                 | aborting: mine    | aborting: other   | cancelled         | cancelled: mine   | failed: mine      | failed: next      | retried
            submission           | = A               | = A               | = D               | = D               | = D               | = D               | = Q
            submission, held     | = A               | = A               | = D               | = D               | = D               | = D               | = Q
            submission, retrying | = A               | = A               | = D               | = D               | = D               | = D               | = Q
            second dispatch      | = A               | = A               | = D               | = D               | = D               | = D               | = Q
            begins               | = A               | HELD A            | ENDED D           | = D               | = D               | SUPERSEDED D      | SUPERSEDED Q
            asks since 1 s       | = A               | HELD A            | ENDED D           | ENDED D           | ENDED D           | SUPERSEDED D      | SUPERSEDED Q
            asks since 2 s       | = A               | HELD A            | ENDED D           | ENDED D           | ENDED D           | SUPERSEDED D      | SUPERSEDED Q
            progresses           | + A               | HELD A            | ENDED D           | = D               | = D               | SUPERSEDED D      | SUPERSEDED Q
            finishes             | + D               | HELD A            | ENDED D           | = D               | = D               | SUPERSEDED D      | SUPERSEDED Q
            fails                | + D               | HELD A            | ENDED D           | = D               | = D               | SUPERSEDED D      | SUPERSEDED Q
            aborts               | + D               | HELD A            | ENDED D           | = D               | = D               | SUPERSEDED D      | SUPERSEDED Q
            gives back           | + D               | HELD A            | ENDED D           | = D               | = D               | SUPERSEDED D      | SUPERSEDED Q
            progresses late      | + A               | HELD A            | ENDED D           | ENDED D           | ENDED D           | SUPERSEDED D      | SUPERSEDED Q
            finishes late        | + D               | HELD A            | ENDED D           | ENDED D           | ENDED D           | SUPERSEDED D      | SUPERSEDED Q
            fails late           | + D               | HELD A            | ENDED D           | ENDED D           | ENDED D           | SUPERSEDED D      | SUPERSEDED Q
            aborts late          | + D               | HELD A            | ENDED D           | ENDED D           | ENDED D           | SUPERSEDED D      | SUPERSEDED Q
            spawns               | + D               | HELD A            | ENDED D           | = D               | = D               | SUPERSEDED D      | SUPERSEDED Q
            children are over    | = A               | = A               | = D               | = D               | = D               | = D               | = Q
            part asks            | = A               | + A               | + D               | + D               | + D               | + D               | + Q
            gives back late      | + D               | HELD A            | ENDED D           | ENDED D           | ENDED D           | SUPERSEDED D      | SUPERSEDED Q
            next begins          | UNKNOWN_EPOCH A   | UNKNOWN_EPOCH A   | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D   | = D               | + R
            next asks since 1 s  | UNKNOWN_EPOCH A   | UNKNOWN_EPOCH A   | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D   | ENDED D           | ~ Q
            next finishes        | UNKNOWN_EPOCH A   | UNKNOWN_EPOCH A   | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D   | ENDED D           | + D
            next fails           | UNKNOWN_EPOCH A   | UNKNOWN_EPOCH A   | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D   | ENDED D           | + D
            orphan: begins       | + D               | SESSION_LOST A    | SESSION_LOST D    | SESSION_LOST D    | SESSION_LOST D    | SESSION_LOST D    | SESSION_LOST Q
            orphan: asks         | + D               | SESSION_LOST A    | SESSION_LOST D    | SESSION_LOST D    | SESSION_LOST D    | SESSION_LOST D    | SESSION_LOST Q
            orphan: progresses   | + D               | SESSION_LOST A    | SESSION_LOST D    | SESSION_LOST D    | SESSION_LOST D    | SESSION_LOST D    | SESSION_LOST Q
            orphan: finishes     | + D               | SESSION_LOST A    | SESSION_LOST D    | SESSION_LOST D    | SESSION_LOST D    | SESSION_LOST D    | SESSION_LOST Q
            owner lost           | + D               | = A               | = D               | = D               | = D               | = D               | = Q
            outbox published     | = A               | = A               | = D               | = D               | = D               | + D               | + Q
            command missed       | = A               | = A               | = D               | = D               | = D               | = D               | = Q
            next one missed      | = A               | = A               | = D               | = D               | = D               | = D               | = Q
            cancel               | = A               | = A               | = D               | = D               | ENDED D           | ENDED D           | + D
            another cancel       | + A               | + A               | ENDED D           | ENDED D           | ENDED D           | ENDED D           | + D
            amend                | STARTED A         | STARTED A         | ENDED D           | ENDED D           | ENDED D           | ENDED D           | + S
            amend priority       | STARTED A         | STARTED A         | ENDED D           | ENDED D           | ENDED D           | ENDED D           | + S
            retry of 1           | NOT_FAILED A      | NOT_FAILED A      | + Q               | + Q               | + Q               | SUPERSEDED D      | = Q
            another retry of 1   | NOT_FAILED A      | NOT_FAILED A      | + Q               | + Q               | + Q               | SUPERSEDED D      | SUPERSEDED Q
            retry of 2           | UNKNOWN_EPOCH A   | UNKNOWN_EPOCH A   | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D   | + Q               | NOT_FAILED Q
            retry of 3           | UNKNOWN_EPOCH A   | UNKNOWN_EPOCH A   | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH Q
            delete of 1          | NOT_ENDED A       | NOT_ENDED A       | + D               | + D               | + D               | SUPERSEDED D      | SUPERSEDED Q
            another delete of 1  | NOT_ENDED A       | NOT_ENDED A       | + D               | + D               | + D               | SUPERSEDED D      | SUPERSEDED Q
            delete of 2          | UNKNOWN_EPOCH A   | UNKNOWN_EPOCH A   | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D   | + D               | NOT_ENDED Q
            command dead         | = A               | = A               | = D               | = D               | = D               | = D               | = Q
            next one dead        | = A               | = A               | = D               | = D               | = D               | = D               | + Q
            leaves a checkpoint  | + A               | HELD A            | ENDED D           | + D               | + D               | SUPERSEDED D      | SUPERSEDED Q
            leaves one late      | + A               | HELD A            | ENDED D           | ENDED D           | ENDED D           | SUPERSEDED D      | SUPERSEDED Q
            orphan: leaves one   | + D               | SESSION_LOST A    | SESSION_LOST D    | SESSION_LOST D    | SESSION_LOST D    | SESSION_LOST D    | SESSION_LOST Q
            tells of a pool      | + A               | HELD A            | ENDED D           | + D               | + D               | SUPERSEDED D      | SUPERSEDED Q
            tells of it late     | + A               | HELD A            | ENDED D           | ENDED D           | ENDED D           | SUPERSEDED D      | SUPERSEDED Q
            orphan: tells        | + D               | SESSION_LOST A    | SESSION_LOST D    | SESSION_LOST D    | SESSION_LOST D    | SESSION_LOST D    | SESSION_LOST Q
            type missing         | = A               | = A               | = D               | = D               | = D               | = D               | = Q
            type paused          | = A               | = A               | = D               | = D               | = D               | = D               | = Q
            next type missing    | = A               | = A               | = D               | = D               | = D               | = D               | + B
            type found           | = A               | = A               | = D               | = D               | = D               | = D               | = Q
            next type found      | = A               | = A               | = D               | = D               | = D               | = D               | = Q
            watched              | + A               | + A               | + D               | + D               | + D               | + D               | + Q
            dependency finished  | = A               | = A               | = D               | = D               | = D               | = D               | = Q
            dependency failed    | = A               | = A               | = D               | = D               | = D               | = D               | = Q
            gate granted         | + A               | + A               | + D               | + D               | + D               | + D               | + Q
            gate displaced       | = A               | = A               | = D               | = D               | = D               | = D               | = Q
            gate refused         | = A               | = A               | = D               | = D               | = D               | = D               | = Q
            rate granted         | = A               | = A               | = D               | = D               | = D               | = D               | = Q
            rate granted later   | + A               | + A               | + D               | + D               | + D               | + D               | + Q
            not yet due          | = A               | = A               | = D               | = D               | = D               | = D               | = Q
            due                  | + A               | + A               | = D               | = D               | = D               | = D               | = Q
            pushes a rollback    | + A               | + A               | + D               | + D               | + D               | + D               | + Q
            pushes another       | + A               | + A               | + D               | + D               | + D               | + D               | + Q
            orphan: pushes one   | + D               | + A               | + D               | + D               | + D               | + D               | + Q
            next rolls back      | UNKNOWN_EPOCH A   | UNKNOWN_EPOCH A   | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D   | = D               | + R
            next is through      | UNKNOWN_EPOCH A   | UNKNOWN_EPOCH A   | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D   | ENDED D           | + R
            rollback of 1        | NOTHING_TO_UNDO A | NOTHING_TO_UNDO A | NOTHING_TO_UNDO D | NOTHING_TO_UNDO D | NOTHING_TO_UNDO D | SUPERSEDED D      | SUPERSEDED Q
            rollback of 2        | UNKNOWN_EPOCH A   | UNKNOWN_EPOCH A   | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D   | NOTHING_TO_UNDO D | NOTHING_TO_UNDO Q
            """);

    private static final TextTable WITH_POLICY = TextTable.parse("""
                                 | queued, limited   | running, limited  | retry wait: mine  | retry wait: other | retry wait, deadline | released          | last attempt: next | cancelled in wait | queued, strict    | blocked           | tried again       | blocked again
            submission           | = Q               | = R               | = W               | = W               | = W                  | = Q               | = R                | = D               | = Q               | = B               | = Q               | = B
            submission, held     | = Q               | = R               | = W               | = W               | = W                  | = Q               | = R                | = D               | = Q               | = B               | = Q               | = B
            submission, retrying | = Q               | = R               | = W               | = W               | = W                  | = Q               | = R                | = D               | = Q               | = B               | = Q               | = B
            second dispatch      | = Q               | = R               | = W               | = W               | = W                  | = Q               | = R                | = D               | = Q               | = B               | = Q               | = B
            begins               | + R               | = R               | = W               | ENDED W           | = W                  | SUPERSEDED Q      | SUPERSEDED R       | = D               | + R               | + R               | SUPERSEDED Q      | SUPERSEDED B
            asks since 1 s       | ~ Q               | = R               | ENDED W           | ENDED W           | ENDED W              | SUPERSEDED Q      | SUPERSEDED R       | ENDED D           | + R               | ~ B               | SUPERSEDED Q      | SUPERSEDED B
            asks since 2 s       | + R               | = R               | ENDED W           | ENDED W           | ENDED W              | SUPERSEDED Q      | SUPERSEDED R       | ENDED D           | + R               | + R               | SUPERSEDED Q      | SUPERSEDED B
            progresses           | + R               | + R               | = W               | ENDED W           | = W                  | SUPERSEDED Q      | SUPERSEDED R       | = D               | + R               | + R               | SUPERSEDED Q      | SUPERSEDED B
            finishes             | + D               | + D               | = W               | ENDED W           | = W                  | SUPERSEDED Q      | SUPERSEDED R       | = D               | + D               | + D               | SUPERSEDED Q      | SUPERSEDED B
            fails                | + D               | + W               | = W               | ENDED W           | = W                  | SUPERSEDED Q      | SUPERSEDED R       | = D               | + D               | + D               | SUPERSEDED Q      | SUPERSEDED B
            aborts               | + D               | + D               | = W               | ENDED W           | = W                  | SUPERSEDED Q      | SUPERSEDED R       | = D               | + D               | + D               | SUPERSEDED Q      | SUPERSEDED B
            gives back           | + Q               | + Q               | = W               | ENDED W           | = W                  | SUPERSEDED Q      | SUPERSEDED R       | = D               | + Q               | + Q               | SUPERSEDED Q      | SUPERSEDED B
            progresses late      | + R               | + R               | ENDED W           | ENDED W           | ENDED W              | SUPERSEDED Q      | SUPERSEDED R       | ENDED D           | + R               | + R               | SUPERSEDED Q      | SUPERSEDED B
            finishes late        | + D               | + D               | ENDED W           | ENDED W           | ENDED W              | SUPERSEDED Q      | SUPERSEDED R       | ENDED D           | + D               | + D               | SUPERSEDED Q      | SUPERSEDED B
            fails late           | + D               | + W               | ENDED W           | ENDED W           | ENDED W              | SUPERSEDED Q      | SUPERSEDED R       | ENDED D           | + D               | + D               | SUPERSEDED Q      | SUPERSEDED B
            aborts late          | + D               | + D               | ENDED W           | ENDED W           | ENDED W              | SUPERSEDED Q      | SUPERSEDED R       | ENDED D           | + D               | + D               | SUPERSEDED Q      | SUPERSEDED B
            spawns               | + H               | + H               | = W               | ENDED W           | = W                  | SUPERSEDED Q      | SUPERSEDED R       | = D               | + H               | + H               | SUPERSEDED Q      | SUPERSEDED B
            children are over    | = Q               | = R               | = W               | = W               | = W                  | = Q               | = R                | = D               | = Q               | = B               | = Q               | = B
            part asks            | = Q               | = R               | = W               | + W               | = W                  | + Q               | + R                | + D               | = Q               | = B               | + Q               | + B
            gives back late      | + Q               | + Q               | ENDED W           | ENDED W           | ENDED W              | SUPERSEDED Q      | SUPERSEDED R       | ENDED D           | + Q               | + Q               | SUPERSEDED Q      | SUPERSEDED B
            next begins          | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH W      | + R               | = R                | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH B   | + R               | + R
            next asks since 1 s  | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH W      | ~ Q               | = R                | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH B   | ~ Q               | ~ B
            next finishes        | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH W      | + D               | + D                | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH B   | + D               | + D
            next fails           | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH W      | + D               | + D                | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH B   | + D               | + D
            orphan: begins       | + Q               | + Q               | SESSION_LOST W    | SESSION_LOST W    | SESSION_LOST W       | SESSION_LOST Q    | SESSION_LOST R     | SESSION_LOST D    | + Q               | + Q               | SESSION_LOST Q    | SESSION_LOST B
            orphan: asks         | SESSION_LOST Q    | + Q               | SESSION_LOST W    | SESSION_LOST W    | SESSION_LOST W       | SESSION_LOST Q    | SESSION_LOST R     | SESSION_LOST D    | SESSION_LOST Q    | SESSION_LOST B    | SESSION_LOST Q    | SESSION_LOST B
            orphan: progresses   | + Q               | + Q               | SESSION_LOST W    | SESSION_LOST W    | SESSION_LOST W       | SESSION_LOST Q    | SESSION_LOST R     | SESSION_LOST D    | + Q               | + Q               | SESSION_LOST Q    | SESSION_LOST B
            orphan: finishes     | + Q               | + Q               | SESSION_LOST W    | SESSION_LOST W    | SESSION_LOST W       | SESSION_LOST Q    | SESSION_LOST R     | SESSION_LOST D    | + Q               | + Q               | SESSION_LOST Q    | SESSION_LOST B
            owner lost           | = Q               | + Q               | = W               | = W               | = W                  | = Q               | = R                | = D               | = Q               | = B               | = Q               | = B
            outbox published     | = Q               | = R               | = W               | = W               | = W                  | + Q               | + R                | = D               | = Q               | = B               | + Q               | + B
            command missed       | + Q               | = R               | = W               | = W               | = W                  | = Q               | = R                | = D               | + Q               | = B               | = Q               | = B
            next one missed      | = Q               | = R               | = W               | = W               | = W                  | = Q               | = R                | = D               | = Q               | = B               | = Q               | = B
            cancel               | + D               | + A               | + D               | + D               | + D                  | + D               | + A                | = D               | + D               | + D               | + D               | + D
            another cancel       | + D               | + A               | + D               | + D               | + D                  | + D               | + A                | ENDED D           | + D               | + D               | + D               | + D
            amend                | + S               | STARTED R         | + W               | + W               | + W                  | + S               | STARTED R          | ENDED D           | + S               | + S               | + S               | + S
            amend priority       | + S               | STARTED R         | + W               | + W               | + W                  | + S               | STARTED R          | ENDED D           | + S               | + S               | + S               | + S
            retry of 1           | NOT_FAILED Q      | NOT_FAILED R      | NOT_FAILED W      | NOT_FAILED W      | NOT_FAILED W         | SUPERSEDED Q      | SUPERSEDED R       | + Q               | NOT_FAILED Q      | NOT_FAILED B      | SUPERSEDED Q      | SUPERSEDED B
            another retry of 1   | NOT_FAILED Q      | NOT_FAILED R      | NOT_FAILED W      | NOT_FAILED W      | NOT_FAILED W         | SUPERSEDED Q      | SUPERSEDED R       | + Q               | NOT_FAILED Q      | NOT_FAILED B      | SUPERSEDED Q      | SUPERSEDED B
            retry of 2           | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH W      | NOT_FAILED Q      | NOT_FAILED R       | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH B   | NOT_FAILED Q      | NOT_FAILED B
            retry of 3           | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH W      | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R    | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH B
            delete of 1          | NOT_ENDED Q       | NOT_ENDED R       | NOT_ENDED W       | NOT_ENDED W       | NOT_ENDED W          | SUPERSEDED Q      | SUPERSEDED R       | + D               | NOT_ENDED Q       | NOT_ENDED B       | SUPERSEDED Q      | SUPERSEDED B
            another delete of 1  | NOT_ENDED Q       | NOT_ENDED R       | NOT_ENDED W       | NOT_ENDED W       | NOT_ENDED W          | SUPERSEDED Q      | SUPERSEDED R       | + D               | NOT_ENDED Q       | NOT_ENDED B       | SUPERSEDED Q      | SUPERSEDED B
            delete of 2          | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH W      | NOT_ENDED Q       | NOT_ENDED R        | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH B   | NOT_ENDED Q       | NOT_ENDED B
            command dead         | + Q               | = R               | = W               | = W               | = W                  | = Q               | = R                | = D               | + Q               | = B               | = Q               | = B
            next one dead        | = Q               | = R               | = W               | = W               | = W                  | + Q               | = R                | = D               | = Q               | = B               | + Q               | = B
            leaves a checkpoint  | + R               | + R               | + W               | ENDED W           | + W                  | SUPERSEDED Q      | SUPERSEDED R       | + D               | + R               | + R               | SUPERSEDED Q      | SUPERSEDED B
            leaves one late      | + R               | + R               | ENDED W           | ENDED W           | ENDED W              | SUPERSEDED Q      | SUPERSEDED R       | ENDED D           | + R               | + R               | SUPERSEDED Q      | SUPERSEDED B
            orphan: leaves one   | + Q               | + Q               | SESSION_LOST W    | SESSION_LOST W    | SESSION_LOST W       | SESSION_LOST Q    | SESSION_LOST R     | SESSION_LOST D    | + Q               | + Q               | SESSION_LOST Q    | SESSION_LOST B
            tells of a pool      | + R               | + R               | + W               | ENDED W           | + W                  | SUPERSEDED Q      | SUPERSEDED R       | + D               | + R               | + R               | SUPERSEDED Q      | SUPERSEDED B
            tells of it late     | + R               | + R               | ENDED W           | ENDED W           | ENDED W              | SUPERSEDED Q      | SUPERSEDED R       | ENDED D           | + R               | + R               | SUPERSEDED Q      | SUPERSEDED B
            orphan: tells        | + Q               | + Q               | SESSION_LOST W    | SESSION_LOST W    | SESSION_LOST W       | SESSION_LOST Q    | SESSION_LOST R     | SESSION_LOST D    | + Q               | + Q               | SESSION_LOST Q    | SESSION_LOST B
            type missing         | + B               | = R               | = W               | = W               | = W                  | = Q               | = R                | = D               | + B               | = B               | = Q               | = B
            type paused          | + B               | = R               | = W               | = W               | = W                  | = Q               | = R                | = D               | + B               | = B               | = Q               | = B
            next type missing    | = Q               | = R               | = W               | = W               | = W                  | + B               | = R                | = D               | = Q               | = B               | + B               | = B
            type found           | = Q               | = R               | = W               | = W               | = W                  | = Q               | = R                | = D               | = Q               | + Q               | = Q               | = B
            next type found      | = Q               | = R               | = W               | = W               | = W                  | = Q               | = R                | = D               | = Q               | = B               | = Q               | + Q
            watched              | + Q               | + R               | + W               | + W               | + W                  | + Q               | + R                | + D               | + Q               | + B               | + Q               | + B
            dependency finished  | = Q               | = R               | = W               | = W               | = W                  | = Q               | = R                | = D               | = Q               | = B               | = Q               | = B
            dependency failed    | = Q               | = R               | = W               | = W               | = W                  | = Q               | = R                | = D               | = Q               | = B               | = Q               | = B
            gate granted         | + Q               | + R               | + W               | + W               | + W                  | + Q               | + R                | + D               | + Q               | + B               | + Q               | + B
            gate displaced       | = Q               | = R               | = W               | = W               | = W                  | = Q               | = R                | = D               | = Q               | = B               | = Q               | = B
            gate refused         | = Q               | = R               | = W               | = W               | = W                  | = Q               | = R                | = D               | = Q               | = B               | = Q               | = B
            rate granted         | = Q               | = R               | = W               | = W               | = W                  | = Q               | = R                | = D               | = Q               | = B               | = Q               | = B
            rate granted later   | + Q               | + R               | + W               | + W               | + W                  | + Q               | + R                | + D               | + Q               | + B               | + Q               | + B
            not yet due          | = Q               | = R               | = W               | = W               | = W                  | = Q               | = R                | = D               | = Q               | = B               | = Q               | = B
            due                  | + D               | + W               | + Q               | + Q               | + D                  | = Q               | = R                | = D               | = Q               | + D               | = Q               | + Q
            pushes a rollback    | + R               | + R               | + W               | + W               | + W                  | + Q               | + R                | + D               | + R               | + R               | + Q               | + B
            pushes another       | + R               | + R               | + W               | + W               | + W                  | + Q               | + R                | + D               | + R               | + R               | + Q               | + B
            orphan: pushes one   | + Q               | + Q               | + W               | + W               | + W                  | + Q               | + R                | + D               | + Q               | + Q               | + Q               | + B
            next rolls back      | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH W      | + R               | + R                | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH B   | + R               | + R
            next is through      | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH W      | + R               | + R                | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH B   | + R               | + R
            rollback of 1        | NOTHING_TO_UNDO Q | NOTHING_TO_UNDO R | NOTHING_TO_UNDO W | NOTHING_TO_UNDO W | NOTHING_TO_UNDO W    | SUPERSEDED Q      | SUPERSEDED R       | NOTHING_TO_UNDO D | NOTHING_TO_UNDO Q | NOTHING_TO_UNDO B | SUPERSEDED Q      | SUPERSEDED B
            rollback of 2        | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH W      | NOTHING_TO_UNDO Q | NOTHING_TO_UNDO R  | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH B   | NOTHING_TO_UNDO Q | NOTHING_TO_UNDO B
            """);

    private static final TextTable HELD = TextTable.parse("""
                                 | scheduled         | scheduled: released | scheduled: cancelled | scheduled: amended | queued: amended   | awaiting          | awaiting: failed
            submission           | = S               | = Q                 | = D                  | = S                | = S               | = B               | = D
            submission, held     | = S               | = Q                 | = D                  | = S                | = S               | = B               | = D
            submission, retrying | = S               | = Q                 | = D                  | = S                | = S               | = B               | = D
            second dispatch      | = S               | = Q                 | = D                  | = S                | = S               | = B               | = D
            begins               | UNKNOWN_EPOCH S   | + R                 | ENDED D              | UNKNOWN_EPOCH S    | SUPERSEDED S      | UNKNOWN_EPOCH B   | ENDED D
            asks since 1 s       | UNKNOWN_EPOCH S   | ~ Q                 | ENDED D              | UNKNOWN_EPOCH S    | SUPERSEDED S      | UNKNOWN_EPOCH B   | ENDED D
            asks since 2 s       | UNKNOWN_EPOCH S   | + R                 | ENDED D              | UNKNOWN_EPOCH S    | SUPERSEDED S      | UNKNOWN_EPOCH B   | ENDED D
            progresses           | UNKNOWN_EPOCH S   | + R                 | ENDED D              | UNKNOWN_EPOCH S    | SUPERSEDED S      | UNKNOWN_EPOCH B   | ENDED D
            finishes             | UNKNOWN_EPOCH S   | + D                 | ENDED D              | UNKNOWN_EPOCH S    | SUPERSEDED S      | UNKNOWN_EPOCH B   | ENDED D
            fails                | UNKNOWN_EPOCH S   | + D                 | ENDED D              | UNKNOWN_EPOCH S    | SUPERSEDED S      | UNKNOWN_EPOCH B   | ENDED D
            aborts               | UNKNOWN_EPOCH S   | + D                 | ENDED D              | UNKNOWN_EPOCH S    | SUPERSEDED S      | UNKNOWN_EPOCH B   | ENDED D
            gives back           | UNKNOWN_EPOCH S   | + Q                 | ENDED D              | UNKNOWN_EPOCH S    | SUPERSEDED S      | UNKNOWN_EPOCH B   | ENDED D
            progresses late      | UNKNOWN_EPOCH S   | + R                 | ENDED D              | UNKNOWN_EPOCH S    | SUPERSEDED S      | UNKNOWN_EPOCH B   | ENDED D
            finishes late        | UNKNOWN_EPOCH S   | + D                 | ENDED D              | UNKNOWN_EPOCH S    | SUPERSEDED S      | UNKNOWN_EPOCH B   | ENDED D
            fails late           | UNKNOWN_EPOCH S   | + D                 | ENDED D              | UNKNOWN_EPOCH S    | SUPERSEDED S      | UNKNOWN_EPOCH B   | ENDED D
            aborts late          | UNKNOWN_EPOCH S   | + D                 | ENDED D              | UNKNOWN_EPOCH S    | SUPERSEDED S      | UNKNOWN_EPOCH B   | ENDED D
            spawns               | UNKNOWN_EPOCH S   | + H                 | ENDED D              | UNKNOWN_EPOCH S    | SUPERSEDED S      | UNKNOWN_EPOCH B   | ENDED D
            children are over    | = S               | = Q                 | = D                  | = S                | = S               | = B               | = D
            part asks            | = S               | = Q                 | + D                  | = S                | + S               | = B               | + D
            gives back late      | UNKNOWN_EPOCH S   | + Q                 | ENDED D              | UNKNOWN_EPOCH S    | SUPERSEDED S      | UNKNOWN_EPOCH B   | ENDED D
            next begins          | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH Q     | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH S    | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH D
            next asks since 1 s  | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH Q     | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH S    | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH D
            next finishes        | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH Q     | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH S    | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH D
            next fails           | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH Q     | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH S    | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH D
            orphan: begins       | SESSION_LOST S    | + Q                 | SESSION_LOST D       | SESSION_LOST S     | SESSION_LOST S    | SESSION_LOST B    | SESSION_LOST D
            orphan: asks         | SESSION_LOST S    | SESSION_LOST Q      | SESSION_LOST D       | SESSION_LOST S     | SESSION_LOST S    | SESSION_LOST B    | SESSION_LOST D
            orphan: progresses   | SESSION_LOST S    | + Q                 | SESSION_LOST D       | SESSION_LOST S     | SESSION_LOST S    | SESSION_LOST B    | SESSION_LOST D
            orphan: finishes     | SESSION_LOST S    | + Q                 | SESSION_LOST D       | SESSION_LOST S     | SESSION_LOST S    | SESSION_LOST B    | SESSION_LOST D
            owner lost           | = S               | = Q                 | = D                  | = S                | = S               | = B               | = D
            outbox published     | = S               | = Q                 | = D                  | = S                | = S               | = B               | = D
            command missed       | = S               | = Q                 | = D                  | = S                | = S               | = B               | = D
            next one missed      | = S               | = Q                 | = D                  | = S                | = S               | = B               | = D
            cancel               | + D               | + D                 | = D                  | + D                | + D               | + D               | ENDED D
            another cancel       | + D               | + D                 | ENDED D              | + D                | + D               | + D               | ENDED D
            amend                | + S               | + S                 | ENDED D              | = S                | = S               | + B               | ENDED D
            amend priority       | + S               | + S                 | ENDED D              | + S                | + S               | + B               | ENDED D
            retry of 1           | NOT_FAILED S      | NOT_FAILED Q        | + Q                  | NOT_FAILED S       | SUPERSEDED S      | NOT_FAILED B      | + B
            another retry of 1   | NOT_FAILED S      | NOT_FAILED Q        | + Q                  | NOT_FAILED S       | SUPERSEDED S      | NOT_FAILED B      | + B
            retry of 2           | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH Q     | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH S    | NOT_FAILED S      | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH D
            retry of 3           | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH Q     | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH S    | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH D
            delete of 1          | NOT_ENDED S       | NOT_ENDED Q         | + D                  | NOT_ENDED S        | SUPERSEDED S      | NOT_ENDED B       | + D
            another delete of 1  | NOT_ENDED S       | NOT_ENDED Q         | + D                  | NOT_ENDED S        | SUPERSEDED S      | NOT_ENDED B       | + D
            delete of 2          | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH Q     | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH S    | NOT_ENDED S       | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH D
            command dead         | = S               | + Q                 | = D                  | = S                | = S               | = B               | = D
            next one dead        | = S               | = Q                 | = D                  | = S                | = S               | = B               | = D
            leaves a checkpoint  | UNKNOWN_EPOCH S   | + R                 | ENDED D              | UNKNOWN_EPOCH S    | SUPERSEDED S      | UNKNOWN_EPOCH B   | ENDED D
            leaves one late      | UNKNOWN_EPOCH S   | + R                 | ENDED D              | UNKNOWN_EPOCH S    | SUPERSEDED S      | UNKNOWN_EPOCH B   | ENDED D
            orphan: leaves one   | SESSION_LOST S    | + Q                 | SESSION_LOST D       | SESSION_LOST S     | SESSION_LOST S    | SESSION_LOST B    | SESSION_LOST D
            tells of a pool      | UNKNOWN_EPOCH S   | + R                 | ENDED D              | UNKNOWN_EPOCH S    | SUPERSEDED S      | UNKNOWN_EPOCH B   | ENDED D
            tells of it late     | UNKNOWN_EPOCH S   | + R                 | ENDED D              | UNKNOWN_EPOCH S    | SUPERSEDED S      | UNKNOWN_EPOCH B   | ENDED D
            orphan: tells        | SESSION_LOST S    | + Q                 | SESSION_LOST D       | SESSION_LOST S     | SESSION_LOST S    | SESSION_LOST B    | SESSION_LOST D
            type missing         | = S               | + B                 | = D                  | = S                | = S               | = B               | = D
            type paused          | = S               | + B                 | = D                  | = S                | = S               | = B               | = D
            next type missing    | = S               | = Q                 | = D                  | = S                | = S               | = B               | = D
            type found           | = S               | = Q                 | = D                  | = S                | = S               | = B               | = D
            next type found      | = S               | = Q                 | = D                  | = S                | = S               | = B               | = D
            watched              | + S               | + Q                 | + D                  | + S                | + S               | + B               | + D
            dependency finished  | = S               | = Q                 | = D                  | = S                | = S               | + Q               | = D
            dependency failed    | = S               | = Q                 | = D                  | = S                | = S               | + D               | = D
            gate granted         | + S               | + Q                 | + D                  | + S                | + S               | + B               | + D
            gate displaced       | = S               | = Q                 | = D                  | = S                | = S               | = B               | = D
            gate refused         | = S               | = Q                 | = D                  | = S                | = S               | = B               | = D
            rate granted         | = S               | = Q                 | = D                  | = S                | = S               | = B               | = D
            rate granted later   | + S               | + Q                 | + D                  | + S                | + S               | + B               | + D
            not yet due          | = S               | = Q                 | = D                  | = S                | = S               | = B               | = D
            due                  | + Q               | = Q                 | = D                  | + Q                | + Q               | = B               | = D
            pushes a rollback    | UNKNOWN_EPOCH S   | + R                 | + D                  | UNKNOWN_EPOCH S    | + S               | UNKNOWN_EPOCH B   | + D
            pushes another       | UNKNOWN_EPOCH S   | + R                 | + D                  | UNKNOWN_EPOCH S    | + S               | UNKNOWN_EPOCH B   | + D
            orphan: pushes one   | SESSION_LOST S    | + Q                 | + D                  | SESSION_LOST S     | + S               | SESSION_LOST B    | + D
            next rolls back      | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH Q     | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH S    | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH D
            next is through      | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH Q     | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH S    | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH D
            rollback of 1        | NOTHING_TO_UNDO S | NOTHING_TO_UNDO Q   | NOTHING_TO_UNDO D    | NOTHING_TO_UNDO S  | SUPERSEDED S      | NOTHING_TO_UNDO B | NOTHING_TO_UNDO D
            rollback of 2        | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH Q     | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH S    | NOTHING_TO_UNDO S | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH D
            """);

    private static final TextTable FAMILY = TextTable.parse("""
                                 | with children: mine | with children, cancelled | children over     | ending: next      | end failed: next
            submission           | = H                 | = H                      | = Q               | = E               | = D
            submission, held     | = H                 | = H                      | = Q               | = E               | = D
            submission, retrying | = H                 | = H                      | = Q               | = E               | = D
            second dispatch      | = H                 | = H                      | = Q               | = E               | = D
            begins               | = H                 | = H                      | SUPERSEDED Q      | SUPERSEDED E      | SUPERSEDED D
            asks since 1 s       | ENDED H             | ENDED H                  | SUPERSEDED Q      | SUPERSEDED E      | SUPERSEDED D
            asks since 2 s       | ENDED H             | ENDED H                  | SUPERSEDED Q      | SUPERSEDED E      | SUPERSEDED D
            progresses           | = H                 | = H                      | SUPERSEDED Q      | SUPERSEDED E      | SUPERSEDED D
            finishes             | = H                 | = H                      | SUPERSEDED Q      | SUPERSEDED E      | SUPERSEDED D
            fails                | = H                 | = H                      | SUPERSEDED Q      | SUPERSEDED E      | SUPERSEDED D
            aborts               | = H                 | = H                      | SUPERSEDED Q      | SUPERSEDED E      | SUPERSEDED D
            gives back           | = H                 | = H                      | SUPERSEDED Q      | SUPERSEDED E      | SUPERSEDED D
            progresses late      | ENDED H             | ENDED H                  | SUPERSEDED Q      | SUPERSEDED E      | SUPERSEDED D
            finishes late        | ENDED H             | ENDED H                  | SUPERSEDED Q      | SUPERSEDED E      | SUPERSEDED D
            fails late           | ENDED H             | ENDED H                  | SUPERSEDED Q      | SUPERSEDED E      | SUPERSEDED D
            aborts late          | ENDED H             | ENDED H                  | SUPERSEDED Q      | SUPERSEDED E      | SUPERSEDED D
            spawns               | = H                 | = H                      | SUPERSEDED Q      | SUPERSEDED E      | SUPERSEDED D
            children are over    | + Q                 | + Q                      | = Q               | = E               | = D
            part asks            | = H                 | = H                      | = Q               | = E               | = D
            gives back late      | ENDED H             | ENDED H                  | SUPERSEDED Q      | SUPERSEDED E      | SUPERSEDED D
            next begins          | UNKNOWN_EPOCH H     | UNKNOWN_EPOCH H          | + E               | = E               | = D
            next asks since 1 s  | UNKNOWN_EPOCH H     | UNKNOWN_EPOCH H          | + E               | = E               | ENDED D
            next finishes        | UNKNOWN_EPOCH H     | UNKNOWN_EPOCH H          | + D               | + D               | ENDED D
            next fails           | UNKNOWN_EPOCH H     | UNKNOWN_EPOCH H          | + W               | + W               | ENDED D
            orphan: begins       | SESSION_LOST H      | SESSION_LOST H           | SESSION_LOST Q    | SESSION_LOST E    | SESSION_LOST D
            orphan: asks         | SESSION_LOST H      | SESSION_LOST H           | SESSION_LOST Q    | SESSION_LOST E    | SESSION_LOST D
            orphan: progresses   | SESSION_LOST H      | SESSION_LOST H           | SESSION_LOST Q    | SESSION_LOST E    | SESSION_LOST D
            orphan: finishes     | SESSION_LOST H      | SESSION_LOST H           | SESSION_LOST Q    | SESSION_LOST E    | SESSION_LOST D
            owner lost           | = H                 | = H                      | = Q               | = E               | = D
            outbox published     | = H                 | = H                      | + Q               | + E               | + D
            command missed       | = H                 | = H                      | = Q               | = E               | = D
            next one missed      | = H                 | = H                      | = Q               | = E               | = D
            cancel               | + H                 | = H                      | + D               | + A               | ENDED D
            another cancel       | + H                 | + H                      | + D               | + A               | ENDED D
            amend                | STARTED H           | STARTED H                | + S               | STARTED E         | ENDED D
            amend priority       | STARTED H           | STARTED H                | + S               | STARTED E         | ENDED D
            retry of 1           | NOT_FAILED H        | NOT_FAILED H             | SUPERSEDED Q      | SUPERSEDED E      | SUPERSEDED D
            another retry of 1   | NOT_FAILED H        | NOT_FAILED H             | SUPERSEDED Q      | SUPERSEDED E      | SUPERSEDED D
            retry of 2           | UNKNOWN_EPOCH H     | UNKNOWN_EPOCH H          | NOT_FAILED Q      | NOT_FAILED E      | + Q
            retry of 3           | UNKNOWN_EPOCH H     | UNKNOWN_EPOCH H          | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH E   | UNKNOWN_EPOCH D
            delete of 1          | NOT_ENDED H         | NOT_ENDED H              | SUPERSEDED Q      | SUPERSEDED E      | SUPERSEDED D
            another delete of 1  | NOT_ENDED H         | NOT_ENDED H              | SUPERSEDED Q      | SUPERSEDED E      | SUPERSEDED D
            delete of 2          | UNKNOWN_EPOCH H     | UNKNOWN_EPOCH H          | NOT_ENDED Q       | NOT_ENDED E       | + D
            command dead         | = H                 | = H                      | = Q               | = E               | = D
            next one dead        | = H                 | = H                      | + Q               | = E               | = D
            leaves a checkpoint  | + H                 | + H                      | SUPERSEDED Q      | SUPERSEDED E      | SUPERSEDED D
            leaves one late      | ENDED H             | ENDED H                  | SUPERSEDED Q      | SUPERSEDED E      | SUPERSEDED D
            orphan: leaves one   | SESSION_LOST H      | SESSION_LOST H           | SESSION_LOST Q    | SESSION_LOST E    | SESSION_LOST D
            tells of a pool      | + H                 | + H                      | SUPERSEDED Q      | SUPERSEDED E      | SUPERSEDED D
            tells of it late     | ENDED H             | ENDED H                  | SUPERSEDED Q      | SUPERSEDED E      | SUPERSEDED D
            orphan: tells        | SESSION_LOST H      | SESSION_LOST H           | SESSION_LOST Q    | SESSION_LOST E    | SESSION_LOST D
            type missing         | = H                 | = H                      | = Q               | = E               | = D
            type paused          | = H                 | = H                      | = Q               | = E               | = D
            next type missing    | = H                 | = H                      | + B               | = E               | = D
            type found           | = H                 | = H                      | = Q               | = E               | = D
            next type found      | = H                 | = H                      | = Q               | = E               | = D
            watched              | + H                 | + H                      | + Q               | + E               | + D
            dependency finished  | = H                 | = H                      | = Q               | = E               | = D
            dependency failed    | = H                 | = H                      | = Q               | = E               | = D
            gate granted         | + H                 | + H                      | + Q               | + E               | + D
            gate displaced       | = H                 | = H                      | = Q               | = E               | = D
            gate refused         | = H                 | = H                      | = Q               | = E               | = D
            rate granted         | = H                 | = H                      | = Q               | = E               | = D
            rate granted later   | + H                 | + H                      | + Q               | + E               | + D
            not yet due          | = H                 | = H                      | = Q               | = E               | = D
            due                  | = H                 | = H                      | = Q               | = E               | = D
            pushes a rollback    | + H                 | + H                      | + Q               | + E               | + D
            pushes another       | + H                 | + H                      | + Q               | + E               | + D
            orphan: pushes one   | + H                 | + H                      | + Q               | + E               | + D
            next rolls back      | UNKNOWN_EPOCH H     | UNKNOWN_EPOCH H          | + E               | + E               | = D
            next is through      | UNKNOWN_EPOCH H     | UNKNOWN_EPOCH H          | + E               | + E               | ENDED D
            rollback of 1        | NOTHING_TO_UNDO H   | NOTHING_TO_UNDO H        | SUPERSEDED Q      | SUPERSEDED E      | SUPERSEDED D
            rollback of 2        | UNKNOWN_EPOCH H     | UNKNOWN_EPOCH H          | NOTHING_TO_UNDO Q | NOTHING_TO_UNDO E | NOTHING_TO_UNDO D
            """);

    private static final TextTable ROLLBACKS = TextTable.parse("""
                                 | pushed: mine      | cleaning          | cleaning: next    | cleaning, waits   | cleaned           | unclean         | manual          | manual, cleaning
            submission           | = R               | = C               | = C               | = C               | = D               | = D             | = D             | = C
            submission, held     | = R               | = C               | = C               | = C               | = D               | = D             | = D             | = C
            submission, retrying | = R               | = C               | = C               | = C               | = D               | = D             | = D             | = C
            second dispatch      | = R               | = C               | = C               | = C               | = D               | = D             | = D             | = C
            begins               | = R               | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED D      | SUPERSEDED D    | = D             | SUPERSEDED C
            asks since 1 s       | = R               | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED D      | SUPERSEDED D    | ENDED D         | SUPERSEDED C
            asks since 2 s       | = R               | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED D      | SUPERSEDED D    | ENDED D         | SUPERSEDED C
            progresses           | = R               | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED D      | SUPERSEDED D    | = D             | SUPERSEDED C
            finishes             | + D               | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED D      | SUPERSEDED D    | = D             | SUPERSEDED C
            fails                | + C               | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED D      | SUPERSEDED D    | = D             | SUPERSEDED C
            aborts               | + C               | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED D      | SUPERSEDED D    | = D             | SUPERSEDED C
            gives back           | + Q               | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED D      | SUPERSEDED D    | = D             | SUPERSEDED C
            progresses late      | + R               | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED D      | SUPERSEDED D    | ENDED D         | SUPERSEDED C
            finishes late        | + D               | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED D      | SUPERSEDED D    | ENDED D         | SUPERSEDED C
            fails late           | + C               | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED D      | SUPERSEDED D    | ENDED D         | SUPERSEDED C
            aborts late          | + C               | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED D      | SUPERSEDED D    | ENDED D         | SUPERSEDED C
            spawns               | + H               | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED D      | SUPERSEDED D    | = D             | SUPERSEDED C
            children are over    | = R               | = C               | = C               | = C               | = D               | = D             | = D             | = C
            part asks            | = R               | + C               | + C               | + C               | + D               | + D             | + D             | + C
            gives back late      | + Q               | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED D      | SUPERSEDED D    | ENDED D         | SUPERSEDED C
            next begins          | UNKNOWN_EPOCH R   | + C               | = C               | = C               | = D               | = D             | UNKNOWN_EPOCH D | + C
            next asks since 1 s  | UNKNOWN_EPOCH R   | + C               | = C               | ENDED C           | ENDED D           | ENDED D         | UNKNOWN_EPOCH D | + C
            next finishes        | UNKNOWN_EPOCH R   | + D               | + D               | ENDED C           | = D               | ENDED D         | UNKNOWN_EPOCH D | + D
            next fails           | UNKNOWN_EPOCH R   | + C               | + C               | ENDED C           | = D               | ENDED D         | UNKNOWN_EPOCH D | + C
            orphan: begins       | + Q               | SESSION_LOST C    | SESSION_LOST C    | SESSION_LOST C    | SESSION_LOST D    | SESSION_LOST D  | SESSION_LOST D  | SESSION_LOST C
            orphan: asks         | + Q               | SESSION_LOST C    | SESSION_LOST C    | SESSION_LOST C    | SESSION_LOST D    | SESSION_LOST D  | SESSION_LOST D  | SESSION_LOST C
            orphan: progresses   | + Q               | SESSION_LOST C    | SESSION_LOST C    | SESSION_LOST C    | SESSION_LOST D    | SESSION_LOST D  | SESSION_LOST D  | SESSION_LOST C
            orphan: finishes     | + Q               | SESSION_LOST C    | SESSION_LOST C    | SESSION_LOST C    | SESSION_LOST D    | SESSION_LOST D  | SESSION_LOST D  | SESSION_LOST C
            owner lost           | + Q               | = C               | = C               | = C               | = D               | = D             | = D             | = C
            outbox published     | = R               | + C               | + C               | + C               | + D               | + D             | = D             | + C
            command missed       | = R               | = C               | = C               | = C               | = D               | = D             | = D             | = C
            next one missed      | = R               | = C               | = C               | = C               | = D               | = D             | = D             | = C
            cancel               | + A               | ENDED C           | ENDED C           | ENDED C           | ENDED D           | ENDED D         | ENDED D         | ENDED C
            another cancel       | + A               | ENDED C           | ENDED C           | ENDED C           | ENDED D           | ENDED D         | ENDED D         | ENDED C
            amend                | STARTED R         | STARTED C         | STARTED C         | STARTED C         | ENDED D           | ENDED D         | ENDED D         | ENDED C
            amend priority       | STARTED R         | STARTED C         | STARTED C         | STARTED C         | ENDED D           | ENDED D         | ENDED D         | ENDED C
            retry of 1           | NOT_FAILED R      | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED D      | SUPERSEDED D    | + Q             | SUPERSEDED C
            another retry of 1   | NOT_FAILED R      | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED D      | SUPERSEDED D    | + Q             | SUPERSEDED C
            retry of 2           | UNKNOWN_EPOCH R   | NOT_FAILED C      | NOT_FAILED C      | NOT_FAILED C      | + Q               | + Q             | UNKNOWN_EPOCH D | NOT_FAILED C
            retry of 3           | UNKNOWN_EPOCH R   | UNKNOWN_EPOCH C   | UNKNOWN_EPOCH C   | UNKNOWN_EPOCH C   | UNKNOWN_EPOCH D   | UNKNOWN_EPOCH D | UNKNOWN_EPOCH D | UNKNOWN_EPOCH C
            delete of 1          | NOT_ENDED R       | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED D      | SUPERSEDED D    | + D             | SUPERSEDED C
            another delete of 1  | NOT_ENDED R       | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED D      | SUPERSEDED D    | + D             | SUPERSEDED C
            delete of 2          | UNKNOWN_EPOCH R   | NOT_ENDED C       | NOT_ENDED C       | NOT_ENDED C       | + D               | + D             | UNKNOWN_EPOCH D | NOT_ENDED C
            command dead         | = R               | = C               | = C               | = C               | = D               | = D             | = D             | = C
            next one dead        | = R               | + C               | = C               | = C               | = D               | = D             | = D             | + C
            leaves a checkpoint  | + R               | + C               | + C               | + C               | + D               | + D             | + D             | + C
            leaves one late      | + R               | + C               | + C               | + C               | + D               | + D             | ENDED D         | + C
            orphan: leaves one   | + Q               | + C               | + C               | + C               | + D               | + D             | SESSION_LOST D  | + C
            tells of a pool      | + R               | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED D      | SUPERSEDED D    | + D             | SUPERSEDED C
            tells of it late     | + R               | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED D      | SUPERSEDED D    | ENDED D         | SUPERSEDED C
            orphan: tells        | + Q               | SESSION_LOST C    | SESSION_LOST C    | SESSION_LOST C    | SESSION_LOST D    | SESSION_LOST D  | SESSION_LOST D  | SESSION_LOST C
            type missing         | = R               | = C               | = C               | = C               | = D               | = D             | = D             | = C
            type paused          | = R               | = C               | = C               | = C               | = D               | = D             | = D             | = C
            next type missing    | = R               | + C               | = C               | = C               | = D               | = D             | = D             | + C
            type found           | = R               | = C               | = C               | = C               | = D               | = D             | = D             | = C
            next type found      | = R               | = C               | = C               | = C               | = D               | = D             | = D             | = C
            watched              | + R               | + C               | + C               | + C               | + D               | + D             | + D             | + C
            dependency finished  | = R               | = C               | = C               | = C               | = D               | = D             | = D             | = C
            dependency failed    | = R               | = C               | = C               | = C               | = D               | = D             | = D             | = C
            gate granted         | + R               | + C               | + C               | + C               | + D               | + D             | + D             | + C
            gate displaced       | = R               | = C               | = C               | = C               | = D               | = D             | = D             | = C
            gate refused         | = R               | = C               | = C               | = C               | = D               | = D             | = D             | = C
            rate granted         | = R               | = C               | = C               | = C               | = D               | = D             | = D             | = C
            rate granted later   | + R               | + C               | + C               | + C               | + D               | + D             | + D             | + C
            not yet due          | = R               | = C               | = C               | = C               | = D               | = D             | = D             | = C
            due                  | = R               | = C               | = C               | + C               | = D               | = D             | = D             | = C
            pushes a rollback    | = R               | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED D      | SUPERSEDED D    | = D             | SUPERSEDED C
            pushes another       | + R               | + C               | + C               | + C               | + C               | + D             | + D             | + C
            orphan: pushes one   | + Q               | SESSION_LOST C    | SESSION_LOST C    | SESSION_LOST C    | SESSION_LOST D    | SESSION_LOST D  | SESSION_LOST D  | SESSION_LOST C
            next rolls back      | UNKNOWN_EPOCH R   | + C               | + C               | + C               | = D               | + D             | UNKNOWN_EPOCH D | + C
            next is through      | UNKNOWN_EPOCH R   | + D               | + D               | + C               | = D               | + D             | UNKNOWN_EPOCH D | + D
            rollback of 1        | NOTHING_TO_UNDO R | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED C      | SUPERSEDED D      | SUPERSEDED D    | + C             | SUPERSEDED C
            rollback of 2        | UNKNOWN_EPOCH R   | NOTHING_TO_UNDO C | NOTHING_TO_UNDO C | NOTHING_TO_UNDO C | NOTHING_TO_UNDO D | + C             | UNKNOWN_EPOCH D | NOTHING_TO_UNDO C
            """);

    private static final TextTable ADMITTED = TextTable.parse("""
                                 | asks gate         | asks rate         | rate's time       | admitted          | admitted, running | admitted, lost    | gated, retry wait | gated, blocked    | gated, done
            submission           | = B               | = B               | = S               | = Q               | = R               | = Q               | = W               | = B               | = D
            submission, held     | = B               | = B               | = S               | = Q               | = R               | = Q               | = W               | = B               | = D
            submission, retrying | = B               | = B               | = S               | = Q               | = R               | = Q               | = W               | = B               | = D
            second dispatch      | = B               | = B               | = S               | = Q               | = R               | = Q               | = W               | = B               | = D
            begins               | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | + R               | = R               | SUPERSEDED Q      | = W               | UNKNOWN_EPOCH B   | = D
            asks since 1 s       | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | + R               | = R               | SUPERSEDED Q      | ENDED W           | UNKNOWN_EPOCH B   | ENDED D
            asks since 2 s       | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | + R               | = R               | SUPERSEDED Q      | ENDED W           | UNKNOWN_EPOCH B   | ENDED D
            progresses           | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | + R               | + R               | SUPERSEDED Q      | = W               | UNKNOWN_EPOCH B   | = D
            finishes             | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | + D               | + D               | SUPERSEDED Q      | = W               | UNKNOWN_EPOCH B   | = D
            fails                | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | + W               | + W               | SUPERSEDED Q      | = W               | UNKNOWN_EPOCH B   | = D
            aborts               | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | + D               | + D               | SUPERSEDED Q      | = W               | UNKNOWN_EPOCH B   | = D
            gives back           | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | + Q               | + Q               | SUPERSEDED Q      | = W               | UNKNOWN_EPOCH B   | = D
            progresses late      | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | + R               | + R               | SUPERSEDED Q      | ENDED W           | UNKNOWN_EPOCH B   | ENDED D
            finishes late        | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | + D               | + D               | SUPERSEDED Q      | ENDED W           | UNKNOWN_EPOCH B   | ENDED D
            fails late           | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | + W               | + W               | SUPERSEDED Q      | ENDED W           | UNKNOWN_EPOCH B   | ENDED D
            aborts late          | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | + D               | + D               | SUPERSEDED Q      | ENDED W           | UNKNOWN_EPOCH B   | ENDED D
            spawns               | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | + H               | + H               | SUPERSEDED Q      | = W               | UNKNOWN_EPOCH B   | = D
            children are over    | = B               | = B               | = S               | = Q               | = R               | = Q               | = W               | = B               | = D
            part asks            | = B               | = B               | = S               | = Q               | = R               | + Q               | = W               | = B               | + D
            gives back late      | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | + Q               | + Q               | SUPERSEDED Q      | ENDED W           | UNKNOWN_EPOCH B   | ENDED D
            next begins          | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | + R               | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH D
            next asks since 1 s  | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | + R               | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH D
            next finishes        | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | + D               | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH D
            next fails           | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | + W               | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH D
            orphan: begins       | SESSION_LOST B    | SESSION_LOST B    | SESSION_LOST S    | + Q               | + Q               | SESSION_LOST Q    | SESSION_LOST W    | SESSION_LOST B    | SESSION_LOST D
            orphan: asks         | SESSION_LOST B    | SESSION_LOST B    | SESSION_LOST S    | SESSION_LOST Q    | + Q               | SESSION_LOST Q    | SESSION_LOST W    | SESSION_LOST B    | SESSION_LOST D
            orphan: progresses   | SESSION_LOST B    | SESSION_LOST B    | SESSION_LOST S    | + Q               | + Q               | SESSION_LOST Q    | SESSION_LOST W    | SESSION_LOST B    | SESSION_LOST D
            orphan: finishes     | SESSION_LOST B    | SESSION_LOST B    | SESSION_LOST S    | + Q               | + Q               | SESSION_LOST Q    | SESSION_LOST W    | SESSION_LOST B    | SESSION_LOST D
            owner lost           | = B               | = B               | = S               | = Q               | + Q               | = Q               | = W               | = B               | = D
            outbox published     | = B               | = B               | = S               | = Q               | = R               | + Q               | = W               | = B               | = D
            command missed       | = B               | = B               | = S               | = Q               | = R               | = Q               | = W               | = B               | = D
            next one missed      | = B               | = B               | = S               | = Q               | = R               | = Q               | = W               | = B               | = D
            cancel               | + D               | + D               | + D               | + D               | + A               | + D               | + D               | + D               | ENDED D
            another cancel       | + D               | + D               | + D               | + D               | + A               | + D               | + D               | + D               | ENDED D
            amend                | + S               | + S               | + S               | + S               | STARTED R         | + S               | + W               | + S               | ENDED D
            amend priority       | + S               | + S               | + S               | + S               | STARTED R         | + S               | + W               | + S               | ENDED D
            retry of 1           | NOT_FAILED B      | NOT_FAILED B      | NOT_FAILED S      | NOT_FAILED Q      | NOT_FAILED R      | SUPERSEDED Q      | NOT_FAILED W      | NOT_FAILED B      | NOT_FAILED D
            another retry of 1   | NOT_FAILED B      | NOT_FAILED B      | NOT_FAILED S      | NOT_FAILED Q      | NOT_FAILED R      | SUPERSEDED Q      | NOT_FAILED W      | NOT_FAILED B      | NOT_FAILED D
            retry of 2           | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | NOT_FAILED Q      | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH D
            retry of 3           | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH D
            delete of 1          | NOT_ENDED B       | NOT_ENDED B       | NOT_ENDED S       | NOT_ENDED Q       | NOT_ENDED R       | SUPERSEDED Q      | NOT_ENDED W       | NOT_ENDED B       | + D
            another delete of 1  | NOT_ENDED B       | NOT_ENDED B       | NOT_ENDED S       | NOT_ENDED Q       | NOT_ENDED R       | SUPERSEDED Q      | NOT_ENDED W       | NOT_ENDED B       | + D
            delete of 2          | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | NOT_ENDED Q       | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH D
            command dead         | = B               | = B               | = S               | + Q               | = R               | = Q               | = W               | = B               | = D
            next one dead        | = B               | = B               | = S               | = Q               | = R               | + Q               | = W               | = B               | = D
            leaves a checkpoint  | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | + R               | + R               | SUPERSEDED Q      | + W               | UNKNOWN_EPOCH B   | = D
            leaves one late      | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | + R               | + R               | SUPERSEDED Q      | ENDED W           | UNKNOWN_EPOCH B   | ENDED D
            orphan: leaves one   | SESSION_LOST B    | SESSION_LOST B    | SESSION_LOST S    | + Q               | + Q               | SESSION_LOST Q    | SESSION_LOST W    | SESSION_LOST B    | SESSION_LOST D
            tells of a pool      | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | + R               | + R               | SUPERSEDED Q      | + W               | UNKNOWN_EPOCH B   | + D
            tells of it late     | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | + R               | + R               | SUPERSEDED Q      | ENDED W           | UNKNOWN_EPOCH B   | ENDED D
            orphan: tells        | SESSION_LOST B    | SESSION_LOST B    | SESSION_LOST S    | + Q               | + Q               | SESSION_LOST Q    | SESSION_LOST W    | SESSION_LOST B    | SESSION_LOST D
            type missing         | = B               | = B               | = S               | + B               | = R               | = Q               | = W               | = B               | = D
            type paused          | = B               | = B               | = S               | + B               | = R               | = Q               | = W               | = B               | = D
            next type missing    | = B               | = B               | = S               | = Q               | = R               | + B               | = W               | = B               | = D
            type found           | = B               | = B               | = S               | = Q               | = R               | = Q               | = W               | + B               | = D
            next type found      | = B               | = B               | = S               | = Q               | = R               | = Q               | = W               | = B               | = D
            watched              | + B               | + B               | + S               | + Q               | + R               | + Q               | + W               | + B               | + D
            dependency finished  | = B               | = B               | = S               | = Q               | = R               | = Q               | = W               | = B               | = D
            dependency failed    | = B               | = B               | = S               | = Q               | = R               | = Q               | = W               | = B               | = D
            gate granted         | + Q               | + B               | + S               | = Q               | = R               | = Q               | = W               | = B               | = D
            gate displaced       | + D               | = B               | = S               | + D               | + A               | + D               | = W               | = B               | = D
            gate refused         | + D               | = B               | = S               | = Q               | = R               | = Q               | = W               | = B               | = D
            rate granted         | = B               | + Q               | = S               | = Q               | = R               | = Q               | = W               | = B               | = D
            rate granted later   | + B               | + S               | + S               | + Q               | + R               | + Q               | + W               | + B               | + D
            not yet due          | = B               | = B               | = S               | = Q               | = R               | = Q               | = W               | = B               | = D
            due                  | = B               | = B               | + Q               | = Q               | = R               | = Q               | + B               | + B               | = D
            pushes a rollback    | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | + R               | + R               | + Q               | + W               | UNKNOWN_EPOCH B   | = D
            pushes another       | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | + R               | + R               | + Q               | + W               | UNKNOWN_EPOCH B   | ENDED D
            orphan: pushes one   | SESSION_LOST B    | SESSION_LOST B    | SESSION_LOST S    | + Q               | + Q               | + Q               | + W               | SESSION_LOST B    | SESSION_LOST D
            next rolls back      | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | + R               | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH D
            next is through      | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | + R               | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH D
            rollback of 1        | NOTHING_TO_UNDO B | NOTHING_TO_UNDO B | NOTHING_TO_UNDO S | NOTHING_TO_UNDO Q | NOTHING_TO_UNDO R | SUPERSEDED Q      | NOTHING_TO_UNDO W | NOTHING_TO_UNDO B | NOTHING_TO_UNDO D
            rollback of 2        | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH S   | UNKNOWN_EPOCH Q   | UNKNOWN_EPOCH R   | NOTHING_TO_UNDO Q | UNKNOWN_EPOCH W   | UNKNOWN_EPOCH B   | UNKNOWN_EPOCH D
            """);

    private static final TextTable STUBS = TextTable.parse("""
                                 | stub, queued again | stub, running: mine | stub, aborting: mine | stub, finished: mine | stub, failed: mine | stub, cancelled | deleted         | stub, blocked
            submission           | + Q                | + R                 | + A                  | + D                  | + D                | + D             | = D             | + B
            submission, held     | + Q                | + R                 | + A                  | + D                  | + D                | + D             | = D             | + B
            submission, retrying | + Q                | + R                 | + A                  | + D                  | + W                | + D             | = D             | + B
            second dispatch      | + Q                | + R                 | + A                  | + D                  | + D                | + D             | = D             | + B
            begins               | SUPERSEDED Q       | = R                 | = A                  | = D                  | = D                | ENDED D         | = D             | + R
            asks since 1 s       | SUPERSEDED Q       | = R                 | = A                  | ENDED D              | ENDED D            | ENDED D         | ENDED D         | ~ B
            asks since 2 s       | SUPERSEDED Q       | = R                 | = A                  | ENDED D              | ENDED D            | ENDED D         | ENDED D         | + R
            progresses           | SUPERSEDED Q       | + R                 | + A                  | = D                  | = D                | ENDED D         | = D             | + R
            finishes             | SUPERSEDED Q       | + D                 | + D                  | = D                  | = D                | ENDED D         | = D             | + D
            fails                | SUPERSEDED Q       | + D                 | + D                  | = D                  | = D                | ENDED D         | = D             | + D
            aborts               | SUPERSEDED Q       | + D                 | + D                  | = D                  | = D                | ENDED D         | = D             | + D
            gives back           | SUPERSEDED Q       | + Q                 | + D                  | = D                  | = D                | ENDED D         | = D             | + Q
            progresses late      | SUPERSEDED Q       | + R                 | + A                  | ENDED D              | ENDED D            | ENDED D         | ENDED D         | + R
            finishes late        | SUPERSEDED Q       | + D                 | + D                  | ENDED D              | ENDED D            | ENDED D         | ENDED D         | + D
            fails late           | SUPERSEDED Q       | + D                 | + D                  | ENDED D              | ENDED D            | ENDED D         | ENDED D         | + D
            aborts late          | SUPERSEDED Q       | + D                 | + D                  | ENDED D              | ENDED D            | ENDED D         | ENDED D         | + D
            spawns               | SUPERSEDED Q       | + H                 | + D                  | = D                  | = D                | ENDED D         | = D             | + H
            children are over    | = Q                | = R                 | = A                  | = D                  | = D                | = D             | = D             | = B
            part asks            | + Q                | = R                 | = A                  | + D                  | + D                | + D             | + D             | = B
            gives back late      | SUPERSEDED Q       | + Q                 | + D                  | ENDED D              | ENDED D            | ENDED D         | ENDED D         | + Q
            next begins          | + R                | UNKNOWN_EPOCH R     | UNKNOWN_EPOCH A      | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH D    | UNKNOWN_EPOCH D | UNKNOWN_EPOCH D | UNKNOWN_EPOCH B
            next asks since 1 s  | ~ Q                | UNKNOWN_EPOCH R     | UNKNOWN_EPOCH A      | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH D    | UNKNOWN_EPOCH D | UNKNOWN_EPOCH D | UNKNOWN_EPOCH B
            next finishes        | + D                | UNKNOWN_EPOCH R     | UNKNOWN_EPOCH A      | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH D    | UNKNOWN_EPOCH D | UNKNOWN_EPOCH D | UNKNOWN_EPOCH B
            next fails           | + D                | UNKNOWN_EPOCH R     | UNKNOWN_EPOCH A      | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH D    | UNKNOWN_EPOCH D | UNKNOWN_EPOCH D | UNKNOWN_EPOCH B
            orphan: begins       | SESSION_LOST Q     | + Q                 | + D                  | SESSION_LOST D       | SESSION_LOST D     | SESSION_LOST D  | SESSION_LOST D  | + Q
            orphan: asks         | SESSION_LOST Q     | + Q                 | + D                  | SESSION_LOST D       | SESSION_LOST D     | SESSION_LOST D  | SESSION_LOST D  | SESSION_LOST B
            orphan: progresses   | SESSION_LOST Q     | + Q                 | + D                  | SESSION_LOST D       | SESSION_LOST D     | SESSION_LOST D  | SESSION_LOST D  | + Q
            orphan: finishes     | SESSION_LOST Q     | + Q                 | + D                  | SESSION_LOST D       | SESSION_LOST D     | SESSION_LOST D  | SESSION_LOST D  | + Q
            owner lost           | = Q                | + Q                 | + D                  | = D                  | = D                | = D             | = D             | = B
            outbox published     | = Q                | = R                 | = A                  | = D                  | = D                | = D             | = D             | = B
            command missed       | = Q                | = R                 | = A                  | = D                  | = D                | = D             | = D             | = B
            next one missed      | = Q                | = R                 | = A                  | = D                  | = D                | = D             | = D             | = B
            cancel               | + D                | + A                 | = A                  | ENDED D              | ENDED D            | = D             | ENDED D         | + D
            another cancel       | + D                | + A                 | + A                  | ENDED D              | ENDED D            | ENDED D         | ENDED D         | + D
            amend                | UNKNOWN_EPOCH Q    | UNKNOWN_EPOCH R     | UNKNOWN_EPOCH A      | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH D    | UNKNOWN_EPOCH D | UNKNOWN_EPOCH D | UNKNOWN_EPOCH B
            amend priority       | UNKNOWN_EPOCH Q    | UNKNOWN_EPOCH R     | UNKNOWN_EPOCH A      | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH D    | UNKNOWN_EPOCH D | UNKNOWN_EPOCH D | UNKNOWN_EPOCH B
            retry of 1           | UNKNOWN_EPOCH Q    | UNKNOWN_EPOCH R     | UNKNOWN_EPOCH A      | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH D    | UNKNOWN_EPOCH D | UNKNOWN_EPOCH D | UNKNOWN_EPOCH B
            another retry of 1   | UNKNOWN_EPOCH Q    | UNKNOWN_EPOCH R     | UNKNOWN_EPOCH A      | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH D    | UNKNOWN_EPOCH D | UNKNOWN_EPOCH D | UNKNOWN_EPOCH B
            retry of 2           | UNKNOWN_EPOCH Q    | UNKNOWN_EPOCH R     | UNKNOWN_EPOCH A      | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH D    | UNKNOWN_EPOCH D | UNKNOWN_EPOCH D | UNKNOWN_EPOCH B
            retry of 3           | UNKNOWN_EPOCH Q    | UNKNOWN_EPOCH R     | UNKNOWN_EPOCH A      | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH D    | UNKNOWN_EPOCH D | UNKNOWN_EPOCH D | UNKNOWN_EPOCH B
            delete of 1          | UNKNOWN_EPOCH Q    | UNKNOWN_EPOCH R     | UNKNOWN_EPOCH A      | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH D    | UNKNOWN_EPOCH D | = D             | UNKNOWN_EPOCH B
            another delete of 1  | UNKNOWN_EPOCH Q    | UNKNOWN_EPOCH R     | UNKNOWN_EPOCH A      | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH D    | UNKNOWN_EPOCH D | = D             | UNKNOWN_EPOCH B
            delete of 2          | UNKNOWN_EPOCH Q    | UNKNOWN_EPOCH R     | UNKNOWN_EPOCH A      | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH D    | UNKNOWN_EPOCH D | = D             | UNKNOWN_EPOCH B
            command dead         | = Q                | = R                 | = A                  | = D                  | = D                | = D             | = D             | = B
            next one dead        | + Q                | = R                 | = A                  | = D                  | = D                | = D             | = D             | = B
            leaves a checkpoint  | SUPERSEDED Q       | + R                 | + A                  | = D                  | + D                | ENDED D         | = D             | + R
            leaves one late      | SUPERSEDED Q       | + R                 | + A                  | ENDED D              | ENDED D            | ENDED D         | ENDED D         | + R
            orphan: leaves one   | SESSION_LOST Q     | + Q                 | + D                  | SESSION_LOST D       | SESSION_LOST D     | SESSION_LOST D  | SESSION_LOST D  | + Q
            tells of a pool      | SUPERSEDED Q       | + R                 | + A                  | + D                  | + D                | ENDED D         | + D             | + R
            tells of it late     | SUPERSEDED Q       | + R                 | + A                  | ENDED D              | ENDED D            | ENDED D         | ENDED D         | + R
            orphan: tells        | SESSION_LOST Q     | + Q                 | + D                  | SESSION_LOST D       | SESSION_LOST D     | SESSION_LOST D  | SESSION_LOST D  | + Q
            type missing         | = Q                | = R                 | = A                  | = D                  | = D                | = D             | = D             | = B
            type paused          | = Q                | = R                 | = A                  | = D                  | = D                | = D             | = D             | = B
            next type missing    | + B                | = R                 | = A                  | = D                  | = D                | = D             | = D             | = B
            type found           | = Q                | = R                 | = A                  | = D                  | = D                | = D             | = D             | = B
            next type found      | = Q                | = R                 | = A                  | = D                  | = D                | = D             | = D             | = B
            watched              | + Q                | + R                 | + A                  | + D                  | + D                | + D             | + D             | + B
            dependency finished  | = Q                | = R                 | = A                  | = D                  | = D                | = D             | = D             | = B
            dependency failed    | = Q                | = R                 | = A                  | = D                  | = D                | = D             | = D             | = B
            gate granted         | + Q                | + R                 | + A                  | + D                  | + D                | + D             | + D             | + B
            gate displaced       | = Q                | = R                 | = A                  | = D                  | = D                | = D             | = D             | = B
            gate refused         | = Q                | = R                 | = A                  | = D                  | = D                | = D             | = D             | = B
            rate granted         | = Q                | = R                 | = A                  | = D                  | = D                | = D             | = D             | = B
            rate granted later   | + Q                | + R                 | + A                  | + D                  | + D                | + D             | + D             | + B
            not yet due          | = Q                | = R                 | = A                  | = D                  | = D                | = D             | = D             | = B
            due                  | = Q                | = R                 | + A                  | = D                  | = D                | = D             | = D             | = B
            pushes a rollback    | + Q                | + R                 | + A                  | = D                  | + D                | + D             | = D             | + R
            pushes another       | + Q                | + R                 | + A                  | ENDED D              | + D                | + D             | ENDED D         | + R
            orphan: pushes one   | + Q                | + Q                 | + D                  | SESSION_LOST D       | + D                | + D             | SESSION_LOST D  | + Q
            next rolls back      | + R                | UNKNOWN_EPOCH R     | UNKNOWN_EPOCH A      | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH D    | UNKNOWN_EPOCH D | UNKNOWN_EPOCH D | UNKNOWN_EPOCH B
            next is through      | + R                | UNKNOWN_EPOCH R     | UNKNOWN_EPOCH A      | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH D    | UNKNOWN_EPOCH D | UNKNOWN_EPOCH D | UNKNOWN_EPOCH B
            rollback of 1        | UNKNOWN_EPOCH Q    | UNKNOWN_EPOCH R     | UNKNOWN_EPOCH A      | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH D    | UNKNOWN_EPOCH D | UNKNOWN_EPOCH D | UNKNOWN_EPOCH B
            rollback of 2        | UNKNOWN_EPOCH Q    | UNKNOWN_EPOCH R     | UNKNOWN_EPOCH A      | UNKNOWN_EPOCH D      | UNKNOWN_EPOCH D    | UNKNOWN_EPOCH D | UNKNOWN_EPOCH D | UNKNOWN_EPOCH B
            """);

    private static final List<TextTable> TABLES =
            List.of(ORDINARY, CANCELLED_AND_FAILED, WITH_POLICY, HELD, FAMILY, ROLLBACKS, ADMITTED, STUBS);

    @ParameterizedTest(name = "{0} when {1}")
    @MethodSource("everyKindInEverySituation")
    void eachEventInEachSituationBecomesWhatTheTableSays(String kind, String situation, String expected) {
        assertThat(cell(Situations.transition(kind, situation))).isEqualTo(expected);
    }

    static Stream<Arguments> everyKindInEverySituation() {
        return TABLES.stream().flatMap(table -> table.rows().keySet().stream().flatMap(kind -> table.columns().stream()
                .map(situation -> Arguments.of(kind, situation, table.cell(kind, situation)))));
    }

    @Test
    void everyTableSpeaksOfTheSameKindsOfEvents() {
        assertThat(TABLES).allSatisfy(table -> assertThat(table.rows().keySet())
                .containsExactlyElementsOf(ORDINARY.rows().keySet()));
    }

    @Test
    void everyPhaseIsASituation() {
        assertThat(situations())
                .map(Situations::task)
                .filteredOn(Objects::nonNull)
                .extracting(Task::phase)
                .contains(Phase.values());
    }

    @Test
    void everyPhaseThatAStubCanBeInIsASituation() {
        assertThat(STUBS.columns())
                .map(Situations::task)
                .allMatch(Task::isStub)
                .extracting(Task::phase)
                .as("a stub has no policy that could retry it")
                .containsOnly(Phase.QUEUED, Phase.BLOCKED, Phase.RUNNING, Phase.ABORTING, Phase.DONE);
    }

    @Test
    void everyEventThatThereIsStandsInTheTables() {
        assertThat(ORDINARY.rows().keySet().stream()
                        .map(Situations::event)
                        .<Class<?>>map(TaskEvent::getClass)
                        .distinct())
                .hasSameElementsAs(concrete(TaskEvent.class).toList());
    }

    private static List<String> situations() {
        return TABLES.stream().flatMap(table -> table.columns().stream()).toList();
    }

    private static Stream<Class<?>> concrete(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(TransitionMatrixTest::concrete)
                : Stream.of(type);
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
        return task == null ? verdict : verdict + " " + letter(task.phase());
    }

    private static char letter(Phase phase) {
        return switch (phase) {
            case SCHEDULED -> 'S';
            case QUEUED -> 'Q';
            case BLOCKED -> 'B';
            case RUNNING -> 'R';
            case WAITING_CHILDREN -> 'H';
            case ENDING -> 'E';
            case RETRY_WAIT -> 'W';
            case ABORTING -> 'A';
            case CLEANING -> 'C';
            case DONE -> 'D';
        };
    }
}
