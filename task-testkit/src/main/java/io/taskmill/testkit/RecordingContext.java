package io.taskmill.testkit;

import io.taskmill.handler.Children;
import io.taskmill.handler.EntityFact;
import io.taskmill.handler.RollbackStep;
import io.taskmill.handler.TaskContext;
import io.taskmill.model.Names;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The context that a test of a handler hands in: remembers what the handler reports. */
public final class RecordingContext implements TaskContext {

    /**
     * One call of progress.
     *
     * @param message null where none was given
     */
    public record Report(int percent, @Nullable StatusMessage message) {}

    /** One call of onRollback. */
    public record Pushed(String name, Object params) {}

    private final TaskId task;
    private final int attempt;
    private final List<Report> reports = new ArrayList<>();
    private final List<Duration> extensions = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private final List<String> logged = new ArrayList<>();
    private final List<Object> checkpoints = new ArrayList<>();
    private final List<EntityFact> facts = new ArrayList<>();
    private final List<Pushed> pushed = new ArrayList<>();
    private int fence = 1;
    private @Nullable Object left;
    private @Nullable Children spawned;

    /** Of a first attempt. */
    public RecordingContext() {
        this(1);
    }

    public RecordingContext(int attempt) {
        this(new TaskId(new UUID(0, 1)), attempt);
    }

    /** Of one of several tasks in a test. */
    public RecordingContext(TaskId task, int attempt) {
        this.task = task;
        this.attempt = attempt;
    }

    /** What was reported so far, in order. */
    public List<Report> reports() {
        return List.copyOf(reports);
    }

    /** What the handler asked to be let go on for, in order. */
    public List<Duration> extensions() {
        return List.copyOf(extensions);
    }

    /** What the handler said that it was at, in order. */
    public List<String> steps() {
        return List.copyOf(steps);
    }

    /** What the handler logged, call by call. */
    public List<String> logged() {
        return List.copyOf(logged);
    }

    /** The states that the handler left, in order. */
    public List<Object> checkpoints() {
        return List.copyOf(checkpoints);
    }

    /** What the handler has told of entities, in order. */
    public List<EntityFact> facts() {
        return List.copyOf(facts);
    }

    /** What the handler has pushed to be undone, in order. */
    public List<Pushed> pushed() {
        return List.copyOf(pushed);
    }

    /** The same as a rollback gets to see it, last pushed first; as the object that was pushed. */
    public List<RollbackStep> toUndo() {
        return pushed.reversed().stream().map(RecordingContext::step).toList();
    }

    private static RollbackStep step(Pushed entry) {
        return new RollbackStep(entry.name(), new RollbackStep.Params() {
            @Override
            public <T> T as(Class<T> type) {
                return type.cast(entry.params());
            }
        });
    }

    /** The children that the handler has given its task. */
    public Optional<Children> spawned() {
        return Optional.ofNullable(spawned);
    }

    /** From now on an earlier run has left that state. */
    public RecordingContext after(Object checkpoint) {
        left = checkpoint;
        return this;
    }

    /** From now on the run is of that dispatch, the first of which is 1. */
    public RecordingContext dispatchedAs(int dispatch) {
        fence = dispatch;
        return this;
    }

    @Override
    public TaskId task() {
        return task;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public int fence() {
        return fence;
    }

    @Override
    public void progress(int percent) {
        reports.add(new Report(percent, null));
    }

    @Override
    public void progress(int percent, StatusMessage message) {
        reports.add(new Report(percent, message));
    }

    @Override
    public void step(String name) {
        steps.add(Names.requireStep(name));
    }

    @Override
    public void log(String text) {
        logged.add(text);
    }

    @Override
    public void checkpoint(Object state) {
        checkpoints.add(state);
    }

    @Override
    public <T> Optional<T> lastCheckpoint(Class<T> type) {
        return Optional.ofNullable(left).map(type::cast);
    }

    @Override
    public void onRollback(String name, Object params) {
        pushed.add(new Pushed(Names.requireStep(name), params));
    }

    @Override
    public void spawn(Children children) {
        if (spawned != null) {
            throw new IllegalStateException("the run has spawned children, and can do so once");
        }
        spawned = children;
    }

    @Override
    public void entities(List<EntityFact> told) {
        if (told.size() > MOST_FACTS) {
            throw new IllegalArgumentException(told.size() + " facts were told but may be " + MOST_FACTS);
        }
        facts.addAll(told);
    }

    @Override
    public void extend(Duration fromNow) {
        extensions.add(fromNow);
    }

    @Override
    public boolean cancelled() {
        return false;
    }
}
