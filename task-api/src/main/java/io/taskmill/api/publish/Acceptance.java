package io.taskmill.api.publish;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.model.TaskId;

/** Answers what the broker did not confirm. */
public final class Acceptance {

    private Acceptance() {}

    /**
     * @param task of which it was, which problems name
     * @param ifNowhere what to do when it is certainly nowhere
     * @param ifUnknown what to do when it may have been accepted
     * @throws ApiException unless the broker has confirmed it
     */
    public static void require(TaskId task, PublishOutcome outcome, String ifNowhere, String ifUnknown) {
        try {
            require(outcome, ifNowhere, ifUnknown);
        } catch (ApiException e) {
            throw e.with("taskId", task.toString());
        }
    }

    /** The same of what is no task's. */
    public static void require(PublishOutcome outcome, String ifNowhere, String ifUnknown) {
        switch (outcome) {
            case PublishOutcome.Accepted _ -> {}
            case PublishOutcome.NotSent(String reason) -> throw notAccepted(reason, ifNowhere);
            case PublishOutcome.Impossible(String reason) -> throw notAccepted(reason, ifNowhere);
            case PublishOutcome.Returned(String reason) -> throw notAccepted(reason, ifNowhere);
            case PublishOutcome.Unknown(String reason) ->
                throw ApiException.of(
                                ProblemType.OUTCOME_UNKNOWN,
                                "The broker did not confirm (" + reason + "). " + ifUnknown)
                        .with("outcome", "unknown");
        }
    }

    private static ApiException notAccepted(String reason, String ifNowhere) {
        return ApiException.of(ProblemType.NOT_ACCEPTED, "The broker did not take it (" + reason + "). " + ifNowhere)
                .with("outcome", "not accepted");
    }
}
