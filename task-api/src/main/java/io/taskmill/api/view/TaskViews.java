package io.taskmill.api.view;

import io.taskmill.api.text.Language;
import io.taskmill.api.text.StateNames;
import io.taskmill.api.text.TypeTexts;
import io.taskmill.api.types.KnownType;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.model.After;
import io.taskmill.model.ChunkCounts;
import io.taskmill.model.GateRule;
import io.taskmill.model.Json;
import io.taskmill.model.Parent;
import io.taskmill.model.RateRule;
import io.taskmill.model.Run;
import io.taskmill.model.ScheduledBy;
import io.taskmill.model.State;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.id.TaskIds;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.task.Cancellation;
import io.taskmill.model.task.DeadCommand;
import io.taskmill.model.task.End;
import io.taskmill.model.task.FailedAttempt;
import io.taskmill.model.task.Family;
import io.taskmill.model.task.History;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskRow;
import io.taskmill.model.task.TaskRow.Asked;
import io.taskmill.model.task.TaskRow.Ended;
import io.taskmill.model.task.TaskTransition;
import io.taskmill.model.type.TaskType;
import io.taskmill.store.Versioned;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
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
    private static TaskView issued(TaskId id) {
        return new TaskView(
                id,
                false,
                null,
                TaskIds.createdAt(id),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /**
     * A task as it was looked for.
     *
     * @param read null if its document is not there yet; a stub counts as none
     */
    public TaskView found(TaskId id, @Nullable Versioned<Task> read, Language language) {
        return read == null || read.entity().isStub() ? issued(id) : recorded(read, language);
    }

    /** A task that was just accepted: what its submission will make of it. */
    public TaskView submitted(RunCommand command, Language language) {
        Instant created = command.spec().created();
        Task task = Objects.requireNonNull(
                TaskTransition.apply(null, command, created).task());
        return view(TaskRow.of(task, 0), Details.of(task), false, language);
    }

    /**
     * A task whose document was read.
     *
     * @throws IllegalArgumentException for a stub, which nobody is shown
     */
    public TaskView recorded(Versioned<Task> read, Language language) {
        return view(TaskRow.of(read.entity(), read.version()), Details.of(read.entity()), true, language);
    }

    /** A task in a list or a stream. */
    public TaskView row(TaskRow row, Language language) {
        return view(row, Details.LEFT_OUT, true, language);
    }

    /** What rows leave out. */
    private record Details(
            @Nullable String params,
            @Nullable String output,
            @Nullable After after,
            @Nullable ScheduledBy schedule,
            @Nullable List<TaskId> awaits,
            @Nullable String gate,
            @Nullable String rate,
            @Nullable Instant deadline,
            @Nullable PolicyView policy,
            TaskView.@Nullable DeadCommand deadCommand,
            TaskView.@Nullable Past past,
            @Nullable RollbackView rollback,
            @Nullable OvirtView ovirt,
            TaskView.@Nullable Kin kin) {

        static final Details LEFT_OUT =
                new Details(null, null, null, null, null, null, null, null, null, null, null, null, null, null);

        static Details of(Task task) {
            TaskSpec spec = task.spec();
            End end = task.end();
            Json value = end == null ? null : end.value();
            return new Details(
                    spec == null ? null : spec.params().text(),
                    value == null ? null : value.text(),
                    spec == null ? null : spec.after(),
                    spec == null ? null : spec.schedule(),
                    task.awaitsOthers() ? task.dependencies().awaits() : null,
                    task.gate().map(GateRule::key).orElse(null),
                    task.rate().map(RateRule::key).orElse(null),
                    task.deadline(),
                    spec == null ? null : PolicyView.of(spec.policy()),
                    deadCommandOf(task.deadCommand()),
                    pastOf(task),
                    RollbackView.of(task.rollback()),
                    OvirtView.of(task.state(), task.phase(), end == null ? null : end.result()),
                    kinOf(task));
        }

        @Nullable Integer maxAttempts() {
            return policy == null ? null : policy.retry().maxAttempts();
        }
    }

    private TaskView view(TaskRow row, Details details, boolean recorded, Language language) {
        TaskType type = types.known(row.asked().type()).map(KnownType::type).orElse(null);
        return new TaskView(
                row.id(),
                recorded,
                recorded ? row.version() : null,
                row.asked().created(),
                request(row.asked(), details, type, language),
                course(row, type, language),
                why(row, details),
                times(row, details.deadline(), clock.instant()),
                outcome(row.ended(), details.output()),
                dispatch(row, details.maxAttempts()),
                details.policy(),
                details.past(),
                details.rollback(),
                details.ovirt(),
                details.kin());
    }

    private static TaskView.Request request(Asked asked, Details details, @Nullable TaskType type, Language language) {
        return new TaskView.Request(
                asked.type(),
                TypeTexts.title(type, asked.type(), language),
                asked.typeVersion(),
                details.params(),
                asked.entity(),
                asked.creator(),
                asked.priority(),
                asked.correlationId(),
                details.after(),
                details.schedule());
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

    private static TaskView.Why why(TaskRow row, Details details) {
        FailedAttempt failed = row.failed();
        Cancellation cancelled = row.cancelled();
        return new TaskView.Why(
                row.since(),
                row.releaseAt(),
                failed == null
                        ? null
                        : new TaskView.LastFailure(
                                failed.attempt(),
                                failed.error().code(),
                                failed.error().text(),
                                failed.at()),
                cancelled == null
                        ? null
                        : new TaskView.Cancelled(cancelled.actor(), cancelled.reason(), cancelled.at()),
                details.deadCommand(),
                details.awaits(),
                details.gate(),
                details.rate(),
                null,
                null);
    }

    private static TaskView.@Nullable DeadCommand deadCommandOf(@Nullable DeadCommand dead) {
        return dead == null ? null : new TaskView.DeadCommand(dead.reason(), dead.at());
    }

    private static TaskView.@Nullable Kin kinOf(Task task) {
        TaskView.Children children = children(task);
        Parent parent = task.spec() == null ? null : task.spec().parent();
        return children == null && parent == null
                ? null
                : new TaskView.Kin(parent == null ? null : parent.task(), children);
    }

    /** How a task's children have ended so far; null if it has none. */
    public static TaskView.@Nullable Children children(Task task) {
        Family family = task.family();
        if (family == null) {
            return null;
        }
        ChunkCounts total = family.total();
        int count = family.spawn().children();
        return new TaskView.Children(
                count,
                family.spawn().mode(),
                family.spawn().onFailure(),
                Math.max(0, count - total.ended()),
                total.finished(),
                total.failed(),
                total.cancelled(),
                total.unknown());
    }

    private static TaskView.@Nullable Past pastOf(Task task) {
        History history = task.history();
        List<TaskView.Stepped> steps = steps(task);
        if (history.entries().isEmpty() && steps.isEmpty()) {
            return null;
        }
        List<TaskView.Happened> entries = history.entries().stream()
                .map(entry -> new TaskView.Happened(
                        entry.at(),
                        entry.kind(),
                        entry.epoch(),
                        entry.run(),
                        entry.worker(),
                        entry.actor(),
                        entry.reason()))
                .toList();
        return new TaskView.Past(
                entries.isEmpty() ? null : entries,
                history.dropped() == 0 ? null : history.dropped(),
                steps.isEmpty() ? null : steps);
    }

    private static List<TaskView.Stepped> steps(Task task) {
        Run run = task.run();
        TaskView.StepState open = task.owner().isPresent() ? TaskView.StepState.RUNNING : TaskView.StepState.FAILED;
        return run == null
                ? List.of()
                : run.steps().stream()
                        .map(step -> new TaskView.Stepped(
                                step.name(),
                                step.ended() == null ? open : TaskView.StepState.FINISHED,
                                step.started(),
                                step.ended()))
                        .toList();
    }

    private static TaskView.Times times(TaskRow row, @Nullable Instant deadline, Instant now) {
        Ended ended = row.ended();
        return new TaskView.Times(
                row.started(),
                ended == null ? null : ended.at(),
                row.duration(now),
                Estimate.endOf(row, now),
                deadline);
    }

    private static TaskView.@Nullable Outcome outcome(@Nullable Ended ended, @Nullable String output) {
        return ended == null ? null : new TaskView.Outcome(ended.result(), output, failure(ended.error()));
    }

    private static TaskView.@Nullable Failure failure(@Nullable TaskError error) {
        return error == null
                ? null
                : new TaskView.Failure(error.code(), error.text(), error.retryable(), error.retryAfter());
    }

    private static TaskView.Dispatch dispatch(TaskRow row, @Nullable Integer maxAttempts) {
        Run run = row.run();
        return new TaskView.Dispatch(
                row.attempt(),
                maxAttempts,
                row.epoch(),
                run == null ? null : run.id(),
                run == null ? null : run.worker(),
                row.crashRecoveries());
    }
}
