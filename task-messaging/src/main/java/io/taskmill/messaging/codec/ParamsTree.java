package io.taskmill.messaging.codec;

import io.taskmill.model.Json;
import io.taskmill.model.type.AdmissionKeys;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Parameters, read for the keys that are made of them. */
public record ParamsTree(JsonNode root) implements AdmissionKeys.Params {

    /** A key has a number as it was written. */
    private static final JsonMapper AS_WRITTEN = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Of what cannot be read, such as a number of thousands of digits, there is nothing. */
    public static ParamsTree of(Json params) {
        try {
            return new ParamsTree(AS_WRITTEN.readTree(params.text()));
        } catch (JacksonException e) {
            return new ParamsTree(MissingNode.getInstance());
        }
    }

    @Override
    public Optional<String> text(List<String> path) {
        JsonNode value = root;
        for (String name : path) {
            value = value.path(name);
        }
        return value.isString() || value.isNumber() || value.isBoolean()
                ? Optional.of(value.asString())
                : Optional.empty();
    }
}
