package io.taskmill.model.schedule;

import static io.taskmill.model.schedule.ScheduleFixtures.MADE;
import static io.taskmill.model.schedule.ScheduleFixtures.NAME;
import static io.taskmill.model.schedule.ScheduleFixtures.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.EntityRef;
import io.taskmill.model.journal.JournalActs;
import io.taskmill.model.journal.JournalEntry;
import io.taskmill.model.journal.JournalKind;
import io.taskmill.model.message.ScheduleCommand;
import io.taskmill.model.message.ScheduleCommand.DeleteSchedule;
import io.taskmill.model.message.ScheduleCommand.PauseSchedule;
import io.taskmill.model.message.ScheduleCommand.PutSchedule;
import io.taskmill.model.message.ScheduleCommand.ResumeSchedule;
import io.taskmill.model.message.ScheduleCommand.RunSchedule;
import io.taskmill.model.plan.CatchUp;
import io.taskmill.model.plan.Overlap;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.Example;
import org.jspecify.annotations.Nullable;

class JournalOfSchedulesTest {

    private @Nullable Schedule schedule;

    private Optional<JournalEntry> told(ScheduleCommand command) {
        schedule = schedule == null && !(command instanceof PutSchedule)
                ? null
                : ScheduleTransition.apply(schedule, command, MADE, ScheduleFixtures.RULES);
        return JournalActs.of(command, schedule);
    }

    @Example
    void whatIsWantedOfAScheduleIsToldInItsOwnWords() {
        List<ScheduleCommand> commands = List.of(
                new PutSchedule(NAME, "c-1", "ada", MADE, plan(Overlap.SKIP, CatchUp.ONE)),
                new PutSchedule(NAME, "c-2", "bob", MADE.plusSeconds(1), plan(Overlap.ALLOW, CatchUp.ONE)),
                new PauseSchedule(NAME, "c-3", "bob", MADE.plusSeconds(2), "repairs"),
                new ResumeSchedule(NAME, "c-4", null, MADE.plusSeconds(3)),
                new RunSchedule(NAME, "c-5", "ada", MADE.plusSeconds(4)),
                new DeleteSchedule(NAME, "c-6", "ada", MADE.plusSeconds(5)),
                new PutSchedule(NAME, "c-7", "eve", MADE.plusSeconds(6), plan(Overlap.SKIP, CatchUp.ONE)));
        List<JournalEntry> entries = new ArrayList<>();
        for (ScheduleCommand command : commands) {
            JournalEntry entry = told(command).orElseThrow();
            assertThat(told(command)).as("repeated").contains(entry);
            entries.add(entry);
        }

        assertThat(entries)
                .extracting(JournalEntry::kind)
                .containsExactly(
                        JournalKind.SCHEDULE_CREATED,
                        JournalKind.SCHEDULE_CHANGED,
                        JournalKind.SCHEDULE_PAUSED,
                        JournalKind.SCHEDULE_RESUMED,
                        JournalKind.SCHEDULE_RUN,
                        JournalKind.SCHEDULE_DELETED,
                        JournalKind.SCHEDULE_CREATED);
        assertThat(entries)
                .extracting(JournalEntry::actor)
                .containsExactly("ada", "bob", "bob", null, "ada", "ada", "eve");
        assertThat(entries).extracting(JournalEntry::entity).containsOnly(new EntityRef("schedule", NAME));
        assertThat(Objects.requireNonNull(entries.get(2)).args()).containsEntry("reason", "repairs");
    }

    @Example
    void whatIsWantedOfAScheduleThatIsNotThereIsNotTold() {
        assertThat(told(new PauseSchedule(NAME, "c-1", "ada", MADE, null))).isEmpty();
        var _ = told(new PutSchedule(NAME, "c-2", "ada", MADE, plan(Overlap.SKIP, CatchUp.ONE)));
        var _ = told(new DeleteSchedule(NAME, "c-3", "ada", MADE));
        assertThat(told(new RunSchedule(NAME, "c-4", "ada", MADE))).isEmpty();
    }
}
