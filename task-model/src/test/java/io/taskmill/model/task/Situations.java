package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.GATE;
import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.TASK;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.amend;
import static io.taskmill.model.task.Fixtures.attempts;
import static io.taskmill.model.task.Fixtures.awaitingSubmission;
import static io.taskmill.model.task.Fixtures.cancel;
import static io.taskmill.model.task.Fixtures.crashOf;
import static io.taskmill.model.task.Fixtures.dead;
import static io.taskmill.model.task.Fixtures.delete;
import static io.taskmill.model.task.Fixtures.dispatch;
import static io.taskmill.model.task.Fixtures.dueAt;
import static io.taskmill.model.task.Fixtures.ended;
import static io.taskmill.model.task.Fixtures.found;
import static io.taskmill.model.task.Fixtures.granted;
import static io.taskmill.model.task.Fixtures.heldSubmission;
import static io.taskmill.model.task.Fixtures.known;
import static io.taskmill.model.task.Fixtures.lacking;
import static io.taskmill.model.task.Fixtures.limits;
import static io.taskmill.model.task.Fixtures.missed;
import static io.taskmill.model.task.Fixtures.on;
import static io.taskmill.model.task.Fixtures.orphaned;
import static io.taskmill.model.task.Fixtures.paused;
import static io.taskmill.model.task.Fixtures.published;
import static io.taskmill.model.task.Fixtures.rate;
import static io.taskmill.model.task.Fixtures.released;
import static io.taskmill.model.task.Fixtures.retry;
import static io.taskmill.model.task.Fixtures.rollback;
import static io.taskmill.model.task.Fixtures.submission;
import static io.taskmill.model.task.Fixtures.watched;

import io.taskmill.model.Priority;
import io.taskmill.model.Recovery;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.Timeouts;
import io.taskmill.model.message.DependencyEnded.How;
import io.taskmill.model.message.DueReached;
import io.taskmill.model.message.GateAnswer;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.UserCommand.AmendTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The situations of a task, and the kinds of events, that the tables of the transition function speak of. */
final class Situations {

    static final Runner MINE = new Runner("mine");
    static final Runner OTHER = new Runner("other");
    static final Runner NEXT = new Runner("next", 2);

    private static final Timeouts QUARTERS =
            new Timeouts(Duration.ofMinutes(15), Duration.ofMinutes(15), Duration.ofHours(9));
    private static final TaskPolicy STRICT = new TaskPolicy(RetryPolicy.NONE, Timeouts.NONE, true);
    private static final TaskPolicy GATED = attempts(2).admittedBy(List.of(Fixtures.GATE), List.of());
    private static final TaskPolicy RATED = attempts(2).admittedBy(List.of(), List.of(Fixtures.RATE));
    private static final TaskPolicy AUTO = TaskPolicy.DEFAULT.with(Recovery.AUTO);
    private static final TaskPolicy MANUAL = TaskPolicy.DEFAULT.with(Recovery.MANUAL);
    private static final TaskError STUCK = new TaskError("STUCK", "it does not come off", false);
    private static final TaskPolicy DEADLINE = attempts(3, new Timeouts(null, null, Duration.ofHours(2)));

    /** Everything that can become due in these situations is due by then, but for the deadline of nine hours. */
    private static final Instant LATER = NOW.plus(Duration.ofHours(3));

    private Situations() {}

