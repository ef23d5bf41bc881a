package io.taskmill.api.view;

import io.taskmill.api.text.Language;
import io.taskmill.api.text.StateNames;
import io.taskmill.api.text.TypeTexts;
import io.taskmill.api.types.KnownType;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.model.Json;
import io.taskmill.model.Run;
import io.taskmill.model.State;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.task.End;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskRow;
import io.taskmill.model.task.TaskRow.Asked;
import io.taskmill.model.task.TaskRow.Ended;
import io.taskmill.model.task.TaskTransition;
import io.taskmill.model.type.TaskType;
import io.taskmill.store.Versioned;
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
        return new TaskView(id, false, null, created, null, null, null, null, null);
    }

    /** A task that was just accepted: what its submission will make of it. */
    public TaskView submitted(RunCommand command, Language language) {
        Instant created = command.spec().created();
        Task task = Objects.requireNonNull(
                TaskTransition.apply(null, command, created).task());
        return view(TaskRow.of(task, 0), Large.of(task), false, language);
    }

    /**
     * A task whose document was read.
     *
     * @throws IllegalArgumentException for a stub, which nobody is shown
     */
    public TaskView recorded(Versioned<Task> read, Language language) {
        return view(TaskRow.of(read.entity(), read.version()), Large.of(read.entity()), true, language);
    }

    /** A task in a list or a stream. */
    public TaskView row(TaskRow row, Language language) {
        return view(row, Large.LEFT_OUT, true, language);
    }

    /** What rows leave out. */
    private record Large(@Nullable String params, @Nullable String output) {

        static final Large LEFT_OUT = new Large(null, null);

        static Large of(Task task) {
            TaskSpec spec = task.spec();
            End end = task.end();
            Json value = end == null ? null : end.value();
            return new Large(spec == null ? null : spec.params().text(), value == null ? null : value.text());
        }
    }

    private TaskView view(TaskRow row, Large large, boolean recorded, Language language) {
        TaskType type = types.known(row.asked().type()).map(KnownType::type).orElse(null);
        return new TaskView(
                row.id(),
                recorded,
                recorded ? row.version() : null,
                row.asked().created(),
                request(row.asked(), large.params(), type, language),
                course(row, type, language),
                times(row, clock.instant()),
                outcome(row.ended(), large.output()),
                dispatch(row));
    }

    private static TaskView.Request request(
            Asked asked, @Nullable String params, @Nullable TaskType type, Language language) {
        return new TaskView.Request(
                asked.type(),
                TypeTexts.title(type, asked.type(), language),
                asked.typeVersion(),
                params,
                asked.entity(),
                asked.creator(),
                asked.priority(),
                asked.correlationId());
    }

    private static TaskView.Course course(TaskRow row, @Nullable TaskType type, Language language) {
        State state = row.state();
        Run run = row.run();
        StatusMessage message = run == null ? null : run.message();
        return new TaskView.Course(
                state,
                StateNames.of(state, language),
                row.phase(),
                state.category(),
                row.progress(),
                message == null
                        ? null
                        : new TaskView.Message(
                                message.key(), message.args(), TypeTexts.message(type, message, language)));
    }

    private static TaskView.Times times(TaskRow row, Instant now) {
        Ended ended = row.ended();
        return new TaskView.Times(
                row.started(), ended == null ? null : ended.at(), row.duration(now), Estimate.endOf(row, now));
    }

    private static TaskView.@Nullable Outcome outcome(@Nullable Ended ended, @Nullable String output) {
        return ended == null ? null : new TaskView.Outcome(ended.result(), output, ended.error());
    }

    private static TaskView.Dispatch dispatch(TaskRow row) {
        Run run = row.run();
        return new TaskView.Dispatch(
                row.attempt(),
                row.epoch(),
                run == null ? null : run.id(),
                run == null ? null : run.worker(),
                row.crashRecoveries());
    }
}
