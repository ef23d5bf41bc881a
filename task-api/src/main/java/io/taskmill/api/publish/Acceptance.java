package io.taskmill.api.publish;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.model.TaskId;
import org.jspecify.annotations.Nullable;

/** Answers what the broker did not confirm. */
public final class Acceptance {

    private Acceptance() {}

    /**
     * @param task of which it was; null if of none
     * @param ifNowhere what to do when it is certainly nowhere
     * @param ifUnknown what to do when it may have been accepted
     * @throws ApiException unless the broker has confirmed it
     */
    public static void require(@Nullable TaskId task, PublishOutcome outcome, String ifNowhere, String ifUnknown) {
        switch (outcome) {
            case PublishOutcome.Accepted _ -> {}
            case PublishOutcome.NotSent(String reason) -> throw notAccepted(task, reason, ifNowhere);
            case PublishOutcome.Impossible(String reason) -> throw notAccepted(task, reason, ifNowhere);
            case PublishOutcome.Returned(String reason) -> throw notAccepted(task, reason, ifNowhere);
            case PublishOutcome.Unknown(String reason) ->
                throw of(
                        task,
                        ApiException.of(
                                        ProblemType.OUTCOME_UNKNOWN,
                                        "The broker did not confirm (" + reason + "). " + ifUnknown)
                                .with("outcome", "unknown"));
        }
    }

    private static ApiException notAccepted(@Nullable TaskId task, String reason, String ifNowhere) {
        return of(
                task,
                ApiException.of(ProblemType.NOT_ACCEPTED, "The broker did not take it (" + reason + "). " + ifNowhere)
                        .with("outcome", "not accepted"));
    }

    private static ApiException of(@Nullable TaskId task, ApiException problem) {
        return task == null ? problem : problem.with("taskId", task.toString());
    }
}
