package io.taskmill.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Ends, starts and freezes single nodes of {@code ./taskmill cluster}: three RabbitMQ nodes and three MongoDB members, each known
 * by a name such as {@code rabbitmq-2}.
 */
public final class LocalCluster {

    private static final int NODES = 3;

    private LocalCluster() {}

    /** The names of the RabbitMQ nodes. */
    public static List<String> brokerNodes() {
        return names("rabbitmq");
    }

    /** The names of the MongoDB members. */
    public static List<String> storeMembers() {
        return names("mongodb");
    }

    private static List<String> names(String server) {
        return IntStream.rangeClosed(1, NODES)
                .mapToObj(node -> server + "-" + node)
                .toList();
    }

    /**
     * Where all RabbitMQ nodes are.
     *
     * @return {@code host:port,host:port,host:port}
     * @throws TestkitException if one does not run
     */
    public static String brokerAddresses() {
        return brokerNodes().stream()
                .map(node -> file(node).broker().orElseThrow(() -> new TestkitException(node + " does not run")))
                .map(address -> address.host() + ":" + address.port())
                .collect(Collectors.joining(","));
    }

    /** Ends a node at once (SIGKILL). */
    public static void kill(String node) {
        Signals.kill(pid(node));
    }

    /** Stops a node in good order. */
    public static void stop(String node) {
        Script.run("cluster", "stop", node);
    }

    /** Returns when a node accepts connections. */
    public static void start(String node) {
        Script.run("cluster", "start", node);
    }

    /** Freezes a node (SIGSTOP). */
    public static void suspend(String node) {
        Signals.send("STOP", pid(node));
    }

    /** Lets a node go on. */
    public static void resume(String node) {
        Signals.send("CONT", pid(node));
    }

    private static long pid(String node) {
        return file(node)
                .pid(node.substring(0, node.indexOf('-')))
                .orElseThrow(() -> new TestkitException(node + " does not run"));
    }

    private static ServicesFile file(String node) {
        String number = node.substring(node.indexOf('-') + 1);
        return ServicesFile.read(
                ProjectRoot.find().resolve(Path.of(".taskmill", "services-" + number, "services.properties")));
    }
}
