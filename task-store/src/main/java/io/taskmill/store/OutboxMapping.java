package io.taskmill.store;

import io.taskmill.model.State;
import io.taskmill.model.message.DependencyEnded.How;
import io.taskmill.model.task.OutboxEntry;
import org.bson.Document;

/** Follow-ups that are not published yet, as members of a task's document. A dispatch is told by its {@code repeat}. */
final class OutboxMapping {

    private static final String EPOCH = "epoch";
    private static final String REPEAT = "repeat";
    private static final String TELL = "tell";
    private static final String DEPENDENTS = "dependents";

    private static final String SCHEDULE = "schedule";
    private static final String HOW = "how";

    private OutboxMapping() {}

    static Document toDocument(OutboxEntry entry) {
        return switch (entry) {
            case OutboxEntry.Dispatch(int epoch, int repeat) -> new Document(EPOCH, epoch).append(REPEAT, repeat);
            case OutboxEntry.Watch(int epoch) -> new Document(EPOCH, epoch);
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
        int epoch = entry.getInteger(EPOCH);
        if (entry.containsKey(SCHEDULE)) {
            return new OutboxEntry.TellSchedule(entry.getString(SCHEDULE), epoch, State.valueOf(entry.getString(HOW)));
        }
        return entry.containsKey(REPEAT)
                ? new OutboxEntry.Dispatch(epoch, entry.getInteger(REPEAT))
                : new OutboxEntry.Watch(epoch);
    }
}
