package io.taskmill.api.diagnosis;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.taskmill.model.Phase;
import io.taskmill.model.TaskId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A diagnosis in JSON.
 *
 * @param phase absent while nothing is recorded of the task
 * @param causes the nearest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"task", "phase", "causes"})
record DiagnosisView(TaskId task, @Nullable Phase phase, List<CauseView> causes) {

    /**
     * A cause.
     *
     * @param text one sentence, in the reader's language
     * @param details what the sentence tells, by name
     */
    @JsonPropertyOrder({"code", "text", "details"})
    record CauseView(Cause.Code code, String text, Map<String, Object> details) {}
}
