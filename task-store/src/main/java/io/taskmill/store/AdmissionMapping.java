package io.taskmill.store;

import io.taskmill.model.Claim;
import io.taskmill.model.GateRule;
import io.taskmill.model.RateRule;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.WhenFull;
import io.taskmill.model.task.Claims;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The rules of gates and rates, and how far a task is admitted, as members of documents. */
final class AdmissionMapping {

    /** Only of a task that has claims. */
    static final String CLAIMS = "claims";

    /** Only of a task that waits for a gate: which one, and its place in the order of those that do. */
    static final String GATE = "gate";

    static final String GATE_KEY = "gate.key";
    static final String GATE_WEIGHT = "gate.weight";
    static final String GATE_SINCE = "gate.since";

    private static final String KEY = "key";
    private static final String LIMIT = "limit";
    private static final String WHEN_FULL = "whenFull";
    private static final String EPOCH = "epoch";
    private static final String TASK = "task";

    private AdmissionMapping() {}

    static Document toDocument(GateRule rule) {
        return new Document(KEY, rule.key())
                .append(LIMIT, rule.limit())
                .append(WHEN_FULL, rule.whenFull().text());
    }

    static GateRule gateRule(Document document) {
        return new GateRule(
                document.getString(KEY), document.getInteger(LIMIT), WhenFull.parse(document.getString(WHEN_FULL)));
    }

    static Document toDocument(RateRule rule) {
        return new Document(KEY, rule.key())
                .append("count", rule.count())
                .append("periodMillis", rule.period().toMillis())
                .append("burst", rule.burst());
    }

    static RateRule rateRule(Document document) {
        return new RateRule(
                document.getString(KEY),
                document.getInteger("count"),
                Duration.ofMillis(document.getLong("periodMillis")),
                document.getInteger("burst"));
    }

    static Document toDocument(Claims claims) {
        Document document = new Document(EPOCH, claims.epoch()).append("passed", claims.passed());
        if (claims.asking()) {
            document.append("asking", true);
        }
        BsonValues.put(document, "at", claims.at());
        return document;
    }

    static Claims claims(@Nullable Document document) {
        return document == null
                ? Claims.NONE
                : new Claims(
                        document.getInteger(EPOCH),
                        document.getInteger("passed"),
                        document.getBoolean("asking", false),
                        BsonValues.instant(document, "at"));
    }

    /** Where the task stands among those that wait for the gate. */
    static Document waiting(TaskSpec spec, GateRule gate) {
        Document document =
                new Document(KEY, gate.key()).append("weight", spec.priority().weight());
        BsonValues.put(document, "since", spec.mayStart());
        return document;
    }

    static Document toDocument(Claim claim) {
        return new Document(TASK, claim.task().value()).append(EPOCH, claim.epoch());
    }

    static Claim claim(Document document) {
        return new Claim(new TaskId(document.get(TASK, UUID.class)), document.getInteger(EPOCH));
    }

    static List<Document> documents(List<Claim> claims) {
        return claims.stream().map(AdmissionMapping::toDocument).toList();
    }

    static List<Claim> claims(Document document, String field) {
        return BsonValues.documents(document, field).stream()
                .map(AdmissionMapping::claim)
                .toList();
    }
}
