package io.taskmill.store;

import io.taskmill.model.Shards;
import io.taskmill.model.WorkerInfo;
import io.taskmill.model.session.Session;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Worker sessions as documents. */
final class SessionMapping implements EntityMapping<String, Session> {

    static final String SHARD = "shard";
    static final String STATUS = "status";
    static final String UNTOLD = "untold";
    private static final String SUSPECTS = "suspects";

    private static final List<String> OPTIONAL = List.of("started", "lastHeartbeat", "worker", SUSPECTS, UNTOLD);

    private final Shards shards;

    SessionMapping(Shards shards) {
        this.shards = shards;
    }

    @Override
    public Object toId(String key) {
        return key;
    }

    @Override
    public String keyOf(Document document) {
        return document.getString("_id");
    }

    @Override
    public Iterable<String> optionalFields(Session before, Session after) {
        return OPTIONAL;
    }

    @Override
    public Document fields(@Nullable Session before, Session session) {
        Document fields = new Document(SHARD, shards.of(session.id()))
                .append(STATUS, session.status().name())
                .append("beat", session.beat());
        BsonValues.put(fields, "started", session.started());
        BsonValues.put(fields, "lastHeartbeat", session.lastHeartbeat());
        WorkerInfo worker = session.worker();
        if (worker != null) {
            fields.append("worker", toDocument(worker));
        }
        if (!session.suspects().isEmpty()) {
            fields.append(SUSPECTS, BsonValues.texts(session.suspects()));
        }
        if (!session.untold().isEmpty()) {
            fields.append(UNTOLD, session.untold());
        }
        return fields;
    }

    private static Document toDocument(WorkerInfo worker) {
        Document document = new Document("name", worker.name())
                .append("host", worker.host())
                .append("pid", worker.pid())
                .append("version", worker.version())
                .append("pools", worker.pools())
                .append("slots", worker.slots())
                .append("used", worker.used());
        if (worker.leaked() != 0) {
            document.append("leaked", worker.leaked());
        }
        if (worker.draining()) {
            document.append("draining", true);
        }
        return worker.types().isEmpty()
                ? document
                : document.append("types", new Document(new TreeMap<>(worker.types())));
    }

    @Override
    public Session fromDocument(Document document) {
        Document worker = document.get("worker", Document.class);
        List<Integer> untold = document.getList(UNTOLD, Integer.class);
        return new Session(
                keyOf(document),
                Session.Status.valueOf(document.getString(STATUS)),
                document.getLong("beat"),
                BsonValues.instant(document, "started"),
                BsonValues.instant(document, "lastHeartbeat"),
                worker == null ? null : toWorker(worker),
                BsonValues.tasks(document, SUSPECTS),
                untold == null ? List.of() : untold);
    }

    private static WorkerInfo toWorker(Document document) {
        return new WorkerInfo(
                document.getString("name"),
                document.getString("host"),
                document.getLong("pid"),
                document.getString("version"),
                document.getList("pools", String.class),
                document.getInteger("slots"),
                document.getInteger("used"),
                document.getInteger("leaked", 0),
                document.getBoolean("draining", false),
                types(document.get("types", Document.class)));
    }

    private static Map<String, Integer> types(@Nullable Document types) {
        Map<String, Integer> versions = new TreeMap<>();
        if (types != null) {
            types.keySet().forEach(type -> versions.put(type, types.getInteger(type)));
        }
        return versions;
    }
}
