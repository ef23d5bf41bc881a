package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.SPEC;
import static io.taskmill.model.task.Fixtures.TASK;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.attempts;
import static io.taskmill.model.task.Fixtures.cancel;
import static io.taskmill.model.task.Fixtures.crashOf;
import static io.taskmill.model.task.Fixtures.dead;
import static io.taskmill.model.task.Fixtures.handBackOf;
import static io.taskmill.model.task.Fixtures.released;
import static io.taskmill.model.task.Fixtures.retry;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.taskmill.model.Json;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.UserCommand.Edit;
import io.taskmill.model.message.UserCommand.RetryTask;
import io.taskmill.model.task.HistoryEntry.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static final Runner MINE = new Runner("mine");
    private static final Runner NEXT = new Runner("next", 2);

    @Test
    void tellsWhoWantedWhatAndWhichRunDidIt() {
        Task task = after(submission(), MINE.begins(), MINE.reaches(2, 20), cancel(), MINE.aborts(3), retry(1));

        assertThat(told(task))
                .containsExactly(
                        "SUBMITTED 1 by ada",
                        "STARTED 1 in mine",
                        "CANCEL_REQUESTED 1 by grace: not needed: cancel-1",
                        "CANCELLED 1 in mine by grace: not needed: cancel-1",
                        "RETRIED 2 by grace");
        assertThat(task.history().entries().getFirst())
                .isEqualTo(new HistoryEntry(SPEC.created(), Kind.SUBMITTED, 1, null, null, "ada", null));
    }

    @Test
    void tellsWhyTaskmillItselfBeganAnotherEpoch() {
        Task retried = released(after(submission(attempts(3)), MINE.begins(), MINE.fails(3, 40)));

        assertThat(told(retried))
                .containsExactly(
                        "SUBMITTED 1 by ada",
                        "STARTED 1 in mine",
                        "FAILED 1 in mine: DISK_FULL",
                        "DISPATCHED 2: NEXT_ATTEMPT");
        assertThat(told(after(submission(), MINE.begins(), crashOf(MINE)))).endsWith("DISPATCHED 2: SESSION_LOST");
        assertThat(told(after(submission(), MINE.begins(), handBackOf(MINE)))).endsWith("DISPATCHED 2: GIVEN_BACK");
    }

    @Test
    void tellsOfEditedParametersAndKeepsWhatWasBefore() {
        RetryTask edited = new RetryTask(TASK, "c-1", "grace", NOW, 1, new Edit(3, new Json("{\"times\":2}")));

        Task task = after(submission(), MINE.begins(), MINE.fails(3, 40), edited, NEXT.begins());

        assertThat(told(task))
                .containsExactly(
                        "SUBMITTED 1 by ada",
                        "STARTED 1 in mine",
                        "FAILED 1 in mine: DISK_FULL",
                        "RETRIED 2 by grace: EDITED",
                        "STARTED 2 in next");
        assertThat(task.spec()).isEqualTo(SPEC.with(3, new Json("{\"times\":2}"), SPEC.policy()));
    }

    @Test
    void tellsOfADeadCommandOnceForEachReason() {
        Task task = after(submission(), dead(1), dead(1));

        assertThat(told(task)).containsExactly("SUBMITTED 1 by ada", "COMMAND_DEAD 1: its type is unknown here");
        assertThat(task.deadCommand()).isNotNull();
        assertThat(after(submission(), dead(1), MINE.begins()).deadCommand()).isNull();
    }

    @Test
    void beginsWithTheSubmissionWheneverThatIsFolded() {
        List<TaskEvent> events = List.of(submission(), MINE.begins(), MINE.finishes(3));
        List<TaskEvent> reversed = new ArrayList<>(events);
        Collections.reverse(reversed);

        assertThat(after(reversed).history()).isEqualTo(after(events).history());
        assertThat(told(after(events)))
                .containsExactly("SUBMITTED 1 by ada", "STARTED 1 in mine", "FINISHED 1 in mine");
    }

    @Test
    void keepsTheSubmissionAndTheLatestEntriesAndCountsTheOthers() {
        Task task = after(submission(), MINE.begins(), MINE.fails(3, 40));
        for (int epoch = 1; epoch <= 40; epoch++) {
            Runner next = new Runner("run-" + epoch, epoch + 1);
            task = Fixtures.known(
                    Fixtures.on(task, retry("retry-" + epoch, epoch)).task());
            task = Fixtures.known(Fixtures.on(task, next.fails(2, 40)).task());
        }

        History history = task.history();
        assertThat(history.entries()).hasSize(History.MAX_ENTRIES);
        assertThat(history.dropped()).isEqualTo(3 + 3 * 40 - History.MAX_ENTRIES);
        assertThat(told(task)).startsWith("SUBMITTED 1 by ada").endsWith("FAILED 41 in run-40: DISK_FULL");
    }

    @Test
    void cutsLongTextsOff() {
        HistoryEntry entry = new HistoryEntry(
                NOW, Kind.CANCELLED, 1, null, null, "a".repeat(255), "😀".repeat(HistoryEntry.MAX_TEXT));

        assertThat(entry.actor()).hasSize(255);
        assertThat(entry.reason())
                .hasSizeLessThanOrEqualTo(HistoryEntry.MAX_TEXT)
                .endsWith("😀…");
    }

    @Test
    void isBounded() {
        HistoryEntry entry = new HistoryEntry(NOW, Kind.STARTED, 1, null, null, null, null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new History(Collections.nCopies(65, entry), 0))
                .withMessageContaining("64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new History(List.of(), -1))
                .withMessageContaining("dropped");
    }

    private static List<String> told(Task task) {
        return task.history().entries().stream().map(HistoryTest::told).toList();
    }

    private static String told(HistoryEntry entry) {
        return entry.kind() + " " + entry.epoch() + (entry.run() == null ? "" : " in " + entry.run())
                + (entry.actor() == null ? "" : " by " + entry.actor())
                + (entry.reason() == null ? "" : ": " + entry.reason());
    }
}
