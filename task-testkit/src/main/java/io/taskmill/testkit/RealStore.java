package io.taskmill.testkit;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.bson.Document;
import org.bson.UuidRepresentation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * A real MongoDB, a replica set, with a database of the test class's own, absent at first and dropped afterwards.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final RealStore store = new RealStore();
 * }</pre>
 *
 * <p>The server is the one of {@code TASKMILL_TEST_MONGODB_URI} (an environment variable or a system property), else a
 * container where a Docker engine runs, else the one of {@code ./taskmill services start}, else an embedded one (see
 * {@link EmbeddedServers}). Without any, the test fails: it is not skipped.
 */
public final class RealStore implements BeforeAllCallback, AfterAllCallback {

    private static final Namespace NAMESPACE = Namespace.create(RealStore.class);

    /** Longer than an election, which a test may have caused. */
    private static final int PATIENCE_SECONDS = 20;

    private final ClassScope<Opened> scope = new ClassScope<>("RealStore");

    /** @param own the server, if this test class has one for itself */
    private record Opened(
            String uri,
            String database,
            MongoClient client,
            @Nullable RunningStore own) {}

    /** What all tests of this JVM look for once. */
    private record Found(Optional<StoreAddress> address) {}

    @Override
    public void beforeAll(ExtensionContext context) {
        if (scope.isOpen()) {
            return;
        }
        RunningStore own = EmbeddedServers.demanded()
                .or(() -> real(context).isPresent() ? Optional.empty() : EmbeddedServers.permittedTo(context))
                .map(EmbeddedServers::startStore)
                .orElse(null);
        StoreAddress address = own == null
                ? real(context).orElseThrow(() -> StoreServer.search().missing())
                : new StoreAddress(own.uri());
        String database = ClassScope.uniqueName(context);
        String uri = address.uri(database);
        scope.open(context, new Opened(uri, database, connect(address, uri), own));
    }

    private static Optional<StoreAddress> real(ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(
                        Found.class, type -> new Found(StoreServer.search().find()), Found.class)
                .address();
    }

    /** Finds out here, and in seconds, if the server is away: each test would else wait half a minute for it. */
    private static MongoClient connect(StoreAddress address, String uri) {
        MongoClient client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .uuidRepresentation(UuidRepresentation.STANDARD)
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .build());
        try {
            client.getDatabase("admin").runCommand(new Document("ping", 1));
            return client;
        } catch (MongoException e) {
            client.close();
            throw new TestkitException("Cannot reach " + address + ": is the server up and its primary elected?", e);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Opened opened = scope.closeIfOwner(context);
        if (opened != null) {
            try (MongoClient client = opened.client()) {
                client.getDatabase(opened.database()).drop();
            } finally {
                if (opened.own() != null) {
                    opened.own().close();
                }
            }
        }
    }

    /**
     * Where clients connect.
     *
     * @return {@code mongodb://host:port/database?options}, with {@code replicaSet} unless the server is in a container
     */
    public String uri() {
        return scope.get().uri();
    }

    /**
     * This test class's database.
     *
     * @return its name
     */
    public String database() {
        return scope.get().database();
    }

    /**
     * The collections there are by now.
     *
     * @return their names, sorted
     */
    public Set<String> collections() {
        return withDatabase(database -> database.listCollectionNames().into(new TreeSet<>()));
    }

    /**
     * Counts documents.
     *
     * @param collection the collection's name
     * @param filter a query in MongoDB's JSON; {@code {}} for all
     * @return how many match
     */
    public long count(String collection, String filter) {
        return withDatabase(database -> database.getCollection(collection).countDocuments(Document.parse(filter)));
    }

    /**
     * Reads documents.
     *
     * @param collection the collection's name
     * @param filter a query in MongoDB's JSON; {@code {}} for all
     * @return those that match, in natural order, as plain maps and lists
     */
    public List<Map<String, @Nullable Object>> find(String collection, String filter) {
        return withDatabase(database -> database.getCollection(collection)
                .find(Document.parse(filter))
                .map(PlainDocument::of)
                .into(new ArrayList<>()));
    }

    /**
     * Whatever else a test asks of its database: indexes, commands, writes behind a program's back.
     *
     * @param work gets the database through a client of the testkit's own; must not keep it
     * @param <T> what the work answers
     * @return that answer
     */
    public <T> T withDatabase(Function<MongoDatabase, T> work) {
        return work.apply(scope.get().client().getDatabase(database()));
    }
}
