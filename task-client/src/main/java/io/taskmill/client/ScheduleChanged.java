package io.taskmill.client;

/**
 * What became of a command to a schedule.
 *
 * @param command its id
 * @param applied whether it has come to pass; if not, it will
 * @param schedule after it, or as last read
 */
public record ScheduleChanged(String command, boolean applied, ScheduleView schedule) {}
