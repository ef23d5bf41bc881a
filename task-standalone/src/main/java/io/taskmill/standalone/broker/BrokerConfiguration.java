package io.taskmill.standalone.broker;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What the broker consists of, in the form in which it reads it: one port, one virtual host, one user. */
record BrokerConfiguration(String host, int port, String virtualHost, String username, String password) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Settings that hold for the broker as a whole. */
    static Map<String, String> context() {
        return Map.of(
                // Topology asks for quorum queues and single active consumers where there are such.
                "queue.behaviourOnUnknownDeclareArgument", "IGNORE",
                "broker.failStartupWithErroredChild", "true",
                "broker.failStartupWithErroredChildScope", "ALL");
    }

    /** A URL that contains it: it holds the password, so it is in no file. */
    String url() {
        String json = JSON.writeValueAsString(broker());
        return "data:application/json;base64,"
                + Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, Object> broker() {
        return Map.of(
                "name", "taskmill",
                "modelVersion", "9.1",
                "authenticationproviders", List.of(users()),
                "ports", List.of(amqp()),
                "virtualhostnodes", List.of(node()));
    }

    private Map<String, Object> users() {
        return Map.of(
                "name",
                "users",
                "type",
                "Plain",
                "secureOnlyMechanisms",
                List.of(),
                "users",
                List.of(Map.of("name", username, "type", "managed", "password", password)));
    }

    private Map<String, Object> amqp() {
        return Map.of(
                "name",
                "amqp",
                "type",
                "AMQP",
                "port",
                port,
                "bindingAddress",
                host,
                "protocols",
                List.of("AMQP_0_9_1"),
                "authenticationProvider",
                "users",
                "virtualhostaliases",
                List.of(
                        Map.of("name", "byName", "type", "nameAlias"),
                        Map.of("name", "default", "type", "defaultAlias")));
    }

    private Map<String, Object> node() {
        return Map.of(
                "name",
                virtualHost,
                "type",
                "Memory",
                "defaultVirtualHostNode",
                "true",
                "virtualHostInitialConfiguration",
                JSON.writeValueAsString(Map.of("type", "Memory")));
    }

    @Override
    public String toString() {
        return "broker on " + host + ":" + port;
    }
}
