package io.taskmill.cli.follow;

import io.taskmill.cli.text.Times;
import io.taskmill.client.Pauses;
import io.taskmill.client.TaskView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a task is where it is, for people; not yet made harmless for a terminal. */
public final class PhaseText {

    private PhaseText() {}

    /** In short, of a task that waits for its time, another attempt or a worker, or was cancelled; else null. */
    static @Nullable String brief(TaskView task) {
        TaskView.Course course = task.course();
        TaskView.Why why = task.why();
        if (course == null || why == null) {
            return null;
        }
        if ("SCHEDULED".equals(course.phase())) {
            return "starts at " + Times.text(why.nextAttemptAt());
        }
        if ("BLOCKED".equals(course.phase()) && why.nextAttemptAt() == null) {
            return "waits for " + awaited(why.awaits());
        }
        if ("BLOCKED".equals(course.phase())) {
            return "waits for a worker with its type, next try at " + Times.text(why.nextAttemptAt());
        }
        if ("RETRY_WAIT".equals(course.phase())) {
            String failure = why.lastFailure() == null ? "" : ": " + failure(why.lastFailure());
            return "next attempt at " + Times.text(why.nextAttemptAt()) + failure;
        }
        if (why.cancelled() == null) {
            return null;
        }
        String reason =
                why.cancelled().reason() == null ? "" : ": " + why.cancelled().reason();
        return ("ABORTING".equals(course.phase()) ? "ABORTING" : "cancelled") + reason;
    }

    /** Which attempt failed, and of what. */
    public static String failure(TaskView.LastFailure failure) {
        return "attempt " + failure.attempt() + " failed" + error(failure.code(), failure.text());
    }

    private static String error(@Nullable String code, @Nullable String text) {
        return (code == null ? "" : ", " + code) + (text == null ? "" : ": " + text);
    }

    /** The tasks that it waits for; lists and streams do not say which. */
    public static String awaited(List<String> tasks) {
        return switch (tasks.size()) {
            case 0 -> "other tasks";
            case 1 -> "task " + tasks.getFirst();
            default -> "tasks " + String.join(", ", tasks);
        };
    }

    /** Which workers could run it, and how many of them live. */
    public static String waitingFor(TaskView.WaitingFor waiting) {
        return "a worker with " + waiting.type() + ", version " + waiting.typeVersion() + " or higher, in pool "
                + waiting.pool() + "; " + (waiting.workers() == 0 ? "none lives" : waiting.workers() + " live");
    }

    /** What of it is paused, since when, by whom, and why. */
    public static String paused(Pauses.Pause pause) {
        return pause.kind() + " " + pause.name() + " since " + Times.text(pause.since())
                + (pause.by() == null ? "" : " by " + pause.by())
                + (pause.reason() == null ? "" : ": " + pause.reason());
    }

    /** When the command that it waits for was found to be of no use, and why. */
    public static String dead(TaskView.DeadCommand dead) {
        return Times.text(dead.at()) + (dead.reason() == null ? "" : ": " + dead.reason());
    }

    /** When it was cancelled, by whom, and why. */
    public static String cancelled(TaskView.Cancelled cancelled) {
        return Times.text(cancelled.at())
                + (cancelled.by() == null ? "" : " by " + cancelled.by())
                + (cancelled.reason() == null ? "" : ": " + cancelled.reason());
    }
}
