package io.taskmill.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.taskmill.model.Json;
import io.taskmill.model.type.TaskType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The types of task that workers have announced. */
public final class TaskTypeStore extends EntityCollection<String, TaskType> {

    private static final Mapping MAPPING = new Mapping();

    private final MongoCollection<Document> collection;

    public TaskTypeStore(MongoDatabase database) {
        this(database.getCollection("taskTypes"));
    }

    private TaskTypeStore(MongoCollection<Document> collection) {
        super(collection, MAPPING);
        this.collection = collection;
    }

    /** @throws StoreUnavailableException if the store does not answer */
    public List<TaskType> all() {
        return reaching("read task types", () -> {
            List<TaskType> types = new ArrayList<>();
            collection.find().map(MAPPING::fromDocument).into(types);
            return types;
        });
    }

    private static final class Mapping implements EntityMapping<String, TaskType> {

        @Override
        public Object toId(String key) {
            return key;
        }

        @Override
        public String keyOf(Document document) {
            return document.getString("_id");
        }

        @Override
        public Iterable<String> optionalFields(TaskType before, TaskType after) {
            return List.of();
        }

        @Override
        public Document fields(@Nullable TaskType before, TaskType type) {
            Document texts = new Document();
            // Message keys contain dots, which field names had better not: each text is an element of a list.
            type.texts().forEach((language, patterns) -> {
                List<Document> entries = new ArrayList<>();
                patterns.forEach((key, pattern) -> entries.add(new Document("key", key).append("pattern", pattern)));
                texts.append(language, entries);
            });
            return new Document("typeVersion", type.version())
                    .append("pool", type.pool())
                    .append("policy", PolicyMapping.toDocument(type.policy()))
                    .append("paramsSchema", type.paramsSchema().text())
                    .append("texts", texts);
        }

        @Override
        public TaskType fromDocument(Document document) {
            Map<String, Map<String, String>> texts = new LinkedHashMap<>();
            Document stored = document.get("texts", Document.class);
            for (String language : stored.keySet()) {
                Map<String, String> patterns = new LinkedHashMap<>();
                for (Document entry : BsonValues.documents(stored, language)) {
                    patterns.put(entry.getString("key"), entry.getString("pattern"));
                }
                texts.put(language, patterns);
            }
            return new TaskType(
                    keyOf(document),
                    document.getInteger("typeVersion"),
                    document.getString("pool"),
                    PolicyMapping.fromDocument(document.get("policy", Document.class)),
                    new Json(document.getString("paramsSchema")),
                    texts);
        }
    }
}
