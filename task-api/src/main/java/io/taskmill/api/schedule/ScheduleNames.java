package io.taskmill.api.schedule;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.model.Names;

/** The names of schedules in paths. */
final class ScheduleNames {

    static final String SCHEDULES = "/api/v1/schedules";
    static final String SCHEDULE = SCHEDULES + "/{name}";
    static final String NAME = "The schedule's name.";

    private ScheduleNames() {}

    /** @throws ApiException if the text of a path is no name */
    static String parse(String name) {
        try {
            return Names.requireSchedule(name);
        } catch (IllegalArgumentException e) {
            throw ApiException.of(
                    ProblemType.MALFORMED_SCHEDULE_NAME,
                    "A name is 1 to 100 of a-z, 0-9, '.', '_' and '-', beginning with a letter or digit.",
                    e);
        }
    }
}
