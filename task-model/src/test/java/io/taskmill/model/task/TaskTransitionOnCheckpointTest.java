package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.TASK;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.attempts;
import static io.taskmill.model.task.Fixtures.cancel;
import static io.taskmill.model.task.Fixtures.crashOf;
import static io.taskmill.model.task.Fixtures.handBackOf;
import static io.taskmill.model.task.Fixtures.orphaned;
import static io.taskmill.model.task.Fixtures.released;
import static io.taskmill.model.task.Fixtures.retry;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Json;
import io.taskmill.model.message.UserCommand.Edit;
import io.taskmill.model.message.UserCommand.RetryTask;
import org.junit.jupiter.api.Test;

/** What a run leaves reaches the next one; the rest stands in {@link TransitionMatrixTest}. */
class TaskTransitionOnCheckpointTest {

    private static final Runner MINE = new Runner("mine");
    private static final Runner NEXT = new Runner("next", 2);
    private static final Json LEFT = MINE.leaves(3, 30).state();

    @Test
    void theNextRunIsGivenTheLatestHoweverTheLastOneEnded() {
        assertThat(after(submission(), MINE.begins(), MINE.leaves(2, 20), MINE.leaves(3, 30), crashOf(MINE))
                        .command()
                        .checkpoint())
                .isEqualTo(LEFT);
        assertThat(after(submission(), MINE.begins(), MINE.leaves(3, 30), handBackOf(MINE))
                        .command()
                        .checkpoint())
                .isEqualTo(LEFT);
        assertThat(after(submission(), MINE.begins(), MINE.leaves(3, 30), MINE.fails(4, 30), retry(1))
                        .command()
                        .checkpoint())
                .isEqualTo(LEFT);
        assertThat(released(after(submission(attempts(2)), MINE.begins(), MINE.leaves(3, 30), MINE.fails(4, 30)))
                        .command()
                        .checkpoint())
                .isEqualTo(LEFT);
        assertThat(after(submission(), MINE.begins(), MINE.leaves(3, 30), cancel(), MINE.aborts(4), retry(1))
                        .command()
                        .checkpoint())
                .isEqualTo(LEFT);
    }

    @Test
    void oneThatWasOvertakenByAReportStillCounts() {
        assertThat(after(submission(), MINE.begins(), MINE.reaches(4, 60), MINE.leaves(3, 30), crashOf(MINE))
                        .command()
                        .checkpoint())
                .isEqualTo(LEFT);
        assertThat(after(submission(), MINE.begins(), MINE.fails(4, 30), MINE.leaves(3, 30), retry(1))
                        .command()
                        .checkpoint())
                .isEqualTo(LEFT);
        assertThat(after(submission(), MINE.begins(), MINE.leaves(3, 30), MINE.leaves(2, 20))
                        .checkpoint())
                .isEqualTo(new Checkpoint("mine", 3, LEFT));
    }

    @Test
    void oneOfASessionThatWasJustLostIsGivenToTheRunThatReplacesIt() {
        assertThat(after(submission(), MINE.begins(), orphaned(MINE.leaves(3, 30)))
                        .command()
                        .checkpoint())
                .isEqualTo(LEFT);
    }

    @Test
    void aZombiesDoesNotReplaceThatOfTheRunThatFollowed() {
        Task task = after(
                submission(), MINE.begins(), crashOf(MINE), NEXT.begins(), NEXT.leaves(2, 50), MINE.leaves(7, 90));

        assertThat(task.checkpoint())
                .isEqualTo(new Checkpoint("next", 2, NEXT.leaves(2, 50).state()));
    }

    @Test
    void theNextRunsReplacesTheOneThatItBeganWith() {
        Task task = after(submission(), MINE.begins(), MINE.leaves(9, 30), crashOf(MINE), NEXT.leaves(2, 50));

        assertThat(task.checkpoint())
                .isEqualTo(new Checkpoint("next", 2, NEXT.leaves(2, 50).state()));
    }

    @Test
    void otherParametersBeginAtTheBeginning() {
        RetryTask edited = new RetryTask(TASK, "c-1", null, NOW, 1, new Edit(1, new Json("{\"times\":9}")));

        assertThat(after(submission(), MINE.begins(), MINE.leaves(3, 30), MINE.fails(4, 30), edited)
                        .command()
                        .checkpoint())
                .isNull();
    }

    @Test
    void nobodyNeedsThatOfATaskThatHasFinished() {
        assertThat(after(submission(), MINE.begins(), MINE.leaves(3, 30), MINE.finishes(4))
                        .checkpoint())
                .isNull();
        assertThat(after(submission(), MINE.begins(), MINE.finishes(4), MINE.leaves(3, 30))
                        .checkpoint())
                .isNull();
    }
}
