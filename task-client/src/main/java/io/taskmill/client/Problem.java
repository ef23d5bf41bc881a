package io.taskmill.client;

import org.jspecify.annotations.Nullable;

/**
 * An error as the API tells it (RFC 9457). Only the status is certain: what answers may be something in front of the
 * API.
 *
 * @param type such as {@code urn:taskmill:problem:unknown-type}
 * @param taskId the task that a submission was given, if it may have been accepted
 * @param json the answer as it was; null if it is no JSON object
 */
public record Problem(
        int status,
        @Nullable String type,
        @Nullable String title,
        @Nullable String detail,
        @Nullable String taskId,
        @Nullable String json) {

    /** The most that it says in one line. */
    public String summary() {
        String what = title == null ? "HTTP " + status : title + " (HTTP " + status + ")";
        return detail == null ? what : what + ": " + detail;
    }
}
