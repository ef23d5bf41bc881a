package io.taskmill.model.schedule;

import static io.taskmill.model.schedule.ScheduleFixtures.MADE;
import static io.taskmill.model.schedule.ScheduleFixtures.NAME;
import static io.taskmill.model.schedule.ScheduleFixtures.RULES;
import static io.taskmill.model.schedule.ScheduleFixtures.TEMPLATE;
import static io.taskmill.model.schedule.ScheduleFixtures.apply;
import static io.taskmill.model.schedule.ScheduleFixtures.firing;
import static io.taskmill.model.schedule.ScheduleFixtures.made;
import static io.taskmill.model.schedule.ScheduleFixtures.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskmill.model.Json;
import io.taskmill.model.ScheduledBy;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.Timeouts;
import io.taskmill.model.message.FiringEnded;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.ScheduleCommand.DeleteSchedule;
import io.taskmill.model.message.ScheduleCommand.PauseSchedule;
import io.taskmill.model.message.ScheduleCommand.PutSchedule;
import io.taskmill.model.message.ScheduleCommand.ResumeSchedule;
import io.taskmill.model.message.ScheduleCommand.RunSchedule;
import io.taskmill.model.message.ScheduleDue;
import io.taskmill.model.message.ScheduleOutboxPublished;
import io.taskmill.model.message.UserCommand.CancelTask;
import io.taskmill.model.plan.CatchUp;
import io.taskmill.model.plan.Overlap;
import io.taskmill.model.plan.Plan;
import io.taskmill.model.plan.Timing;
import io.taskmill.model.schedule.FiringRecord.Outcome;
import io.taskmill.model.schedule.ScheduleFollowUp.Cancel;
import io.taskmill.model.schedule.ScheduleFollowUp.Fire;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;

class ScheduleTransitionTest {

    private static final ScheduleDue DUE = new ScheduleDue(NAME);

    private static List<Instant> fired(Schedule schedule) {
        return schedule.outbox().stream()
                .filter(Fire.class::isInstance)
                .map(entry -> ((Fire) entry).firing().at())
                .toList();
    }

    private static TaskId task(Instant firing) {
        return RULES.firing(NAME, firing).task();
    }

    private static Schedule ended(Schedule schedule, int number, Instant now) {
        return apply(schedule, new FiringEnded(NAME, task(firing(number)), State.FINISHED), now);
    }

    private static Schedule published(Schedule schedule) {
        Set<String> all = schedule.outbox().stream().map(ScheduleFollowUp::id).collect(Collectors.toSet());
        return apply(schedule, new ScheduleOutboxPublished(NAME, all), MADE);
    }

    private static CatchUp all(Duration window) {
        return new CatchUp(CatchUp.Mode.ALL, window);
    }

    @Example
    void aNewOneFiresFirstAfterItWasMade() {
        Schedule schedule = made(Overlap.SKIP);
        assertThat(schedule.due()).contains(firing(1));
        assertThat(schedule.revision()).isEqualTo(1);
        assertThat(schedule.outbox()).isEmpty();
        assertThat(apply(schedule, DUE, firing(1).minusMillis(1))).isEqualTo(schedule);
    }

    @Example
    void aFiringIsDecidedOnceAndItsTaskIsWhatTheTemplateSays() {
        Schedule fired = apply(made(Overlap.ALLOW), DUE, firing(1).plusMillis(80));
        assertThat(fired(fired)).containsExactly(firing(1));
        assertThat(fired.next()).isEqualTo(firing(2));
        assertThat(apply(fired, DUE, firing(1).plusMillis(90))).isEqualTo(fired);

        RunCommand command = fired.command((Fire) fired.outbox().getFirst());
        assertThat(command.task()).isEqualTo(task(firing(1)));
        assertThat(command.spec().created()).isEqualTo(firing(1));
        assertThat(command.spec().schedule()).isEqualTo(new ScheduledBy(NAME, firing(1)));
        assertThat(command.spec().type()).isEqualTo(TEMPLATE.type());
        assertThat(command.epoch()).isEqualTo(1);
        assertThat(published(fired).outbox()).isEmpty();
    }

