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
        require("taskId", task.toString(), outcome, ifNowhere, ifUnknown);
    }

    /**
     * The same of what is no task.
     *
     * @param member of the problem that tells its id
     */
    public static void require(String member, String id, PublishOutcome outcome, String ifNowhere, String ifUnknown) {
        switch (outcome) {
            case PublishOutcome.Accepted _ -> {}
            case PublishOutcome.NotSent(String reason) -> throw notAccepted(member, id, reason, ifNowhere);
            case PublishOutcome.Impossible(String reason) -> throw notAccepted(member, id, reason, ifNowhere);
            case PublishOutcome.Returned(String reason) -> throw notAccepted(member, id, reason, ifNowhere);
            case PublishOutcome.Unknown(String reason) ->
                throw ApiException.of(
                                ProblemType.OUTCOME_UNKNOWN,
                                "The broker did not confirm (" + reason + "). " + ifUnknown)
                        .with(member, id)
                        .with("outcome", "unknown");
        }
    }

    private static ApiException notAccepted(String member, String id, String reason, String ifNowhere) {
        return ApiException.of(ProblemType.NOT_ACCEPTED, "The broker did not take it (" + reason + "). " + ifNowhere)
                .with(member, id)
                .with("outcome", "not accepted");
    }
}
