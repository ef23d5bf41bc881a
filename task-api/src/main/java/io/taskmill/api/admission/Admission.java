package io.taskmill.api.admission;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.problem.Violation;
import io.taskmill.messaging.codec.ParamsTree;
import io.taskmill.model.EntityRef;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.type.AdmissionKeys;
import io.taskmill.model.type.AdmissionKeys.NoKeyException;
import io.taskmill.model.type.TaskType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Fills in what a task has to pass, or says what is missing for it. */
public final class Admission {

    private Admission() {}

    /**
     * The policy with the gates and rates of the type for this task.
     *
     * @param params fit for the type
     * @throws ApiException if something is missing that a key is made from, or a key cannot be made
     */
    public static TaskPolicy over(TaskPolicy policy, TaskType type, @Nullable EntityRef entity, JsonNode params) {
        try {
            return new AdmissionKeys(type, entity, new ParamsTree(params)).over(policy);
        } catch (NoKeyException e) {
            throw ApiException.of(ProblemType.INVALID_PARAMS, List.of(new Violation(e.pointer(), e.problem())));
        }
    }
}
