package io.taskmill.api.list;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.taskmill.api.view.TaskView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of tasks.
 *
 * @param items latest first
 * @param next the cursor of the next page; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TaskPage(List<TaskView> items, @Nullable String next) {}
