package io.taskmill.store;

import io.taskmill.model.EntityRef;
import io.taskmill.model.Fact;
import io.taskmill.model.Json;
import io.taskmill.model.TaskId;
import io.taskmill.model.Teller;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;

/** What is told of entities, as members of documents. */
final class FactMapping {

    static final String TYPE = "type";
    static final String ID = "id";
    static final String STATUS = "status";
    static final String BUILDING = "building";
    static final String GONE = "gone";
    static final String ATTRIBUTES = "attributes";

    private FactMapping() {}

    static Document toDocument(Fact fact) {
        Document document = new Document(TYPE, fact.entity().type())
                .append(ID, fact.entity().id());
        BsonValues.put(document, STATUS, fact.status());
        if (fact.building()) {
            document.append(BUILDING, true);
        }
        if (fact.gone()) {
            document.append(GONE, true);
        }
        if (!fact.attributes().isEmpty()) {
            document.append(ATTRIBUTES, toDocument(fact.attributes()));
        }
        return document;
    }

    static Fact fact(Document document) {
        return new Fact(
                new EntityRef(document.getString(TYPE), document.getString(ID)),
                document.getString(STATUS),
                document.getBoolean(BUILDING, false),
                document.getBoolean(GONE, false),
                attributes(document));
    }

    static Document toDocument(Map<String, Json> attributes) {
        Document document = new Document();
        attributes.forEach((name, value) -> document.append(name, value.text()));
        return document;
    }

    static Map<String, Json> attributes(Document of) {
        Map<String, Json> attributes = new LinkedHashMap<>();
        Document document = of.get(ATTRIBUTES, Document.class);
        if (document != null) {
            document.keySet().forEach(name -> attributes.put(name, new Json(document.getString(name))));
        }
        return attributes;
    }

    static Document toDocument(Teller teller) {
        Document document = new Document("task", teller.task().value());
        BsonValues.put(document, "taskType", teller.type());
        return document.append("epoch", teller.epoch()).append("seq", teller.seq());
    }

    static Teller teller(Document document) {
        return new Teller(
                new TaskId(document.get("task", UUID.class)),
                document.getString("taskType"),
                document.getInteger("epoch"),
                document.getInteger("seq"));
    }
}
