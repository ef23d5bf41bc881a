package io.taskmill.cli;

/** Answers of the API. */
final class Tasks {

    static final String ACCEPTED =
            "{\"id\":\"0197\",\"recorded\":false,\"type\":\"COUNT\",\"state\":\"INITIAL\",\"category\":\"PENDING\","
                    + "\"progress\":0}";

    static final String UNKNOWN_TASK =
            "{\"type\":\"urn:taskmill:problem:unknown-task\",\"title\":\"There is no such task\",\"status\":404}";

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
}
