package io.taskmill.store;

import io.taskmill.model.Recovery;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How a task is to be run, in its document and in that of its type. Durations are milliseconds. */
final class PolicyMapping {

    private static final String GATES = "gates";
    private static final String RATES = "rates";
    private static final String RECOVERY = "recovery";

    private PolicyMapping() {}

    static Document toDocument(TaskPolicy policy) {
        RetryPolicy retry = policy.retry();
        Timeouts timeouts = policy.timeouts();
        Document limits = new Document();
        BsonValues.put(limits, "queueMillis", timeouts.queue());
        BsonValues.put(limits, "runMillis", timeouts.run());
        BsonValues.put(limits, "deadlineMillis", timeouts.deadline());
        Document document = new Document("strictStart", policy.strictStart())
                .append(
                        "retry",
                        new Document("maxAttempts", retry.maxAttempts())
                                .append("backoffMillis", retry.backoff().toMillis())
                                .append("maxBackoffMillis", retry.maxBackoff().toMillis())
                                .append("neverOn", List.copyOf(retry.neverOn())))
                .append("timeouts", limits);
        if (!policy.gates().isEmpty()) {
            document.append(
                    GATES,
                    policy.gates().stream().map(AdmissionMapping::toDocument).toList());
        }
        if (!policy.rates().isEmpty()) {
            document.append(
                    RATES,
                    policy.rates().stream().map(AdmissionMapping::toDocument).toList());
        }
        if (policy.recovery() != Recovery.NONE) {
            document.append(RECOVERY, policy.recovery().name());
        }
        return document;
    }

    /** @param document null in documents of builds that knew of no policy */
    static TaskPolicy fromDocument(@Nullable Document document) {
        if (document == null) {
            return TaskPolicy.DEFAULT;
        }
        Document retry = document.get("retry", Document.class);
        Document timeouts = document.get("timeouts", Document.class);
        String recovery = document.getString(RECOVERY);
        return new TaskPolicy(
                new RetryPolicy(
                        retry.getInteger("maxAttempts"),
                        Duration.ofMillis(retry.getLong("backoffMillis")),
                        Duration.ofMillis(retry.getLong("maxBackoffMillis")),
                        Set.copyOf(retry.getList("neverOn", String.class))),
                new Timeouts(
                        BsonValues.duration(timeouts, "queueMillis"),
                        BsonValues.duration(timeouts, "runMillis"),
                        BsonValues.duration(timeouts, "deadlineMillis")),
                document.getBoolean("strictStart"),
                BsonValues.documents(document, GATES).stream()
                        .map(AdmissionMapping::gateRule)
                        .toList(),
                BsonValues.documents(document, RATES).stream()
                        .map(AdmissionMapping::rateRule)
                        .toList(),
                recovery == null ? Recovery.NONE : Recovery.valueOf(recovery));
    }
}
