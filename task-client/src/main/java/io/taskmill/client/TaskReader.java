package io.taskmill.client;

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
                new TaskView.Times(
                        task.instant("started"),
                        task.instant("finished"),
                        task.duration("duration"),
                        task.instant("estimatedEnd")),
                outcome(task),
                dispatch(task));
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

    private static TaskView.@Nullable Outcome outcome(Members task) {
        String result = task.text("result");
        if (result == null) {
            return null;
        }
        Members error = task.object("error");
        return new TaskView.Outcome(
                result,
                task.json("output"),
                error == null ? null : new TaskView.Failure(error.text("code"), error.text("text")));
    }

    private static TaskView.@Nullable Dispatch dispatch(Members task) {
        if (task.json("epoch") == null) {
            return null;
        }
        return new TaskView.Dispatch(
                task.smallNumber("attempt"),
                task.smallNumber("epoch"),
                task.smallNumber("crashRecoveries"),
                task.text("worker"));
    }
}
