package io.taskmill.store;

import io.taskmill.model.ChunkOrder;
import io.taskmill.model.Parent;
import io.taskmill.model.message.DependencyEnded.How;
import io.taskmill.model.task.OutboxEntry;
import org.bson.Document;

/** Follow-ups that are not published yet, as members of a task's document. A dispatch is told by its {@code repeat}. */
final class OutboxMapping {

    private static final String EPOCH = "epoch";
    private static final String REPEAT = "repeat";
    private static final String TELL = "tell";
    private static final String ORDER = "order";
    private static final String DEPENDENTS = "dependents";

    private OutboxMapping() {}

    static Document toDocument(OutboxEntry entry) {
        return switch (entry) {
            case OutboxEntry.Dispatch(int epoch, int repeat) -> new Document(EPOCH, epoch).append(REPEAT, repeat);
            case OutboxEntry.Watch(int epoch) -> new Document(EPOCH, epoch);
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
            case OutboxEntry.Tell tell ->
                new Document(TELL, tell.how().name())
                        .append(DEPENDENTS, DependencyMapping.documents(tell.dependents()));
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
        return entry.containsKey(REPEAT)
                ? new OutboxEntry.Dispatch(epoch, entry.getInteger(REPEAT))
                : new OutboxEntry.Watch(epoch);
    }
}
