package io.taskmill.model.schedule;

import static io.taskmill.model.schedule.ScheduleFixtures.MADE;
import static io.taskmill.model.schedule.ScheduleFixtures.NAME;
import static io.taskmill.model.schedule.ScheduleFixtures.firing;
import static io.taskmill.model.schedule.ScheduleFixtures.made;
import static io.taskmill.model.schedule.ScheduleFixtures.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.FiringEnded;
import io.taskmill.model.message.ScheduleCommand.PauseSchedule;
import io.taskmill.model.message.ScheduleCommand.PutSchedule;
import io.taskmill.model.message.ScheduleCommand.ResumeSchedule;
import io.taskmill.model.message.ScheduleCommand.RunSchedule;
import io.taskmill.model.message.ScheduleDue;
import io.taskmill.model.message.ScheduleEvent;
import io.taskmill.model.message.ScheduleOutboxPublished;
import io.taskmill.model.plan.CatchUp;
import io.taskmill.model.plan.Overlap;
import io.taskmill.model.schedule.FiringRecord.Outcome;
import io.taskmill.model.schedule.ScheduleFollowUp.Fire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** In any order and with any repetition of what can happen. */
class SchedulePropertiesTest {

    private static final Duration MOST_JITTER = Duration.ofSeconds(25);

    /** What happens, and how much time has passed before. */
    record Step(What what, int millis, int pick) {}

    enum What {
        DUE,
        PUBLISHED,
        ENDED,
        ENDED_ONCE_MORE,
        PAUSE,
        RESUME,
        RUN,
        PUT,
        COMMAND_ONCE_MORE
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<What> what = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.just(What.DUE)),
                Tuple.of(3, Arbitraries.just(What.PUBLISHED)),
                Tuple.of(5, Arbitraries.just(What.ENDED)),
                Tuple.of(2, Arbitraries.of(What.values())));
        Arbitrary<Integer> millis = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.integers().between(0, 9_000)),
                Tuple.of(1, Arbitraries.integers().between(10_000, 400_000)));
        return Combinators.combine(what, millis, Arbitraries.integers().between(0, 1_000))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    @Property
    void everyFiringComesToOneThingAndItsTaskIsMadeOnce(
            @ForAll("steps") List<Step> steps,
            @ForAll Overlap overlap,
            @ForAll CatchUp.Mode mode,
            @ForAll boolean jitter) {
        CatchUp catchUp = new CatchUp(mode, mode == CatchUp.Mode.ALL ? Duration.ofMinutes(2) : null);
        Course course = new Course(made(plan(overlap, catchUp, jitter ? MOST_JITTER : Duration.ZERO)));
        steps.forEach(course::take);
        course.assertSound(steps.stream().anyMatch(step -> step.what() == What.PAUSE));
    }

    /** One course of events. */
    private static final class Course {

        private Schedule schedule;
        private Instant now = MADE;
        private int commands;
        private int runs;
        private final List<TaskId> made = new ArrayList<>();
        private final Set<String> known = new HashSet<>();
        private ScheduleEvent lastCommand = new ScheduleDue(NAME);

        Course(Schedule schedule) {
            this.schedule = schedule;
        }

        void take(Step step) {
            now = now.plusMillis(step.millis());
            String id = "c-" + commands++;
            switch (step.what()) {
                case DUE -> apply(new ScheduleDue(NAME));
                case PUBLISHED -> {
                    if (!schedule.outbox().isEmpty()) {
                        String entry = schedule.outbox()
                                .get(step.pick() % schedule.outbox().size())
                                .id();
                        apply(new ScheduleOutboxPublished(NAME, Set.of(entry)));
                    }
                }
                case ENDED -> {
                    if (!schedule.running().isEmpty()) {
                        Running over = schedule.running()
                                .get(step.pick() % schedule.running().size());
                        apply(new FiringEnded(NAME, over.firing().task(), State.FINISHED));
                    }
                }
                case ENDED_ONCE_MORE -> {
                    if (!made.isEmpty()) {
                        apply(new FiringEnded(NAME, made.get(step.pick() % made.size()), State.FAILED));
                    }
                }
                case PAUSE -> command(new PauseSchedule(NAME, id, null, now, null));
                case RESUME -> command(new ResumeSchedule(NAME, id, null, now));
                case RUN -> {
                    command(new RunSchedule(NAME, id, null, now));
                    runs++;
                }
                case PUT -> command(new PutSchedule(NAME, id, null, now, schedule.plan()));
                case COMMAND_ONCE_MORE -> {
                    Schedule before = schedule;
                    apply(lastCommand);
                    if (!(lastCommand instanceof ScheduleDue)) {
                        assertThat(schedule).isEqualTo(before);
                    }
                }
            }
        }

        private void command(ScheduleEvent command) {
            lastCommand = command;
            apply(command);
        }

        private void apply(ScheduleEvent event) {
            Schedule before = schedule;
            schedule = ScheduleFixtures.apply(before, event, now);
            assertThat(schedule.decidedThrough()).isAfterOrEqualTo(before.decidedThrough());
            assertThat(ScheduleFixtures.apply(before, event, now))
                    .as("it is pure")
                    .isEqualTo(schedule);
            for (ScheduleFollowUp entry : schedule.outbox()) {
                if (entry instanceof Fire fire && !before.outbox().contains(entry)) {
                    assertThat(known.add(entry.id()))
                            .as("%s is made once", entry.id())
                            .isTrue();
                    made.add(fire.firing().task());
                    assertThat(schedule.command(fire).task())
                            .isEqualTo(fire.firing().task());
                }
            }
            if (schedule.plan().overlap() != Overlap.ALLOW && schedule.plan().overlap() != Overlap.CANCEL_PREVIOUS) {
                assertThat(schedule.running()).hasSizeLessThanOrEqualTo(1);
            }
        }

        /** Every firing of the plan up to where it has decided, and each by hand, has come to one thing, or waits. */
        void assertSound(boolean wasPaused) {
            long decided = 0;
            while (!firing((int) decided + 1).isAfter(schedule.decidedThrough())) {
                decided++;
            }
            long outcomes = schedule.pending() == null ? 0 : 1;
            for (Outcome outcome : Outcome.values()) {
                outcomes += schedule.count(outcome);
            }
            if (wasPaused) {
                assertThat(outcomes).isLessThanOrEqualTo(decided + runs);
            } else {
                assertThat(outcomes).isEqualTo(decided + runs);
            }
            assertThat(schedule.count(Outcome.FIRED)).isEqualTo(made.size());
            if (schedule.due().isPresent()) {
                assertThat(schedule.next()).isAfter(schedule.decidedThrough());
            }
        }
    }
}
