package io.taskmill.api.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of schedules, by name.
 *
 * @param next what to ask the next page with; null if this is the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SchedulePage(List<ScheduleView> items, @Nullable String next) {}
