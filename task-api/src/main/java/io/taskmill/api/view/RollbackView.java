package io.taskmill.api.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.taskmill.model.Json;
import io.taskmill.model.RollbackEntry;
import io.taskmill.model.TaskError;
import io.taskmill.model.task.Rollback;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a task's runs have pushed to be undone, and what has become of that.
 *
 * @param left what is not undone, in the order in which it was pushed: the last one is undone first
 * @param undone what is, likewise
 * @param failures how often the present, or latest, clean-up has failed
 * @param error why it did the last time; absent once all is undone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"left", "undone", "failures", "error"})
public record RollbackView(List<Entry> left, List<Entry> undone, int failures, TaskView.@Nullable Failure error) {

    /**
     * One of them.
     *
     * @param params the handler's own
     * @param epoch the dispatch that has pushed it
     */
    @JsonPropertyOrder({"name", "params", "epoch"})
    public record Entry(String name, @JsonRawValue String params, int epoch) {

        static Entry of(RollbackEntry entry) {
            Json params = entry.params();
            return new Entry(entry.name(), params.text(), entry.epoch());
        }
    }

    /** Null if there is nothing to tell. */
    static @Nullable RollbackView of(Rollback rollback) {
        TaskError error = rollback.error();
        return rollback.isEmpty() && error == null
                ? null
                : new RollbackView(
                        rollback.left().stream().map(Entry::of).toList(),
                        rollback.undone().stream().map(Entry::of).toList(),
                        rollback.failures(),
                        error == null
                                ? null
                                : new TaskView.Failure(
                                        error.code(), error.text(), error.retryable(), error.retryAfter()));
    }
}
