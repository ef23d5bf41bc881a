package io.taskmill.client;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a {@link TaskView} of the flat object that the API sends. */
final class TaskReader {

    private TaskReader() {}

    static TaskView read(String json, Members task) {
        return new TaskView(
                json,
                task.requiredText("id"),
                task.flag("recorded"),
                task.number("version"),
                task.instant("created"),
                request(task),
                course(task),
                why(task),
                new TaskView.Times(
                        task.instant("started"),
                        task.instant("finished"),
                        task.duration("duration"),
                        task.instant("estimatedEnd"),
                        task.instant("deadline")),
                outcome(task),
                dispatch(task),
                policy(task),
                past(task),
                rollback(task));
    }

    private static TaskView.@Nullable Request request(Members task) {
        String type = task.text("type");
        if (type == null) {
            return null;
        }
        Members entity = task.object("entity");
        return new TaskView.Request(
                type,
                task.text("typeName"),
                task.json("params"),
                entity == null ? null : new Submission.Entity(entity.requiredText("type"), entity.text("id")),
                task.text("creator"),
                task.text("priority"),
                task.text("correlationId"));
    }

    private static TaskView.@Nullable Course course(Members task) {
        String state = task.text("state");
        if (state == null) {
            return null;
        }
        Members message = task.object("message");
        return new TaskView.Course(
                state,
                task.text("stateName"),
                task.text("phase"),
                task.text("category"),
                Math.clamp(task.number("progress"), 0, 100),
                message == null ? null : message.text("text"));
    }

    private static TaskView.@Nullable Why why(Members task) {
        if (task.json("state") == null) {
            return null;
        }
        Members failure = task.object("lastFailure");
        Members cancelled = task.object("cancelled");
        Members dead = task.object("deadCommand");
        Members waiting = task.object("waitingFor");
        Members pause = task.object("pause");
        return new TaskView.Why(
                task.instant("phaseSince"),
                task.instant("nextAttemptAt"),
                failure == null
                        ? null
                        : new TaskView.LastFailure(
                                failure.smallNumber("attempt"),
                                failure.text("code"),
                                failure.text("text"),
                                failure.instant("at")),
                cancelled == null
                        ? null
                        : new TaskView.Cancelled(
                                cancelled.text("by"), cancelled.text("reason"), cancelled.instant("at")),
                dead == null ? null : new TaskView.DeadCommand(dead.text("reason"), dead.instant("at")),
                task.texts("awaits"),
                waiting == null
                        ? null
                        : new TaskView.WaitingFor(
                                waiting.text("type"),
                                waiting.smallNumber("typeVersion"),
                                waiting.text("pool"),
                                waiting.smallNumber("workers")),
                pause == null ? null : Answers.pause(pause));
    }

    private static TaskView.Past past(Members task) {
        if (task.json("history") == null) {
            return TaskView.Past.NONE;
        }
        List<TaskView.Happened> history = task.objects("history").stream()
                .map(entry -> new TaskView.Happened(
                        entry.instant("at"),
                        entry.requiredText("kind"),
                        entry.smallNumber("epoch"),
                        entry.text("run"),
                        entry.text("worker"),
                        entry.text("actor"),
                        entry.text("reason")))
                .toList();
        return new TaskView.Past(history, task.smallNumber("historyDropped"));
    }

    private static TaskView.@Nullable Rollback rollback(Members task) {
        Members rollback = task.object("rollback");
        return rollback == null
                ? null
                : new TaskView.Rollback(
                        names(rollback, "left"),
                        names(rollback, "undone"),
                        rollback.smallNumber("failures"),
                        failure(rollback.object("error")));
    }

    private static List<String> names(Members rollback, String which) {
        return rollback.objects(which).stream()
                .map(entry -> entry.requiredText("name"))
                .toList();
    }

    private static TaskView.@Nullable Failure failure(@Nullable Members error) {
        return error == null ? null : new TaskView.Failure(error.text("code"), error.text("text"));
    }

    private static TaskView.@Nullable Outcome outcome(Members task) {
        String result = task.text("result");
        if (result == null) {
            return null;
        }
        return new TaskView.Outcome(result, task.json("output"), failure(task.object("error")));
    }

    private static TaskView.@Nullable Dispatch dispatch(Members task) {
        if (task.json("epoch") == null) {
            return null;
        }
        return new TaskView.Dispatch(
                task.smallNumber("attempt"),
                task.json("maxAttempts") == null ? null : task.smallNumber("maxAttempts"),
                task.smallNumber("epoch"),
                task.smallNumber("crashRecoveries"),
                task.text("worker"));
    }

    /** Of a task or a type; null where it is left out. */
    static TaskView.@Nullable Policy policy(Members owner) {
        Members retry = owner.object("retry");
        Members timeouts = owner.object("timeouts");
        if (retry == null || timeouts == null) {
            return null;
        }
        return new TaskView.Policy(
                new Submission.Retry(
                        retry.smallNumber("maxAttempts"),
                        retry.duration("backoff"),
                        retry.duration("maxBackoff"),
                        Set.copyOf(retry.texts("neverOn"))),
                new Submission.Timeouts(
                        timeouts.duration("queue"), timeouts.duration("run"), timeouts.duration("deadline")),
                owner.text("recovery"));
    }
}
