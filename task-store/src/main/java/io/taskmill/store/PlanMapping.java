package io.taskmill.store;

import io.taskmill.model.plan.CatchUp;
import io.taskmill.model.plan.Overlap;
import io.taskmill.model.plan.Plan;
import io.taskmill.model.plan.Timing;
import java.time.Duration;
import java.time.ZoneId;
import org.bson.Document;

/** What a schedule is to do, as the member {@code plan} of its document. Durations are milliseconds. */
final class PlanMapping {

    private static final String CRON = "cron";
    private static final String ZONE = "zone";
    private static final String EVERY = "everyMillis";
    private static final String FROM = "from";

    private PlanMapping() {}

    static Document toDocument(Plan plan) {
        Document document = timing(plan.timing())
                .append("template", SpecMapping.toDocument(plan.template()))
                .append("overlap", plan.overlap().text())
                .append("catchUp", plan.catchUp().mode().text())
                .append("jitterMillis", plan.jitter().toMillis());
        BsonValues.put(document, "catchUpWindowMillis", plan.catchUp().window());
        BsonValues.put(document, "start", plan.start());
        BsonValues.put(document, "end", plan.end());
        return document;
    }

    private static Document timing(Timing timing) {
        return switch (timing) {
            case Timing.Cron cron ->
                new Document(CRON, cron.expression()).append(ZONE, cron.zone().getId());
            case Timing.Every every -> {
                Document document = new Document(EVERY, every.period().toMillis());
                BsonValues.put(document, FROM, every.from());
                yield document;
            }
        };
    }

    static Plan fromDocument(Document document) {
        return new Plan(
                document.containsKey(CRON)
                        ? new Timing.Cron(document.getString(CRON), ZoneId.of(document.getString(ZONE)))
                        : new Timing.Every(
                                Duration.ofMillis(document.getLong(EVERY)), BsonValues.requiredInstant(document, FROM)),
                SpecMapping.fromDocument(document.get("template", Document.class)),
                Overlap.parse(document.getString("overlap")),
                new CatchUp(
                        CatchUp.Mode.parse(document.getString("catchUp")),
                        BsonValues.duration(document, "catchUpWindowMillis")),
                Duration.ofMillis(document.getLong("jitterMillis")),
                BsonValues.instant(document, "start"),
                BsonValues.instant(document, "end"));
    }
}
