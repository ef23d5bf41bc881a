package io.taskmill.store;

import io.taskmill.model.ChunkOrder;
import io.taskmill.model.Fact;
import io.taskmill.model.Parent;
import io.taskmill.model.State;
import io.taskmill.model.message.DependencyEnded.How;
import io.taskmill.model.task.OutboxEntry;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;

/** Follow-ups that are not published yet, as members of a task's document. Which one it is its members tell. */
final class OutboxMapping {

    private static final String EPOCH = "epoch";
    private static final String REPEAT = "repeat";
    private static final String ADMISSION = "admission";
    private static final String GATE = "gate";
    private static final String RATE = "rate";
    private static final String AT = "at";
    private static final String TELL = "tell";
    private static final String ORDER = "order";
    private static final String DEPENDENTS = "dependents";

    private static final String FACTS = "facts";
    private static final String SEQ = "seq";
    private static final String SCHEDULE = "schedule";
    private static final String HOW = "how";

    private OutboxMapping() {}

    static Document toDocument(OutboxEntry entry) {
        return switch (entry) {
            case OutboxEntry.Dispatch(int epoch, int repeat) -> new Document(EPOCH, epoch).append(REPEAT, repeat);
            case OutboxEntry.Watch(int epoch) -> new Document(EPOCH, epoch);
            case OutboxEntry.Ask(int epoch, int admission) -> new Document(EPOCH, epoch).append(ADMISSION, admission);
            case OutboxEntry.GiveBack(int epoch, String gate) -> new Document(EPOCH, epoch).append(GATE, gate);
            case OutboxEntry.ReturnTime(int epoch, String rate, Instant at) ->
                new Document(EPOCH, epoch).append(RATE, rate).append(AT, Date.from(at));
            case OutboxEntry.Order(ChunkOrder order, String run, int from, int to) ->
                new Document(ORDER, order.name())
                        .append("run", run)
                        .append("from", from)
                        .append("to", to);
            case OutboxEntry.TellParent(Parent parent, How how, String code, String text) -> {
                Document document =
                        new Document(FamilyMapping.PARENT, FamilyMapping.toDocument(parent)).append("how", how.name());
                BsonValues.put(document, "code", code);
                BsonValues.put(document, "text", text);
                yield document;
            }
            case OutboxEntry.TellEntities(int epoch, int seq, Instant at, List<Fact> facts) ->
                new Document(EPOCH, epoch)
                        .append(SEQ, seq)
                        .append(AT, Date.from(at))
                        .append(
                                FACTS,
                                facts.stream().map(FactMapping::toDocument).toList());
            case OutboxEntry.Tell tell ->
                new Document(TELL, tell.how().name())
                        .append(DEPENDENTS, DependencyMapping.documents(tell.dependents()));
            case OutboxEntry.TellSchedule(String schedule, int epoch, State how) ->
                new Document(SCHEDULE, schedule).append(EPOCH, epoch).append(HOW, how.name());
        };
    }

    static OutboxEntry fromDocument(Document entry) {
        if (entry.containsKey(TELL)) {
            return new OutboxEntry.Tell(
                    How.valueOf(entry.getString(TELL)), DependencyMapping.dependents(entry, DEPENDENTS));
        }
        if (entry.containsKey(ORDER)) {
            return new OutboxEntry.Order(
                    ChunkOrder.valueOf(entry.getString(ORDER)),
                    entry.getString("run"),
                    entry.getInteger("from"),
                    entry.getInteger("to"));
        }
        Parent parent = FamilyMapping.parent(entry.get(FamilyMapping.PARENT, Document.class));
        if (parent != null) {
            return new OutboxEntry.TellParent(
                    parent, How.valueOf(entry.getString("how")), entry.getString("code"), entry.getString("text"));
        }
        int epoch = entry.getInteger(EPOCH);
        if (entry.containsKey(FACTS)) {
            return new OutboxEntry.TellEntities(
                    epoch,
                    entry.getInteger(SEQ),
                    BsonValues.requiredInstant(entry, AT),
                    BsonValues.documents(entry, FACTS).stream()
                            .map(FactMapping::fact)
                            .toList());
        }
        if (entry.containsKey(SCHEDULE)) {
            return new OutboxEntry.TellSchedule(entry.getString(SCHEDULE), epoch, State.valueOf(entry.getString(HOW)));
        }
        if (entry.containsKey(REPEAT)) {
            return new OutboxEntry.Dispatch(epoch, entry.getInteger(REPEAT));
        }
        if (entry.containsKey(ADMISSION)) {
            return new OutboxEntry.Ask(epoch, entry.getInteger(ADMISSION));
        }
        if (entry.containsKey(GATE)) {
            return new OutboxEntry.GiveBack(epoch, entry.getString(GATE));
        }
        return entry.containsKey(RATE)
                ? new OutboxEntry.ReturnTime(epoch, entry.getString(RATE), BsonValues.requiredInstant(entry, AT))
                : new OutboxEntry.Watch(epoch);
    }
}
