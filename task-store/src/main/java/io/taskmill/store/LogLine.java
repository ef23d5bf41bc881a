package io.taskmill.store;

import io.taskmill.model.LogEntry;

/** An entry in the log of a task. */
public record LogLine(LogPosition position, LogEntry entry) {}
