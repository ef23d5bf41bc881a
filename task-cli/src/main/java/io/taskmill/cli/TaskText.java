package io.taskmill.cli;

import io.taskmill.cli.follow.PhaseText;
import io.taskmill.cli.follow.ProgressLine;
import io.taskmill.cli.text.Colour;
import io.taskmill.cli.text.SafeText;
import io.taskmill.cli.text.Table;
import io.taskmill.cli.text.Terminal;
import io.taskmill.cli.text.Times;
import io.taskmill.cli.text.Width;
import io.taskmill.client.TaskView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task for people. */
final class TaskText {

    private static final int LABEL_COLUMNS = 12;
    private static final int BAR = 30;
    private static final String CLEAN = "CLEAN_";

    private final List<String> lines = new ArrayList<>();
    private final Terminal terminal;

    private TaskText(Terminal terminal) {
        this.terminal = terminal;
    }

    /** All that is known of it, a line each. */
    static List<String> details(TaskView task, Terminal terminal) {
        TaskText text = new TaskText(terminal);
        text.line("id", task.id());
        text.request(task.request());
        text.course(task);
        text.times(task);
        text.outcome(task.outcome());
        text.dispatch(task.dispatch());
        text.policy(task.policy());
        text.rollback(task.rollback());
        text.history(task.past());
        return text.lines;
    }

    /** Where it is, and why. */
    static List<String> standing(TaskView task, Terminal terminal) {
        TaskText text = new TaskText(terminal);
        text.line("id", task.id());
        text.state(task);
        text.phase(task);
        return text.lines;
    }

    /** How it ended. */
    static List<String> ending(TaskView task, Terminal terminal) {
        TaskText text = new TaskText(terminal);
        text.state(task);
        text.cancelled(task.why());
        text.outcome(task.outcome());
        return text.lines;
    }

    /** As a row of a list. */
    static String[] cells(TaskView task) {
        TaskView.Course course = task.course();
        TaskView.Dispatch dispatch = task.dispatch();
        return new String[] {
            task.id(),
            task.request() == null ? Times.NONE : task.request().type(),
            course == null ? Times.NONE : course.state(),
            course == null ? Times.NONE : course.progress() + " %",
            Times.text(task.created()),
            Times.text(task.times().duration()),
            dispatch == null || dispatch.worker() == null ? Times.NONE : dispatch.worker()
        };
    }

    private void request(TaskView.@Nullable Request request) {
        if (request == null) {
            return;
        }
        line("type", request.typeName() == null ? request.type() : request.type() + " (" + request.typeName() + ")");
        line("params", request.params());
        if (request.entity() != null) {
            String id = request.entity().id();
            line("entity", request.entity().type() + (id == null ? "" : ":" + id));
        }
        line("creator", request.creator());
        line("priority", request.priority());
        line("correlation", request.correlationId());
    }

    private void course(TaskView task) {
        state(task);
        TaskView.Course course = task.course();
        phase(task);
        if (course != null) {
            line("progress", ProgressLine.bar(course.progress(), BAR) + " " + course.progress() + " %");
            line("message", course.message());
        }
    }

    private static String next(TaskView.Course course) {
        return switch (String.valueOf(course.phase())) {
            case "SCHEDULED" -> "start";
            case "BLOCKED", "CLEANING" -> "try";
            default -> "attempt";
        };
    }

    private void phase(TaskView task) {
        TaskView.Course course = task.course();
        TaskView.Why why = task.why();
        if (course == null || why == null) {
            return;
        }
        String since = why.phaseSince() == null ? "" : " since " + Times.text(why.phaseSince());
        line("phase", course.phase() == null ? null : course.phase() + since);
        if (why.nextAttemptAt() != null) {
            line("next", next(course) + " at " + Times.text(why.nextAttemptAt()));
        }
        if (why.lastFailure() != null) {
            line("last error", PhaseText.failure(why.lastFailure()));
        }
        cancelled(why);
        if (why.deadCommand() != null) {
            line("dead letter", PhaseText.dead(why.deadCommand()));
        }
        if (!why.awaits().isEmpty()) {
            line("waits for", PhaseText.awaited(why.awaits()));
        }
        if (why.waitingFor() != null) {
            line("waits for", PhaseText.waitingFor(why.waitingFor()));
        }
        if (why.pause() != null) {
            line("paused", PhaseText.paused(why.pause()));
        }
    }

