package io.taskmill.client;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Writes what the API is sent; what was not given is not sent. */
final class Bodies {

    private Bodies() {}

    static String submission(Submission submission) {
        ObjectNode body = Answers.JSON.createObjectNode();
        body.put("type", submission.type());
        body.putRawValue("params", new RawValue(submission.params()));
        Submission.Entity entity = submission.entity();
        if (entity != null) {
            ObjectNode node = body.putObject("entity").put("type", entity.type());
            putIfGiven(node, "id", entity.id());
        }
        putIfGiven(body, "creator", submission.creator());
        putIfGiven(body, "priority", submission.priority());
        putIfGiven(body, "correlationId", submission.correlationId());
        Submission.Retry retry = submission.retry();
        if (retry != null) {
            putRetry(body.putObject("retry"), retry);
        }
        Submission.Timeouts timeouts = submission.timeouts();
        if (timeouts != null) {
            ObjectNode node = body.putObject("timeouts");
            putIfGiven(node, "queue", timeouts.queue());
            putIfGiven(node, "run", timeouts.run());
            putIfGiven(node, "deadline", timeouts.deadline());
        }
        putStart(body, submission.start());
        Submission.After after = submission.after();
        if (after != null) {
            ObjectNode node = body.putObject("after");
            after.tasks().forEach(node.putArray("tasks")::add);
            putIfGiven(node, "on", after.on());
        }
        Submission.Unique unique = submission.unique();
        if (unique != null) {
            ObjectNode node = body.putObject("unique").put("key", unique.key());
            putIfGiven(node, "for", unique.span());
            putIfGiven(node, "otherwise", unique.refuses() ? "refuse" : null);
        }
        putIfGiven(body, "recovery", submission.recovery());
        return Answers.JSON.writeValueAsString(body);
    }

    static String plan(SchedulePlan plan) {
        ObjectNode body = Answers.JSON.createObjectNode();
        putIfGiven(body, "cron", plan.when().cron());
        putIfGiven(body, "zone", plan.when().zone());
        putIfGiven(body, "every", plan.when().every());
        body.putRawValue("task", new RawValue(submission(plan.task())));
        putIfGiven(body, "overlap", plan.overlap());
        putIfGiven(body, "catchUp", plan.catchUp());
        putIfGiven(body, "catchUpWindow", plan.catchUpWindow());
        putIfGiven(body, "jitter", plan.jitter());
        putIfGiven(body, "start", plan.start());
        putIfGiven(body, "end", plan.end());
        return Answers.JSON.writeValueAsString(body);
    }

    static String amendment(Amendment amendment) {
        ObjectNode body = Answers.JSON.createObjectNode();
        putStart(body, amendment.start());
        putIfGiven(body, "priority", amendment.priority());
        putIfGiven(body, "pool", amendment.pool());
        return Answers.JSON.writeValueAsString(body);
    }

    private static void putStart(ObjectNode body, Submission.@Nullable Start start) {
        if (start != null) {
            putIfGiven(body, "notBefore", start.notBefore());
            putIfGiven(body, "delay", start.delay());
        }
    }

    private static void putRetry(ObjectNode node, Submission.Retry retry) {
        if (retry.maxAttempts() != null) {
            node.put("maxAttempts", retry.maxAttempts());
        }
        putIfGiven(node, "backoff", retry.backoff());
        putIfGiven(node, "maxBackoff", retry.maxBackoff());
        Set<String> neverOn = retry.neverOn();
        if (neverOn != null) {
            neverOn.stream().sorted().forEach(node.putArray("neverOn")::add);
        }
    }

    static String reason(@Nullable String reason) {
        ObjectNode body = Answers.JSON.createObjectNode();
        putIfGiven(body, "reason", reason);
        return Answers.JSON.writeValueAsString(body);
    }

    static String retry(@Nullable String params) {
        ObjectNode body = Answers.JSON.createObjectNode();
        if (params != null) {
            Submission.requireJson(params);
            body.putRawValue("params", new RawValue(params));
        }
        return Answers.JSON.writeValueAsString(body);
    }

    private static void putIfGiven(ObjectNode node, String name, @Nullable Object value) {
        if (value != null) {
            node.put(name, value.toString());
        }
    }
}