    @Example
    void aDeadlineCountsFromWhenTheTaskIsMade() {
        TaskSpec limited = new TaskSpec(
                "COUNT",
                1,
                "default",
                TEMPLATE.priority(),
                Json.EMPTY_OBJECT,
                null,
                null,
                null,
                MADE,
                new TaskPolicy(TaskPolicy.DEFAULT.retry(), new Timeouts(null, null, Duration.ofMinutes(1)), false));
        Schedule schedule = made(new Plan(
                new Timing.Every(ScheduleFixtures.PERIOD, Instant.EPOCH),
                limited,
                Overlap.ALLOW,
                CatchUp.ONE,
                Duration.ZERO,
                null,
                null));
        Instant late = firing(1).plusSeconds(7);
        Schedule fired = apply(schedule, DUE, late);
        assertThat(fired.command((Fire) fired.outbox().getFirst()).deadline()).isEqualTo(late.plusSeconds(60));
    }

    @Example
    void whileATaskRunsFiringsAreSkippedAndSaid() {
        Schedule schedule = apply(made(Overlap.SKIP), DUE, firing(1));
        schedule = apply(schedule, DUE, firing(2));
        assertThat(fired(schedule)).containsExactly(firing(1));
        assertThat(schedule.count(Outcome.SKIPPED_OVERLAP)).isEqualTo(1);
        assertThat(schedule.recent().getLast())
                .isEqualTo(new FiringRecord(firing(2), Outcome.SKIPPED_OVERLAP, firing(2), null, null));

        schedule = ended(schedule, 1, firing(2).plusSeconds(1));
        assertThat(schedule.recent().getFirst().ended()).isEqualTo(State.FINISHED);
        assertThat(fired(apply(schedule, DUE, firing(3)))).containsExactly(firing(1), firing(3));
    }

    @Example
    void ofSeveralThatWaitTheLatestFiresOnceTheTaskHasEnded() {
        Schedule schedule = apply(made(Overlap.QUEUE_ONE), DUE, firing(1));
        schedule = apply(apply(schedule, DUE, firing(2)), DUE, firing(3));
        assertThat(Objects.requireNonNull(schedule.pending()).at()).isEqualTo(firing(3));
        assertThat(schedule.count(Outcome.SKIPPED_OVERLAP)).isEqualTo(1);

        Instant now = firing(3).plusSeconds(4);
        schedule = ended(schedule, 1, now);
        assertThat(schedule.pending()).isNull();
        assertThat(fired(schedule)).containsExactly(firing(1), firing(3));
        assertThat(ended(schedule, 1, now.plusSeconds(1))).isEqualTo(schedule);
    }

    @Example
    void theNextFiringCancelsTheOneBefore() {
        Schedule schedule = published(apply(made(Overlap.CANCEL_PREVIOUS), DUE, firing(1)));
        schedule = apply(schedule, DUE, firing(2));
        Cancel cancel = new Cancel(task(firing(1)), task(firing(2)), firing(2));
        assertThat(schedule.outbox()).hasSize(2).contains(cancel);
        CancelTask command = schedule.command(cancel);
        assertThat(command.task()).isEqualTo(task(firing(1)));
        assertThat(command.actor()).isEqualTo("schedule nightly");

        schedule = apply(published(schedule), DUE, firing(3));
        assertThat(schedule.outbox())
                .as("nobody is cancelled twice")
                .containsExactly(
                        new Cancel(task(firing(2)), task(firing(3)), firing(3)),
                        new Fire(RULES.firing(NAME, firing(3)), 1, firing(3)));
    }

    @Example
    void ofWhatIsDueAtOnceOnlyTheLastIsBegunIfItWouldCancelTheOthers() {
        Schedule schedule = apply(made(plan(Overlap.CANCEL_PREVIOUS, all(Duration.ofDays(1)))), DUE, firing(9));
        assertThat(fired(schedule)).containsExactly(firing(9));
        assertThat(schedule.count(Outcome.SKIPPED_OVERLAP)).isEqualTo(8);
    }

    @Example
    void whatIsAFewSecondsLateIsOnTimeWhateverCatchUpSays() {
        Schedule schedule = made(plan(Overlap.ALLOW, CatchUp.NONE));
        assertThat(fired(apply(schedule, DUE, firing(3).plusSeconds(9))))
                .containsExactly(firing(1), firing(2), firing(3));
    }

