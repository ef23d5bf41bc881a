package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.TASK;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.known;
import static io.taskmill.model.task.Fixtures.on;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.message.OutboxPublished;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.task.OutboxEntry.TellEntities;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a run tells of the things that it works on. */
class TaskTransitionOnFactsTest {

    private static final Runner MINE = new Runner("mine");

    private static List<TellEntities> telling(Task task) {
        return task.outbox().stream()
                .filter(TellEntities.class::isInstance)
                .map(TellEntities.class::cast)
                .toList();
    }

    @Test
    void whatTheOwningRunTellsGoesToTheEntities() {
        Task task = after(submission(), MINE.begins(), MINE.tells(2, "CREATING"), MINE.tells(3, "ACTIVE"));
        assertThat(telling(task)).extracting(TellEntities::seq).containsExactly(2, 3);
        assertThat(telling(task).getLast().facts().getFirst().status()).isEqualTo("ACTIVE");
    }

    @Test
    void aReportThatWasOvertakenGoesToThemAllTheSame() {
        Task task = after(submission(), MINE.begins(), MINE.finishes(4), MINE.tells(3, "ACTIVE"));
        assertThat(telling(task)).extracting(TellEntities::seq).containsExactly(3);
    }

    @Test
    void aReportThatComesAgainIsToldAgainSinceWhoHadFoldedItMayHaveDied() {
        Task told = after(submission(), MINE.begins(), MINE.tells(2, "ACTIVE"));
        assertThat(on(told, MINE.tells(2, "ACTIVE")).task()).isEqualTo(told);
        Task cleared = known(
                on(told, new OutboxPublished(TASK, Set.of("entities-1-2"))).task());
        assertThat(telling(cleared)).isEmpty();
        assertThat(telling(known(on(cleared, MINE.tells(2, "ACTIVE")).task()))).hasSize(1);
    }

    @Test
    void whatAnotherRunTellsIsRefused() {
        Task task = after(submission(), MINE.begins());
        Transition transition = on(task, new Runner("other").tells(2, "ACTIVE"));
        assertThat(transition.verdict()).isEqualTo(Fixtures.refused(RefusalReason.HELD));
        assertThat(telling(known(transition.task()))).isEmpty();
    }
}
