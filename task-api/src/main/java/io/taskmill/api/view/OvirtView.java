package io.taskmill.api.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.taskmill.model.Phase;
import io.taskmill.model.Result;
import io.taskmill.model.State;
import org.jspecify.annotations.Nullable;

/**
 * A task in the words of oVirt and Vdsm, for programs that know those.
 *
 * @param status as of a Vdsm task
 * @param result as of a Vdsm task; absent until the end. A task that failed and undid nothing is not known to be clean
 * @param endAction as of an engine's command: how far its end step is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"status", "result", "endAction"})
public record OvirtView(String status, @Nullable String result, String endAction) {

    static final String INIT = "init";
    static final String RUNNING = "running";
    static final String FINISHED = "finished";
    static final String ABORTING = "aborting";
    static final String CLEANING = "cleaning";

    static final String SUCCESS = "success";
    static final String CLEAN_SUCCESS = "cleanSuccess";
    static final String CLEAN_FAILURE = "cleanFailure";

    static final String INITIALIZING = "Initializing";
    static final String POLLING = "Polling";
    static final String ATTEMPTING_END_ACTION = "AttemptingEndAction";
    static final String ENDED = "Ended";
    static final String CLEAR_FAILED = "ClearFailed";
    static final String CLEARED = "Cleared";

    /** @param result null until the task ends */
    public static OvirtView of(State state, Phase phase, @Nullable Result result) {
        return new OvirtView(
                status(state, phase), result == null ? null : result(result), endAction(state, phase, result));
    }

    private static String status(State state, Phase phase) {
        return switch (phase) {
            case SCHEDULED, QUEUED, BLOCKED -> state == State.INITIAL ? INIT : RUNNING;
            case RUNNING, WAITING_CHILDREN, ENDING, RETRY_WAIT -> RUNNING;
            case ABORTING -> ABORTING;
            case CLEANING -> CLEANING;
            case DONE -> FINISHED;
        };
    }

    private static String result(Result result) {
        return switch (result) {
            case SUCCESS -> SUCCESS;
            case CLEAN_SUCCESS -> CLEAN_SUCCESS;
            case FAILURE, CLEAN_FAILURE -> CLEAN_FAILURE;
        };
    }

    private static String endAction(State state, Phase phase, @Nullable Result result) {
        return switch (phase) {
            case SCHEDULED, QUEUED, BLOCKED -> state == State.INITIAL ? INITIALIZING : POLLING;
            case RUNNING, WAITING_CHILDREN, RETRY_WAIT, ABORTING, CLEANING -> POLLING;
            case ENDING -> ATTEMPTING_END_ACTION;
            case DONE -> endAction(result);
        };
    }

    private static String endAction(@Nullable Result result) {
        return switch (result) {
            case SUCCESS, CLEAN_SUCCESS -> CLEARED;
            case CLEAN_FAILURE -> CLEAR_FAILED;
            case FAILURE -> ENDED;
            case null -> ENDED;
        };
    }
}
