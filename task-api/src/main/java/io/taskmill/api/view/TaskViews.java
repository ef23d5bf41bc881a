package io.taskmill.api.view;

import io.taskmill.api.text.Language;
import io.taskmill.api.text.StateNames;
import io.taskmill.api.text.TypeTexts;
import io.taskmill.api.types.KnownType;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.model.Run;
import io.taskmill.model.State;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.task.End;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskTransition;
import io.taskmill.model.type.TaskType;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows tasks, with the texts of the types as far as they are known here. */
@Component
public class TaskViews {

    private final TypeCatalog types;
    private final Clock clock;

    public TaskViews(TypeCatalog types, Clock clock) {
        this.types = types;
        this.clock = clock;
    }

    /** A task whose id was issued and of which no more is known. */
    public static TaskView issued(TaskId id, Instant created) {
        return new TaskView(id, false, created, null, null, null, null, null);
    }

    /** A task that was just accepted: what its submission will make of it. */
    public TaskView submitted(RunCommand command, Language language) {
        Instant created = command.spec().created();
        Task task = TaskTransition.apply(null, command, created).task();
        return view(Objects.requireNonNull(task), command.spec(), false, language);
    }

    /** A task whose document was read. */
    public TaskView recorded(Task task, TaskSpec spec, Language language) {
        return view(task, spec, true, language);
    }

    private TaskView view(Task task, TaskSpec spec, boolean recorded, Language language) {
        TaskType type = types.known(spec.type()).map(KnownType::type).orElse(null);
        return new TaskView(
                task.id(),
                recorded,
                spec.created(),
                request(spec, type, language),
                course(task, type, language),
                times(task, clock.instant()),
                outcome(task.end()),
                dispatch(task));
    }

    private static TaskView.Request request(TaskSpec spec, @Nullable TaskType type, Language language) {
        return new TaskView.Request(
                spec.type(),
                TypeTexts.title(type, spec.type(), language),
                spec.typeVersion(),
                spec.params().text(),
                spec.entity(),
                spec.creator(),
                spec.priority(),
                spec.correlationId());
    }

    private static TaskView.Course course(Task task, @Nullable TaskType type, Language language) {
        State state = task.state();
        Run run = task.run();
        StatusMessage message = run == null ? null : run.message();
        return new TaskView.Course(
                state,
                StateNames.of(state, language),
                task.phase(),
                state.category(),
                task.progress(),
                message == null
                        ? null
                        : new TaskView.Message(
                                message.key(), message.args(), TypeTexts.message(type, message, language)));
    }

    private static TaskView.Times times(Task task, Instant now) {
        End end = task.end();
        return new TaskView.Times(
                task.started(), end == null ? null : end.at(), task.duration(now), Estimate.endOf(task, now));
    }

    private static TaskView.@Nullable Outcome outcome(@Nullable End end) {
        if (end == null) {
            return null;
        }
        return new TaskView.Outcome(
                end.result(), end.value() == null ? null : end.value().text(), end.error());
    }

    private static TaskView.Dispatch dispatch(Task task) {
        Run run = task.run();
        return new TaskView.Dispatch(
                task.attempt(),
                task.epoch(),
                run == null ? null : run.id(),
                run == null ? null : run.worker(),
                task.crashRecoveries());
    }
}
