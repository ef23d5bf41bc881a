package io.taskmill.model.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Phase;
import io.taskmill.model.task.PhaseTable.Cause;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PhaseTableTest {

    private static final String REFUSED = "-";

    private static final TextTable TABLE = TextTable.parse("""
                             | DELAY     | AWAIT   | CLAIM   | START    | PROGRESS | SPAWN            | CHILDREN_OVER | END_STEP | END  | FAILED_ATTEMPT | RELEASE  | OWNER_LOST | POISON | COMMAND_MISSED | COMMAND_DEAD | TYPE_MISSING | CANCEL           | FAILED_DEPENDENCY | NOT_ADMITTED | TIMEOUT          | AMEND      | ROLLBACK | RETRY  | DELETE
            SCHEDULED        | -         | -       | BLOCKED | -        | -        | -                | -             | -        | -    | -              | QUEUED   | -          | -      | -              | -            | -            | DONE             | -                 | -            | DONE             | SCHEDULED  | CLEANING | -      | -
            QUEUED           | SCHEDULED | BLOCKED | BLOCKED | RUNNING  | RUNNING  | WAITING_CHILDREN | -             | ENDING   | DONE | RETRY_WAIT     | -        | QUEUED     | -      | QUEUED         | QUEUED       | BLOCKED      | DONE             | -                 | -            | DONE             | SCHEDULED  | CLEANING | -      | -
            BLOCKED          | SCHEDULED | -       | BLOCKED | RUNNING  | RUNNING  | WAITING_CHILDREN | -             | ENDING   | DONE | RETRY_WAIT     | QUEUED   | QUEUED     | -      | -              | -            | -            | DONE             | DONE              | DONE         | DONE             | SCHEDULED  | CLEANING | -      | -
            RUNNING          | -         | -       | -       | -        | RUNNING  | WAITING_CHILDREN | -             | -        | DONE | RETRY_WAIT     | -        | QUEUED     | DONE   | -              | -            | -            | ABORTING         | -                 | -            | DONE             | -          | CLEANING | -      | -
            WAITING_CHILDREN | -         | -       | -       | -        | -        | -                | QUEUED        | -        | -    | -              | -        | -          | -      | -              | -            | -            | WAITING_CHILDREN | -                 | -            | WAITING_CHILDREN | -          | -        | -      | -
            ENDING           | -         | -       | -       | -        | -        | -                | -             | ENDING   | DONE | RETRY_WAIT     | -        | QUEUED     | DONE   | -              | -            | -            | ABORTING         | -                 | -            | DONE             | -          | CLEANING | -      | -
            RETRY_WAIT       | -         | -       | BLOCKED | -        | -        | -                | -             | -        | -    | -              | QUEUED   | -          | -      | -              | -            | -            | DONE             | -                 | -            | DONE             | RETRY_WAIT | CLEANING | -      | -
            ABORTING         | -         | -       | -       | -        | ABORTING | -                | -             | ABORTING | DONE | -              | -        | DONE       | -      | -              | -            | -            | ABORTING         | -                 | -            | DONE             | -          | CLEANING | -      | -
            CLEANING         | -         | -       | -       | CLEANING | CLEANING | -                | -             | -        | DONE | CLEANING       | CLEANING | CLEANING   | DONE   | CLEANING       | CLEANING     | CLEANING     | -                | -                 | -            | DONE             | -          | -        | -      | -
            DONE             | -         | -       | -       | -        | -        | -                | -             | -        | -    | -              | -        | -          | -      | -              | -            | -            | -                | -                 | -            | -                | -          | CLEANING | QUEUED | DONE
            """);

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("everyPhaseWithEveryCause")
    void eachPhaseIsFollowedByWhatTheTableSays(Phase from, Cause cause) {
        String next = PhaseTable.next(from, cause).map(Phase::name).orElse(REFUSED);

        assertThat(next).isEqualTo(TABLE.cell(from.name(), cause.name()));
    }

    static Stream<Arguments> everyPhaseWithEveryCause() {
        return Arrays.stream(Phase.values())
                .flatMap(from -> Arrays.stream(Cause.values()).map(cause -> Arguments.of(from, cause)));
    }

    @Test
    void theTableSpeaksOfThesePhasesAndCausesOnly() {
        assertThat(TABLE.rows().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Phase.values()).map(Phase::name).toList());
        assertThat(TABLE.columns())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Cause.values()).map(Cause::name).toList());
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"RETRY", "ROLLBACK", "DELETE"})
    void nothingButAnExplicitRetryOrARollbackFollowsTheEnd(Cause cause) {
        assertThat(PhaseTable.next(Phase.DONE, cause)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CLEANING", "DONE"})
    void whoeverHasNotEndedIsNotRetriedByAUserAndCanBeCancelled(Phase from) {
        assertThat(PhaseTable.next(from, Cause.RETRY)).isEmpty();
        assertThat(PhaseTable.next(from, Cause.CANCEL)).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void whoWaitsForItsChildrenDoesNotEndBeforeThem(Cause cause) {
        assertThat(PhaseTable.next(Phase.WAITING_CHILDREN, cause).stream())
                .isSubsetOf(Phase.WAITING_CHILDREN, Phase.QUEUED);
    }

    @ParameterizedTest
    @EnumSource
    void aCancelledTaskRunsNoMore(Cause cause) {
        assertThat(PhaseTable.next(Phase.ABORTING, cause).stream())
                .isSubsetOf(Phase.ABORTING, Phase.CLEANING, Phase.DONE);
        assertThat(PhaseTable.next(Phase.CLEANING, cause).stream()).isSubsetOf(Phase.CLEANING, Phase.DONE);
    }
}
