package io.taskmill.model.explore.task;

import io.taskmill.model.Json;
import io.taskmill.model.RollbackEntry;
import io.taskmill.model.Run;
import io.taskmill.model.TaskError;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.task.TaskTransition;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** What a run can report. Each kind is reported at most once, and folded as often as one likes. */
@SuppressWarnings("EnumOrdinal") // numbers of bits, kept nowhere
public enum Report {
    /** May I? */
    ASK,
    /** May I, after the grace period. */
    ASK_LONG,
    /** I have begun. */
    START,
    PROGRESS,
    FINISHED,
    FAILED,
    ABORTED,
    GIVEN_BACK;

    static final int ALL = values().length;
    static final TaskError ERROR = new TaskError("HANDLER", "it went wrong", true);

    /** Its place in the set of all reports of all runs. */
    int index(RunNumber run) {
        return run.index() * ALL + ordinal();
    }

    long bit(RunNumber run) {
        return 1L << index(run);
    }

    /** Where there are rollbacks, the first epoch's run pushes one instead of progress, and the others say that all are undone. */
    RunEvent event(RunNumber number, boolean rollbacks) {
        int epoch = number.epoch();
        if (rollbacks && this == PROGRESS && epoch == 1) {
            return new RunEvent.RollbackPushed(
                    Alphabet.TASK, epoch, having(1, run(number, 2, 0)), 0, "THING", result(number));
        }
        if (rollbacks && this == FINISHED && epoch > 1) {
            return new RunEvent.RolledBack(Alphabet.TASK, epoch, run(number, 3, 0), pushed(), Alphabet.NOW);
        }
        RunEvent event = event(number);
        return rollbacks && epoch == 1 && (this == FAILED || this == ABORTED)
                ? Reports.of(event, epoch, having(1, event.run()))
                : event;
    }

    /** What the runs of the first epoch can have pushed. */
    static List<RollbackEntry.Ref> pushed() {
        return IntStream.range(0, RunNumber.WORKERS)
                .mapToObj(worker -> new RollbackEntry.Ref(new RunNumber(worker, 1).id(), 0))
                .toList();
    }

    private static Run having(int pushed, Run run) {
        return new Run(
                run.id(),
                run.session(),
                run.worker(),
                run.seq(),
                run.started(),
                run.progress(),
                run.message(),
                run.allowed(),
                run.steps(),
                pushed);
    }

    private RunEvent event(RunNumber number) {
        int epoch = number.epoch();
        return switch (this) {
            case ASK -> new RunEvent.Start(Alphabet.TASK, epoch, run(number, 1, 0), Duration.ZERO);
            case ASK_LONG ->
                new RunEvent.Start(Alphabet.TASK, epoch, run(number, 1, 0), TaskTransition.GRACE_FOR_FIRST_RECEIVER);
            case START -> new RunEvent.Start(Alphabet.TASK, epoch, run(number, 1, 0), null);
            case PROGRESS -> new RunEvent.Progress(Alphabet.TASK, epoch, run(number, 2, 50));
            case FINISHED ->
                new RunEvent.Finished(Alphabet.TASK, epoch, run(number, 3, 100), Alphabet.NOW, result(number));
            case FAILED -> new RunEvent.Failed(Alphabet.TASK, epoch, run(number, 3, 0), Alphabet.NOW, ERROR);
            case ABORTED -> new RunEvent.Aborted(Alphabet.TASK, epoch, run(number, 3, 0), Alphabet.NOW, true);
            case GIVEN_BACK -> new RunEvent.GivenBack(Alphabet.TASK, epoch, run(number, 3, 0));
        };
    }

    /** Tells whose it is. */
    static Json result(RunNumber run) {
        return new Json("\"" + run.id() + "\"");
    }

    private static Run run(RunNumber number, int seq, int progress) {
        return new Run(number.id(), number.session(), "worker-" + number.worker(), seq, Alphabet.NOW, progress, null);
    }
}