    static @Nullable Task task(String situation) {
        return switch (situation) {
            case "no task" -> null;
            case "queued" -> after(submission());
            case "running: mine" -> after(submission(), MINE.begins());
            case "running: other" -> after(submission(), OTHER.begins());
            case "queued again" -> after(submission(), MINE.begins(), crashOf(MINE));
            case "done: mine" -> after(submission(), MINE.begins(), MINE.finishes(3));
            case "done: other" -> after(submission(), OTHER.begins(), OTHER.finishes(3));

            case "aborting: mine" -> after(submission(), MINE.begins(), cancel());
            case "aborting: other" -> after(submission(), OTHER.begins(), cancel());
            case "cancelled" -> after(submission(), cancel());
            case "cancelled: mine" -> after(submission(), MINE.begins(), cancel(), MINE.aborts(3));
            case "failed: mine" -> after(submission(), MINE.begins(), MINE.fails(3, 40));
            case "failed: next" -> after(submission(), MINE.begins(), crashOf(MINE), NEXT.begins(), NEXT.fails(2, 40));
            case "retried" -> after(submission(), MINE.begins(), MINE.fails(3, 40), retry(1));

            case "queued, limited" -> after(submission(limits(QUARTERS)));
            case "running, limited" -> after(submission(attempts(2, QUARTERS)), MINE.begins());
            case "retry wait: mine" -> after(submission(attempts(2, QUARTERS)), MINE.begins(), MINE.fails(3, 40));
            case "retry wait: other" -> after(submission(attempts(2)), OTHER.begins(), OTHER.fails(3, 40));
            case "retry wait, deadline" -> after(submission(DEADLINE), MINE.begins(), MINE.fails(3, 40));
            case "released" -> released(after(submission(attempts(2)), MINE.begins(), MINE.fails(3, 40)));
            case "last attempt: next" ->
                known(on(known(task("released")), NEXT.begins()).task());
            case "cancelled in wait" -> after(submission(attempts(2)), MINE.begins(), MINE.fails(3, 40), cancel());
            case "blocked" -> after(submission(limits(QUARTERS)), lacking(1));
            case "blocked again" ->
                known(on(known(task("tried again")), lacking(2)).task());
            case "tried again" -> released(after(submission(), lacking(1)));
            case "scheduled" -> after(heldSubmission());
            case "scheduled: amended" -> after(heldSubmission(), amend());
            case "queued: amended" -> after(submission(), amend());
            case "scheduled: released" -> released(after(heldSubmission()));
            case "scheduled: cancelled" -> after(heldSubmission(), cancel());
            case "awaiting" -> after(awaitingSubmission());
            case "awaiting: failed" -> after(awaitingSubmission(), ended(How.FAILED));
            case "pushed: mine" -> after(submission(AUTO), MINE.begins(), MINE.pushes(2, 0));
            case "cleaning" ->
                after(submission(AUTO), MINE.pushes(2, 0), MINE.having(1).fails(3, 40));
            case "cleaning: next" ->
                known(on(known(task("cleaning")), NEXT.begins()).task());
            case "cleaning, waits" ->
                known(on(known(task("cleaning: next")), NEXT.fails(2, 0)).task());
            case "cleaned" ->
                known(on(known(task("cleaning: next")), NEXT.undoesAll(3, MINE, 0))
                        .task());
            case "unclean" ->
                known(on(known(task("cleaning: next")), NEXT.fails(2, 0, STUCK)).task());
            case "manual" ->
                after(submission(MANUAL), MINE.pushes(2, 0), MINE.having(1).fails(3, 40));
            case "manual, cleaning" ->
                known(on(known(task("manual")), rollback("rollback-0", 1)).task());
            case "with children: mine" -> after(submission(), MINE.begins(), MINE.spawns(3));
            case "with children, cancelled" -> after(submission(), MINE.begins(), MINE.spawns(3), cancel());
            case "children over" -> after(submission(), MINE.begins(), MINE.spawns(3), MINE.childrenOver());
            case "ending: next" ->
                after(submission(), MINE.begins(), MINE.spawns(3), MINE.childrenOver(), NEXT.begins());
            case "end failed: next" ->
                after(
                        submission(),
                        MINE.begins(),
                        MINE.spawns(3),
                        MINE.childrenOver(),
                        NEXT.begins(),
                        NEXT.fails(2, 40, new TaskError("HOPELESS", "it never will", false)));
            case "queued, strict" -> after(submission(STRICT));
            case "asks gate" -> after(submission(GATED));
            case "asks rate" -> after(submission(RATED));
            case "rate's time" -> after(submission(RATED), rate(1, LATER));
            case "admitted" -> after(submission(GATED), granted(1));
            case "admitted, running" -> after(submission(GATED), granted(1), MINE.asks(Duration.ZERO));
            case "admitted, lost" -> after(submission(GATED), granted(1), MINE.asks(Duration.ZERO), crashOf(MINE));
            case "gated, retry wait" ->
                after(submission(GATED), granted(1), MINE.asks(Duration.ZERO), MINE.fails(3, 40));
            case "gated, blocked" -> after(submission(GATED), granted(1), lacking(1));
            case "gated, done" -> after(submission(GATED), granted(1), MINE.asks(Duration.ZERO), MINE.finishes(3));

            case "stub, queued again" -> after(MINE.begins(), crashOf(MINE));
            case "stub, blocked" -> after(lacking(1));
            case "stub, running: mine" -> after(MINE.begins());
            case "stub, aborting: mine" -> after(MINE.begins(), cancel());
            case "stub, finished: mine" -> after(MINE.finishes(3));
            case "stub, failed: mine" -> after(MINE.fails(3, 40));
            case "stub, cancelled" -> after(cancel());
            case "deleted" -> after(submission(), MINE.begins(), MINE.fails(3, 40), delete(1));
            default -> throw new IllegalArgumentException(situation);
        };
    }