    @Example
    void noneOfWhatWasMissedIsMadeUpFor() {
        Schedule schedule = apply(made(plan(Overlap.ALLOW, CatchUp.NONE)), DUE, firing(100));
        assertThat(fired(schedule)).containsExactly(firing(97), firing(98), firing(99), firing(100));
        assertThat(schedule.count(Outcome.SKIPPED_CATCH_UP)).isEqualTo(96);
        assertThat(schedule.next()).isEqualTo(firing(101));
        assertThat(schedule.recent()).hasSize(Schedule.MOST_RECENT);
    }

    @Example
    void theLatestOfWhatWasMissedIsMadeUpFor() {
        Schedule schedule = apply(made(plan(Overlap.ALLOW, CatchUp.ONE)), DUE, firing(100));
        assertThat(fired(schedule)).containsExactly(firing(96), firing(97), firing(98), firing(99), firing(100));
        assertThat(schedule.count(Outcome.SKIPPED_CATCH_UP)).isEqualTo(95);
    }

    @Example
    void allOfWhatWasMissedWithinTheWindowIsMadeUpFor() {
        Schedule schedule = apply(made(plan(Overlap.ALLOW, all(Duration.ofSeconds(90)))), DUE, firing(100));
        assertThat(fired(schedule))
                .containsExactlyElementsOf(IntStream.rangeClosed(91, 100)
                        .mapToObj(ScheduleFixtures::firing)
                        .toList());
        assertThat(schedule.count(Outcome.SKIPPED_CATCH_UP)).isEqualTo(90);
    }

    @Example
    void howeverMuchWasMissedOnlyTheLatestThousandAreMadeUpFor() {
        Schedule schedule = apply(made(plan(Overlap.ALLOW, all(Duration.ofDays(31)))), DUE, firing(50_000));
        assertThat(fired(schedule)).hasSize(1_004).endsWith(firing(50_000)).doesNotHaveDuplicates();
        assertThat(fired(schedule).getFirst()).isEqualTo(firing(50_000 - 1_003));
        assertThat(schedule.count(Outcome.SKIPPED_CATCH_UP)).isEqualTo(9_000);
        assertThat(schedule.running()).hasSize(Schedule.MOST_RUNNING);
        assertThat(schedule.next()).isEqualTo(firing(50_001));
    }

    @Example
    void jitterDelaysTheTaskAndNotItsFiring() {
        Plan jittered = plan(Overlap.ALLOW, CatchUp.ONE, Duration.ofSeconds(8));
        Schedule schedule = made(jittered);
        Instant due = schedule.due().orElseThrow();
        assertThat(due).isBetween(firing(1), firing(1).plusSeconds(8)).isEqualTo(jittered.due(NAME, firing(1)));
        assertThat(IntStream.rangeClosed(1, 50)
                        .mapToObj(number -> Duration.between(firing(number), jittered.due(NAME, firing(number))))
                        .distinct())
                .hasSizeGreaterThan(40);
        assertThat(apply(schedule, DUE, due.minusMillis(1))).isEqualTo(schedule);
        Schedule fired = apply(schedule, DUE, due);
        assertThat(fired(fired)).containsExactly(firing(1));
    }

    @Example
    void thereIsNoFiringBeforeTheStartNorAfterTheEnd() {
        Plan bounded = new Plan(
                new Timing.Every(ScheduleFixtures.PERIOD, Instant.EPOCH),
                TEMPLATE,
                Overlap.ALLOW,
                CatchUp.ONE,
                Duration.ZERO,
                firing(3),
                firing(4));
        Schedule schedule = made(bounded);
        assertThat(schedule.due()).contains(firing(3));
        schedule = apply(schedule, DUE, firing(6));
        assertThat(fired(schedule)).containsExactly(firing(3), firing(4));
        assertThat(schedule.status()).isEqualTo(Schedule.Status.ENDED);
        assertThat(schedule.due()).isEmpty();
    }

