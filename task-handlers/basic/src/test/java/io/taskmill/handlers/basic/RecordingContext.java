package io.taskmill.handlers.basic;

import io.taskmill.handler.TaskContext;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Remembers what a handler reports. */
public class RecordingContext implements TaskContext {

    /** One call of progress. */
    public record Report(int percent, @Nullable StatusMessage message) {}

    private final TaskId task = new TaskId(new UUID(0, 1));
    private final List<Report> reports = new ArrayList<>();

    public List<Report> reports() {
        return reports;
    }

    @Override
    public TaskId task() {
        return task;
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public int fence() {
        return 1;
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
    public boolean cancelled() {
        return false;
    }
}
