package io.taskmill.store;

import io.taskmill.model.EntityRef;
import io.taskmill.model.TaskId;
import io.taskmill.model.journal.JournalEntry;
import io.taskmill.model.journal.JournalKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** An entry of the journal as a document. */
final class JournalMapping {

    static final String ID = "_id";
    static final String KIND = "kind";
    static final String LEVEL = "level";
    static final String TYPE = "type";
    static final String ENTITY = "entity";
    static final String ACTOR = "actor";

    private static final String AT = "at";
    private static final String TASK = "task";
    private static final String ARGS = "args";
    private static final String SHARD = "shard";

    private JournalMapping() {}

    static Document toDocument(int shard, JournalEntry entry) {
        Document document = new Document(ID, entry.id());
        BsonValues.put(document, AT, entry.at());
        document.append(KIND, entry.kind().name())
                .append(LEVEL, entry.kind().level().name());
        if (entry.task() != null) {
            document.append(TASK, entry.task().value());
        }
        BsonValues.put(document, TYPE, entry.type());
        if (entry.entity() != null) {
            document.append(ENTITY, SpecMapping.entityKeys(entry.entity()));
        }
        BsonValues.put(document, ACTOR, entry.actor());
        if (!entry.args().isEmpty()) {
            document.append(ARGS, new Document(new TreeMap<>(entry.args())));
        }
        return document.append(SHARD, shard);
    }

    static JournalEntry fromDocument(Document document) {
        UUID task = document.get(TASK, UUID.class);
        return new JournalEntry(
                document.getString(ID),
                BsonValues.requiredInstant(document, AT),
                JournalKind.valueOf(document.getString(KIND)),
                task == null ? null : new TaskId(task),
                document.getString(TYPE),
                entity(document.getList(ENTITY, String.class)),
                document.getString(ACTOR),
                args(document.get(ARGS, Document.class)));
    }

    /** Its kind, then kind and id with a colon between. */
    private static @Nullable EntityRef entity(@Nullable List<String> keys) {
        if (keys == null) {
            return null;
        }
        String type = keys.getFirst();
        return new EntityRef(type, keys.size() == 1 ? null : keys.getLast().substring(type.length() + 1));
    }

    private static Map<String, String> args(@Nullable Document document) {
        Map<String, String> args = new HashMap<>();
        if (document != null) {
            document.forEach((name, value) -> args.put(name, String.valueOf(value)));
        }
        return args;
    }
}