    static TaskEvent event(String kind) {
        return switch (kind) {
            case "submission" -> submission();
            case "submission, held" -> heldSubmission();
            case "submission, retrying" -> submission(attempts(2));
            case "second dispatch" -> dispatch(2);
            case "begins" -> MINE.begins();
            case "asks since 1 s" -> MINE.asks(Duration.ofSeconds(1));
            case "asks since 2 s" -> MINE.asks(Duration.ofSeconds(2));
            case "progresses" -> MINE.reaches(2, 20);
            case "leaves a checkpoint" -> MINE.leaves(2, 20);
            case "leaves one late" -> MINE.leaves(4, 60);
            case "orphan: leaves one" -> orphaned(MINE.leaves(2, 20));
            case "tells of a pool" -> MINE.tells(2, "ACTIVE");
            case "tells of it late" -> MINE.tells(4, "ACTIVE");
            case "orphan: tells" -> orphaned(MINE.tells(2, "ACTIVE"));
            case "pushes a rollback" -> MINE.pushes(2, 0);
            case "pushes another" -> MINE.pushes(4, 1);
            case "orphan: pushes one" -> orphaned(MINE.pushes(2, 0));
            case "next rolls back" -> NEXT.undoes(2, MINE, 0);
            case "next is through" -> NEXT.undoesAll(3, MINE, 0);
            case "rollback of 1" -> rollback(1);
            case "rollback of 2" -> rollback("rollback-2", 2);
            case "finishes" -> MINE.finishes(3);
            case "fails" -> MINE.fails(3, 40);
            case "spawns" -> MINE.spawns(3);
            case "children are over" -> MINE.childrenOver();
            case "part asks" -> MINE.partAsks();
            case "aborts" -> MINE.aborts(3);
            case "gives back" -> MINE.givesBack(3);
            case "progresses late" -> MINE.reaches(4, 60);
            case "finishes late" -> MINE.finishes(4);
            case "fails late" -> MINE.fails(4, 60);
            case "aborts late" -> MINE.aborts(4);
            case "gives back late" -> MINE.givesBack(4);
            case "next begins" -> NEXT.begins();
            case "next asks since 1 s" -> NEXT.asks(Duration.ofSeconds(1));
            case "next finishes" -> NEXT.finishes(3);
            case "next fails" -> NEXT.fails(3, 40);
            case "orphan: begins" -> orphaned(MINE.begins());
            case "orphan: asks" -> orphaned(MINE.asks(Duration.ofSeconds(2)));
            case "orphan: progresses" -> orphaned(MINE.reaches(2, 20));
            case "orphan: finishes" -> orphaned(MINE.finishes(3));
            case "owner lost" -> crashOf(MINE);
            case "outbox published" -> published(2);
            case "command missed" -> missed(1, NOW);
            case "next one missed" -> missed(2, NOW); // its publish is under way
            case "cancel" -> cancel();
            case "another cancel" -> cancel("cancel-2");
            case "amend" -> amend();
            case "amend priority" -> new AmendTask(TASK, "amend-2", null, NOW, null, Priority.LOW, null);
            case "retry of 1" -> retry(1);
            case "another retry of 1" -> retry("retry-2", 1);
            case "retry of 2" -> retry("retry-2", 2);
            case "retry of 3" -> retry("retry-2", 3);
            case "delete of 1" -> delete(1);
            case "another delete of 1" -> delete("delete-2", 1);
            case "delete of 2" -> delete("delete-2", 2);
            case "command dead" -> dead(1);
            case "next one dead" -> dead(2);
            case "type missing" -> lacking(1);
            case "type paused" -> paused(1);
            case "next type missing" -> lacking(2);
            case "type found" -> found(1);
            case "next type found" -> found(2);
            case "watched" -> watched();
            case "dependency finished" -> ended(How.FINISHED);
            case "dependency failed" -> ended(How.FAILED);
            case "gate granted" -> granted(1);
            case "gate displaced" -> new GateAnswer.GateDisplaced(TASK, 1, GATE.key(), Fixtures.OTHER);
            case "gate refused" -> new GateAnswer.GateRefused(TASK, 1, GATE.key(), Fixtures.OTHER);
            case "rate granted" -> rate(1, NOW);
            case "rate granted later" -> rate(1, NOW.plusSeconds(5));
            case "not yet due", "due" -> new DueReached(TASK);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    static Transition transition(String kind, String situation) {
        Task task = task(situation);
        return kind.equals("due") ? dueAt(task, LATER) : on(task, event(kind));
    }
}
