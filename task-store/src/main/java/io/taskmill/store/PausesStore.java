package io.taskmill.store;

import com.mongodb.client.MongoDatabase;
import io.taskmill.model.Pause;
import io.taskmill.model.pause.Pauses;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The one document that says what is paused. */
public final class PausesStore extends EntityCollection<String, Pauses> {

    public PausesStore(MongoDatabase database) {
        super(database.getCollection("pauses"), new Mapping());
    }

    /**
     * All pauses; none before the first one.
     *
     * @throws StoreUnavailableException if the store does not answer
     */
    public Pauses present() {
        return find(Pauses.ID).map(Versioned::entity).orElse(Pauses.NONE);
    }

    private static final class Mapping implements EntityMapping<String, Pauses> {

        private static final String REVISION = "revision";
        private static final String PAUSES = "pauses";
        private static final String APPLIED = "applied";

        @Override
        public Object toId(String key) {
            return key;
        }

        @Override
        public String keyOf(Document document) {
            return document.getString("_id");
        }

        @Override
        public Iterable<String> optionalFields(Pauses before, Pauses after) {
            return List.of();
        }

        @Override
        public Document fields(@Nullable Pauses before, Pauses pauses) {
            return new Document(REVISION, pauses.revision())
                    .append(
                            PAUSES,
                            pauses.pauses().stream().map(Mapping::toDocument).toList())
                    .append(APPLIED, pauses.applied());
        }

        private static Document toDocument(Pause pause) {
            Document document = new Document("kind", pause.kind().name()).append("name", pause.name());
            BsonValues.put(document, "actor", pause.actor());
            BsonValues.put(document, "reason", pause.reason());
            BsonValues.put(document, "at", pause.at());
            return document;
        }

        @Override
        public Pauses fromDocument(Document document) {
            return new Pauses(
                    document.getLong(REVISION),
                    BsonValues.documents(document, PAUSES).stream()
                            .map(Mapping::pause)
                            .toList(),
                    document.getList(APPLIED, String.class));
        }

        private static Pause pause(Document document) {
            return new Pause(
                    Pause.Kind.valueOf(document.getString("kind")),
                    document.getString("name"),
                    document.getString("actor"),
                    document.getString("reason"),
                    BsonValues.requiredInstant(document, "at"));
        }
    }
}
