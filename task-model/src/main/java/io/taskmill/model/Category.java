package io.taskmill.model;

/** The three tabs of a dashboard: each {@link State} belongs to one. */
public enum Category {
    PENDING,
    FAILED,
    FINISHED
}
