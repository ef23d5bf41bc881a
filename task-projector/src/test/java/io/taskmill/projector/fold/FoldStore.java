package io.taskmill.projector.fold;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.taskmill.testkit.RealStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.UuidRepresentation;

/** A replica's own way to the store, with the driver's settings of the real one, that counts what is asked. */
public final class FoldStore implements AutoCloseable {

    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final MongoClient client;
    private final String database;

    public FoldStore(RealStore real) {
        database = real.database();
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(real.uri()))
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .readConcern(ReadConcern.MAJORITY)
                .uuidRepresentation(UuidRepresentation.STANDARD)
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        commands.add(event.getCommandName());
                    }
                })
                .build());
    }

    public MongoDatabase database() {
        return client.getDatabase(database);
    }

    /** The names of the commands since this was last asked. */
    public List<String> commands() {
        List<String> sent = List.copyOf(commands);
        commands.clear();
        return sent;
    }

    @Override
    public void close() {
        client.close();
    }
}