    private void cancelled(TaskView.@Nullable Why why) {
        if (why != null && why.cancelled() != null) {
            line("cancelled", PhaseText.cancelled(why.cancelled()));
        }
    }

    private void state(TaskView task) {
        TaskView.Course course = task.course();
        if (course == null) {
            line("state", "not recorded yet");
            return;
        }
        String name = course.stateName() == null ? "" : " (" + course.stateName() + ")";
        String text = SafeText.line(course.state() + name);
        if (task.ended()) {
            text = terminal.paint(task.finished() ? Colour.GOOD : Colour.BAD, text);
        }
        lines.add(Width.pad("state", LABEL_COLUMNS) + text);
    }

    private void times(TaskView task) {
        line("created", Times.text(task.created()));
        if (task.times().started() != null) {
            line("started", Times.text(task.times().started()));
        }
        if (task.times().finished() != null) {
            line("finished", Times.text(task.times().finished()));
        }
        if (task.times().duration() != null) {
            line("duration", Times.text(task.times().duration()));
        }
        if (task.times().left() != null) {
            line("left", "about " + Times.text(task.times().left()));
        }
        if (task.times().deadline() != null) {
            line("deadline", Times.text(task.times().deadline()));
        }
    }

    private void outcome(TaskView.@Nullable Outcome outcome) {
        if (outcome == null) {
            return;
        }
        line("result", outcome.result().startsWith(CLEAN) ? outcome.result() : null);
        line("output", outcome.output());
        TaskView.Failure error = outcome.error();
        if (error != null) {
            line(
                    "error",
                    (error.code() == null ? "" : error.code() + ": ") + (error.text() == null ? "" : error.text()));
        }
    }

    private void dispatch(TaskView.@Nullable Dispatch dispatch) {
        if (dispatch != null) {
            line("worker", dispatch.worker());
            String of = dispatch.maxAttempts() == null ? "" : " of " + dispatch.maxAttempts();
            line("attempt", dispatch.attempt() + of + ", epoch " + dispatch.epoch());
            if (dispatch.crashRecoveries() > 0) {
                line("recovered", dispatch.crashRecoveries() + " times after a crash");
            }
        }
    }

    private void policy(TaskView.@Nullable Policy policy) {
        if (policy != null) {
            line("retry", PolicyText.retry(policy.retry()));
            line("timeouts", PolicyText.timeouts(policy.timeouts()));
            line("recovery", policy.recovery());
        }
    }

    private void rollback(TaskView.@Nullable Rollback rollback) {
        if (rollback == null) {
            return;
        }
        if (!rollback.left().isEmpty()) {
            line("to undo", String.join(", ", rollback.left().reversed()));
        }
        if (!rollback.undone().isEmpty()) {
            line("undone", String.join(", ", rollback.undone().reversed()));
        }
        if (rollback.error() != null) {
            String error = rollback.error().code() + ": " + rollback.error().text();
            line("undoing", "failed " + rollback.failures() + " times, last with " + error);
        }
    }

    private void history(TaskView.Past past) {
        if (past.history().isEmpty()) {
            return;
        }
        lines.add("history");
        Table table = new Table("AT", "WHAT", "EPOCH", "WORKER", "BY", "REASON");
        for (TaskView.Happened happened : past.history()) {
            table.row(
                    Times.text(happened.at()),
                    happened.kind(),
                    Integer.toString(happened.epoch()),
                    orNone(happened.worker()),
                    orNone(happened.actor()),
                    orNone(happened.reason()));
        }
        table.lines().forEach(row -> lines.add("  " + row));
        if (past.dropped() > 0) {
            lines.add("  " + past.dropped() + " more after the first one are not kept");
        }
    }

    private static String orNone(@Nullable String text) {
        return text == null ? Times.NONE : text;
    }

    private void line(String label, @Nullable String value) {
        if (value != null) {
            lines.add(Width.pad(label, LABEL_COLUMNS) + SafeText.line(value));
        }
    }
}
