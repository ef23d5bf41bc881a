package io.taskmill.model.message;

/** A firing's time has come. Never travels: made by the search for due work. */
public record ScheduleDue(String schedule) implements ScheduleEvent {}