    @Example
    void aTimingThatNeverComesHasEnded() {
        Schedule schedule = made(new Plan(
                new Timing.Cron("0 0 31 2 *", ZoneOffset.UTC),
                TEMPLATE,
                Overlap.SKIP,
                CatchUp.ONE,
                Duration.ZERO,
                null,
                null));
        assertThat(schedule.status()).isEqualTo(Schedule.Status.ENDED);
    }

    @Example
    void whatFallsIntoAPauseIsNotMadeUpFor() {
        Schedule paused = apply(made(Overlap.ALLOW), new PauseSchedule(NAME, "p", "bob", MADE, "moving"), MADE);
        assertThat(paused.status()).isEqualTo(Schedule.Status.PAUSED);
        assertThat(paused.due()).isEmpty();
        assertThat(apply(paused, DUE, firing(3))).isEqualTo(paused);
        Schedule resumed =
                apply(paused, new ResumeSchedule(NAME, "r", "bob", firing(5).plusSeconds(1)), firing(6));
        assertThat(fired(apply(resumed, DUE, firing(6)))).containsExactly(firing(6));
        assertThat(resumed.count(Outcome.SKIPPED_CATCH_UP)).isZero();
    }

    @Example
    void whatWasDueBeforeAPauseFiresAndWhatWaitedIsSkipped() {
        Schedule schedule = apply(made(Overlap.QUEUE_ONE), DUE, firing(1));
        Instant late = firing(2).plusMillis(300);
        Schedule paused = apply(schedule, new PauseSchedule(NAME, "p", null, late, null), late);
        assertThat(paused.pending()).isNull();
        assertThat(paused.count(Outcome.SKIPPED_PAUSED)).isEqualTo(1);

        Schedule free = apply(made(Overlap.SKIP), new PauseSchedule(NAME, "p", null, firing(1), null), firing(1));
        assertThat(fired(free)).containsExactly(firing(1));
    }

    @Example
    void runNowFiresWhilePausedAndKeepsToOverlap() {
        Schedule paused = apply(made(Overlap.SKIP), new PauseSchedule(NAME, "p", null, MADE, null), MADE);
        Instant now = MADE.plusSeconds(1);
        Schedule run = apply(paused, new RunSchedule(NAME, "run-1", "bob", now), now);
        assertThat(fired(run)).containsExactly(now);
        assertThat(run.next()).isEqualTo(paused.next());
        assertThat(apply(run, new RunSchedule(NAME, "run-1", "bob", now), now)).isEqualTo(run);

        Schedule twice = apply(run, new RunSchedule(NAME, "run-2", "bob", now), now);
        assertThat(fired(twice)).containsExactly(now);
        assertThat(twice.count(Outcome.SKIPPED_OVERLAP)).isEqualTo(1);
    }

    @Example
    void aFiringByHandIsAnotherTaskThanThePlansAtThatInstant() {
        Schedule schedule = apply(made(Overlap.ALLOW), new RunSchedule(NAME, "run-1", null, firing(1)), firing(1));
        schedule = apply(schedule, DUE, firing(1));
        assertThat(schedule.outbox()).hasSize(2);
        assertThat(schedule.outbox().getFirst().id())
                .isNotEqualTo(schedule.outbox().getLast().id());
    }

    @Example
    void aReplacedOneDecidesWhatWasDueAndGoesOnByTheNewPlan() {
        Schedule schedule = made(Overlap.ALLOW);
        Instant at = firing(1).plusMillis(200);
        Plan slower = new Plan(
                new Timing.Every(Duration.ofHours(1), Instant.EPOCH),
                TEMPLATE.with(2, new Json("{\"times\":1}"), TEMPLATE.policy()),
                Overlap.SKIP,
                CatchUp.ONE,
                Duration.ZERO,
                null,
                null);
        Schedule replaced = apply(schedule, new PutSchedule(NAME, "put-2", "bob", at, slower), at);
        assertThat(replaced.revision()).isEqualTo(2);
        assertThat(replaced.created().actor()).isEqualTo("ada");
        assertThat(replaced.changed()).isEqualTo(new By("bob", at));
        assertThat(replaced.next()).isEqualTo(Instant.parse("2026-05-01T11:00:00Z"));
        Fire fire = (Fire) replaced.outbox().getFirst();
        assertThat(replaced.command(fire).spec().params())
                .as("what was decided before is made of what it was before")
                .isEqualTo(Json.EMPTY_OBJECT);
        assertThat(published(replaced).former()).isEmpty();
    }

