package io.taskmill.testkit;

import java.net.URI;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/**
 * Stops and starts the local servers of this checkout, for tests of what happens meanwhile. Their data is kept. Only for
 * servers that {@code ./taskmill services} started: a given server or a container is nobody's to stop.
 */
public final class LocalServers {

    /** A server, by its name in {@code ./taskmill services}. */
    public enum Server {
        RABBITMQ("rabbitmq"),
        MONGODB("mongodb");

        private final String argument;

        Server(String argument) {
            this.argument = argument;
        }
    }

    private static final String MORE_THAN_ANY_DISK_HAS = "1000000GB";
    private static final String CONFIGURED_DISK_FREE_LIMIT = "50MB";

    private LocalServers() {}

    /** Whether these are the servers in use, and not given ones or containers. */
    public static boolean serve(RealBroker broker, RealStore store) {
        boolean ownStore = ServicesFile.ofProject()
                .store()
                .filter(local -> URI.create(local.uri()).getAuthority().equals(authority(store)))
                .isPresent();
        return serve(broker) && ownStore;
    }

    /** Whether this is the broker in use, and not a given one or a container. */
    public static boolean serve(RealBroker broker) {
        return ServicesFile.ofProject()
                .broker()
                .filter(local -> local.port() == broker.port())
                .isPresent();
    }

    /**
     * What RabbitMQ has been asked for since its start, in all virtual hosts; about a second old.
     *
     * @param connections that were opened
     * @param channels that were opened
     * @param declarations of queues, those that were there already included
     */
    public record Churn(long connections, long channels, long declarations) {

        /** What came after that. */
        public Churn since(Churn before) {
            return new Churn(
                    connections - before.connections, channels - before.channels, declarations - before.declarations);
        }
    }

    /** @throws TestkitException if RabbitMQ does not run */
    public static Churn churn() {
        JsonNode rates = overview().path("churn_rates");
        return new Churn(
                rates.path("connection_created").asLong(),
                rates.path("channel_created").asLong(),
                rates.path("queue_declared").asLong());
    }

    /**
     * How many channels RabbitMQ has open, in all virtual hosts; about a second old.
     *
     * @throws TestkitException if RabbitMQ does not run
     */
    public static int channels() {
        return overview().path("object_totals").path("channels").asInt();
    }

    private static JsonNode overview() {
        BrokerAddress address = ServicesFile.ofProject()
                .broker()
                .orElseThrow(() -> new TestkitException(Server.RABBITMQ.argument + " does not run"));
        try (Management management = new Management(address)) {
            return management.get("", "overview").orElseThrow();
        }
    }

    /** Closes all connections in the broker's virtual host at once; clients see {@code CONNECTION_FORCED}. */
    public static void closeConnections(RealBroker broker) {
        Script.run("services", "rabbitmqctl", "close_all_connections", "--vhost", broker.virtualHost(), "all at once");
    }

    /** @throws TestkitException if it does not stop */
    public static void stop(Server server) {
        Script.run("services", "stop", server.argument);
    }

    /**
     * Ends it at once (SIGKILL): nothing of it runs any more when this returns.
     *
     * @throws TestkitException if it does not run
     */
    public static void kill(Server server) {
        Signals.kill(pid(server));
    }

    /**
     * Freezes it (SIGSTOP): its connections stay open and nothing answers.
     *
     * @throws TestkitException if it does not run
     */
    public static void suspend(Server server) {
        Signals.send("STOP", pid(server));
    }

    /**
     * Lets it go on after {@link #suspend}.
     *
     * @throws TestkitException if it does not run
     */
    public static void resume(Server server) {
        Signals.send("CONT", pid(server));
    }

    /**
     * Its process.
     *
     * @throws TestkitException if it does not run
     */
    public static long pid(Server server) {
        return ServicesFile.ofProject()
                .pid(server.argument)
                .orElseThrow(() -> new TestkitException(server.argument + " does not run"));
    }

    /**
     * Returns when it accepts connections.
     *
     * @throws TestkitException if it does not start
     */
    public static void start(Server server) {
        Script.run("services", "start", server.argument);
    }

    /**
     * Has RabbitMQ raise its disk alarm, as if next to no space were left: it stops reading from connections that publish.
     * All virtual hosts of the node are concerned, so nothing else may use it meanwhile.
     */
    public static void blockPublishers() {
        Script.run("services", "rabbitmqctl", "set_disk_free_limit", MORE_THAN_ANY_DISK_HAS);
    }

    /** Ends what {@link #blockPublishers} has begun. */
    public static void unblockPublishers() {
        Script.run("services", "rabbitmqctl", "set_disk_free_limit", CONFIGURED_DISK_FREE_LIMIT);
    }

    /**
     * Lets the broker close the channel of each consumer that leaves a delivery unacknowledged for so long, and look for
     * them every five seconds. For channels that are opened from now on, until the broker stops.
     *
     * @param longest how long a delivery may stay unacknowledged
     */
    public static void limitUnacknowledged(Duration longest) {
        set("channel_tick_interval", Duration.ofSeconds(5));
        set("consumer_timeout", longest);
    }

    /**
     * Lets all channels get stuck on which the broker confirms in this virtual host, as RabbitMQ's own mistakes do at times:
     * nothing is confirmed and nothing answered there, while the connection and other channels work on.
     */
    public static void suspendConfirms(RealBroker broker) {
        toConfirmingChannels(broker, "suspend");
    }

    /** Ends what {@link #suspendConfirms} has begun. */
    public static void resumeConfirms(RealBroker broker) {
        toConfirmingChannels(broker, "resume");
    }

    /** A suspended channel does not tell whether it confirms: which these were is kept in the broker meanwhile. */
    private static void toConfirmingChannels(RealBroker broker, String what) {
        String channels = what.equals("suspend")
                ? "[C || C <- rabbit_channel:list_local(), rabbit_channel:info(C, [vhost, confirm]) =:= [{vhost, <<\"%s\">>}, {confirm, true}]]"
                        .formatted(broker.virtualHost())
                : "persistent_term:get(taskmill_suspended, [])";
        Script.run(
                "services",
                "rabbitmqctl",
                "eval",
                "Cs = %s, [sys:%s(C) || C <- Cs, is_process_alive(C)], persistent_term:put(taskmill_suspended, Cs)."
                        .formatted(channels, what));
    }

    /** What the broker did before {@link #limitUnacknowledged}. */
    public static void limitNothing() {
        set("channel_tick_interval", Duration.ofMinutes(1));
        set("consumer_timeout", Duration.ofMinutes(30));
    }

    private static void set(String setting, Duration value) {
        Script.run(
                "services",
                "rabbitmqctl",
                "eval",
                "application:set_env(rabbit, %s, %d).".formatted(setting, value.toMillis()));
    }

    private static String authority(RealStore store) {
        return String.valueOf(URI.create(store.uri()).getAuthority());
    }
}
