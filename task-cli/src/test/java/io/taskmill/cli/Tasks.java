package io.taskmill.cli;

/** Answers of the API. */
final class Tasks {

    static final String ACCEPTED =
            "{\"id\":\"0197\",\"recorded\":false,\"type\":\"COUNT\",\"state\":\"INITIAL\",\"category\":\"PENDING\","
                    + "\"progress\":0}";

    static final String UNKNOWN_TASK =
            "{\"type\":\"urn:taskmill:problem:unknown-task\",\"title\":\"There is no such task\",\"status\":404}";

    private static final String CANCELLATION = "\"phaseSince\":\"2026-05-01T10:00:00Z\",\"cancelled\":{\"by\":\"ops\","
            + "\"reason\":\"not needed\",\"at\":\"2026-05-01T10:00:00Z\"}";

    private Tasks() {}

    static String running(int progress, String duration) {
        return "{\"id\":\"0197\",\"recorded\":true,\"created\":\"2026-05-01T10:00:00.123Z\",\"type\":\"COUNT\","
                + "\"typeName\":\"Count\",\"params\":{\"times\":5},\"state\":\"IN_PROGRESS\",\"stateName\":\"Running\","
                + "\"phase\":\"RUNNING\",\"category\":\"PENDING\",\"progress\":" + progress
                + ",\"message\":{\"key\":\"counting\",\"args\":[2,5],\"text\":\"Round 2 of 5\"},"
                + "\"started\":\"2026-05-01T10:00:01Z\",\"duration\":\"" + duration
                + "\",\"estimatedEnd\":\"2026-05-01T10:00:06Z\",\"attempt\":1,\"epoch\":1,\"worker\":\"w-1\","
                + "\"crashRecoveries\":0,\"new\":{\"kept\":1.50}}";
    }

    static String finished() {
        return "{\"id\":\"0197\",\"recorded\":true,\"type\":\"COUNT\",\"state\":\"FINISHED\",\"category\":\"FINISHED\","
                + "\"progress\":100,\"duration\":\"PT5S\",\"result\":\"SUCCESS\",\"output\":{\"counted\":5}}";
    }

    static String failed(String text) {
        return "{\"id\":\"0197\",\"recorded\":true,\"type\":\"FAIL\",\"state\":\"FAILED\",\"category\":\"FAILED\","
                + "\"progress\":50,\"result\":\"FAILURE\",\"error\":{\"code\":\"FULL\",\"text\":\"" + text + "\"}}";
    }

    static String waiting() {
        return "{\"id\":\"0197\",\"recorded\":true,\"created\":\"2026-05-01T09:59:00Z\",\"type\":\"COPY\","
                + "\"state\":\"IN_PROGRESS\",\"phase\":\"RETRY_WAIT\",\"category\":\"PENDING\",\"progress\":40,"
                + "\"phaseSince\":\"2026-05-01T10:00:00Z\",\"nextAttemptAt\":\"2026-05-01T10:00:09Z\","
                + "\"lastFailure\":{\"attempt\":2,\"code\":\"FULL\",\"text\":\"no space\","
                + "\"at\":\"2026-05-01T09:59:59Z\"},\"deadline\":\"2026-05-02T10:00:00Z\",\"attempt\":2,"
                + "\"maxAttempts\":5,\"epoch\":3,\"crashRecoveries\":0,\"retry\":{\"maxAttempts\":5,"
                + "\"backoff\":\"PT10S\",\"maxBackoff\":\"PT5M\",\"neverOn\":[\"B\",\"A\"]},"
                + "\"timeouts\":{\"run\":\"PT1H\",\"deadline\":\"PT24H\"}}";
    }

    static String aborting() {
        return "{\"id\":\"0197\",\"recorded\":true,\"type\":\"COPY\",\"state\":\"IN_PROGRESS\","
                + "\"phase\":\"ABORTING\",\"category\":\"PENDING\",\"progress\":40," + CANCELLATION + "}";
    }

    static String cancelled() {
        return "{\"id\":\"0197\",\"recorded\":true,\"type\":\"COPY\",\"state\":\"CANCELLED\","
                + "\"phase\":\"DONE\",\"category\":\"FAILED\",\"progress\":40,\"result\":\"FAILURE\","
                + "\"error\":{\"code\":\"UNRESPONSIVE\",\"text\":\"it did not stop\"}," + CANCELLATION + "}";
    }
}