    @Example
    void aPausedOneThatIsReplacedStaysPaused() {
        Schedule paused = apply(made(Overlap.ALLOW), new PauseSchedule(NAME, "p", null, MADE, null), MADE);
        Schedule replaced = apply(paused, new PutSchedule(NAME, "put-2", null, firing(4), paused.plan()), firing(4));
        assertThat(replaced.status()).isEqualTo(Schedule.Status.PAUSED);
        assertThat(replaced.outbox()).isEmpty();
    }

    @Example
    void aDeletedOneFiresNoMoreAndPublishesWhatItHadDecided() {
        Schedule fired = apply(made(Overlap.ALLOW), DUE, firing(1));
        Schedule deleted = apply(fired, new DeleteSchedule(NAME, "d", "bob", firing(2)), firing(2));
        assertThat(deleted.due()).isEmpty();
        assertThat(deleted.outbox()).isEqualTo(fired.outbox());
        assertThat(apply(deleted, DUE, firing(3))).isEqualTo(deleted);
        assertThat(apply(deleted, new RunSchedule(NAME, "x", null, firing(3)), firing(3)))
                .isEqualTo(deleted);
        assertThat(apply(deleted, new PutSchedule(NAME, "put", "ada", MADE, fired.plan()), firing(3)))
                .as("a late repetition of what had made it")
                .isEqualTo(deleted);

        Schedule again = apply(deleted, new PutSchedule(NAME, "put-2", "eve", firing(3), fired.plan()), firing(3));
        assertThat(again.deleted()).isNull();
        assertThat(again.created().actor()).isEqualTo("eve");
        assertThat(again.running()).isEmpty();
        assertThat(again.recent()).isEmpty();
        assertThat(again.outbox()).isEqualTo(fired.outbox());
        assertThat(again.next()).isEqualTo(firing(4));
    }

    @Example
    void whatIsSaidOfNoScheduleMakesNone() {
        assertThat(ScheduleTransition.apply(null, DUE, MADE, RULES)).isNull();
        assertThat(ScheduleTransition.apply(null, new DeleteSchedule(NAME, "d", null, MADE), MADE, RULES))
                .isNull();
        assertThat(ScheduleTransition.apply(null, new FiringEnded(NAME, task(firing(1)), State.FAILED), MADE, RULES))
                .isNull();
        assertThat(ScheduleTransition.apply(null, new ScheduleOutboxPublished(NAME, Set.of("x")), MADE, RULES))
                .isNull();
    }

    @Example
    void onlyTheLatestCommandsAreRemembered() {
        Schedule schedule = made(Overlap.SKIP);
        for (int i = 0; i < 100; i++) {
            schedule = apply(schedule, new ResumeSchedule(NAME, "r-" + i, null, MADE), MADE);
        }
        assertThat(schedule.applied()).hasSize(ScheduleDraft.REMEMBERED).endsWith("r-99");
    }

    @Example
    void aPlanThatContradictsItselfIsNone() {
        assertThatThrownBy(() -> plan(Overlap.SKIP, CatchUp.ONE, Duration.ofHours(2)))
                .hasMessageContaining("PT2H")
                .hasMessageContaining("PT1H");
        assertThatThrownBy(() -> new Timing.Every(Duration.ofMillis(500), MADE)).hasMessageContaining("PT0.5S");
        assertThatThrownBy(() -> new Timing.Cron(" ", ZoneOffset.UTC)).hasMessageContaining("blank");
        assertThatThrownBy(() -> new CatchUp(CatchUp.Mode.ONE, Duration.ofHours(1)))
                .hasMessageContaining("window");
        assertThatThrownBy(() -> new CatchUp(CatchUp.Mode.ALL, Duration.ofDays(32)))
                .hasMessageContaining("P");
        assertThatThrownBy(() -> Overlap.parse("both")).hasMessageContaining("queue_one");
        assertThatThrownBy(() -> new DeleteSchedule("../x", "d", null, MADE)).hasMessageContaining("schedule");
    }
}
