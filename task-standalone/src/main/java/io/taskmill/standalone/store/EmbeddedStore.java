package io.taskmill.standalone.store;

import de.bwaldvogel.mongo.MongoServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;

/**
 * A server of MongoDB's protocol in this JVM, mongo-java-server, that keeps documents in memory and loses them when it is
 * closed. It listens on the loopback address only and knows no users: whoever may log in to this machine can read and
 * write it.
 *
 * <p>What differs from MongoDB is mended where that is possible (see {@link EmbeddedDatabase}); what is left is listed in
 * docs/architecture.md.
 */
public final class EmbeddedStore implements AutoCloseable {

    /** The only address that it listens on. */
    public static final String HOST = "127.0.0.1";

    /** Of more, one would read documents while another changes them. */
    private static final int WORKER_THREADS = 1;

    private final MongoServer server;
    private final int port;

    private EmbeddedStore(MongoServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a store and returns when it listens.
     *
     * @param port 0 for any free one
     * @throws EmbeddedStoreException if it does not start, for instance because the port is taken
     */
    public static EmbeddedStore start(int port, Clock clock) {
        MongoServer server = new MongoServer(new EmbeddedBackend(clock));
        try {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1, WORKER_THREADS);
        } catch (Exception e) { // Netty throws checked ones undeclared
            throw new EmbeddedStoreException(
                    "the embedded store cannot start on " + HOST + ":" + port + ": " + e.getMessage(), e);
        }
        return new EmbeddedStore(server, server.getLocalAddress().getPort());
    }

    public int port() {
        return port;
    }

    /** {@code mongodb://host:port/database} */
    public String uri(String database) {
        return "mongodb://" + HOST + ":" + port + "/" + database;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    @Override
    public String toString() {
        return "embedded store at " + HOST + ":" + port;
    }
}
