package io.taskmill.api.idempotency;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells one body from another, whatever the order of its members and the space between them. A member of the body that is
 * null is as if it were absent. Numbers are compared as they were read: whole ones are the same however they are written,
 * of others each digit counts.
 */
public final class Fingerprint {

    private static final JsonMapper SORTED =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    private Fingerprint() {}

    /** In 64 hexadecimal digits. */
    public static String of(ObjectNode body) {
        ObjectNode present = body.objectNode();
        body.properties().stream()
                .filter(member -> !member.getValue().isNull())
                .forEach(member -> present.set(member.getKey(), member.getValue()));
        return Sha256.hex("taskmill submission 1", SORTED.writeValueAsString((JsonNode) present));
    }
}
