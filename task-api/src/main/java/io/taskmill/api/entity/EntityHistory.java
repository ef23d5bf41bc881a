package io.taskmill.api.entity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.taskmill.api.view.TaskView;
import io.taskmill.model.TaskId;
import io.taskmill.model.entity.Entity;
import io.taskmill.model.entity.Entity.Change;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entity in JSON, with who works on it and how it came to be what it is.
 *
 * @param tasks those at work on it, or waiting for it, latest first
 * @param history its latest changes, the oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EntityHistory(@JsonUnwrapped EntityView entity, List<TaskView> tasks, List<ChangeView> history) {

    /**
     * It became something else.
     *
     * @param task whose run told so
     * @param taskType absent if that was not known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"at", "status", "building", "gone", "task", "taskType"})
    record ChangeView(
            Instant at,
            @Nullable String status,
            boolean building,
            boolean gone,
            TaskId task,
            @Nullable String taskType) {

        static ChangeView of(Change change) {
            return new ChangeView(
                    change.at(),
                    change.status(),
                    change.building(),
                    change.gone(),
                    change.by().task(),
                    change.by().type());
        }
    }

    static EntityHistory of(Entity entity, List<TaskView> tasks) {
        return new EntityHistory(
                EntityView.of(entity),
                tasks,
                entity.history().stream().map(ChangeView::of).toList());
    }
}
