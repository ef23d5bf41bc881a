package io.taskmill.testkit;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A message as the management API takes and gives it, the payload in base64. */
final class MessageJson {

    private static final int PERSISTENT = 2;
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

    private MessageJson() {}

    /** Persistent unless {@code properties} say otherwise. */
    static Map<String, Object> write(
            String routingKey, Map<String, ?> properties, Map<String, ?> headers, byte[] body) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("delivery_mode", PERSISTENT);
        all.putAll(properties);
        all.put("headers", headers);
        return Map.of(
                "properties",
                all,
                "routing_key",
                routingKey,
                "payload",
                Base64.getEncoder().encodeToString(body),
                "payload_encoding",
                "base64");
    }

    static Received read(JsonNode message) {
        Map<String, Object> properties = map(message.path("properties"));
        properties.remove("headers");
        return new Received(
                message.path("exchange").asString(),
                message.path("routing_key").asString(),
                message.path("redelivered").asBoolean(),
                properties,
                map(message.path("properties").path("headers")),
                Base64.getDecoder().decode(message.path("payload").asString()));
    }

    /** The API writes an empty table as an empty list. */
    private static Map<String, Object> map(JsonNode table) {
        return table.isObject() ? JSON.convertValue(table, MAP) : new LinkedHashMap<>();
    }
}
