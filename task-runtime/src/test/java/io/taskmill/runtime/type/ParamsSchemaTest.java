package io.taskmill.runtime.type;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.taskmill.handlers.basic.CountHandler;
import io.taskmill.handlers.basic.FailHandler;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ParamsSchemaTest {

    private static final JsonMapper JSON = new JsonMapper();

    private enum Colour {
        RED,
        GREEN
    }

    private record Point(int x, int y) {}

    private record Drawing(
            List<Integer> layers,
            Point origin,
            @Nullable Point end,
            Colour colour,
            @Nullable Long seed,
            boolean filled) {}

    private final ParamsSchema schemas = new ParamsSchema();

    @Test
    void isThisForCount() {
        assertSchema(CountHandler.Params.class, """
                {
                  "$schema": "https://json-schema.org/draft/2020-12/schema",
                  "type": "object",
                  "properties": {"times": {"type": "integer", "minimum": 0, "maximum": 86400}},
                  "required": ["times"],
                  "additionalProperties": false
                }""");
    }

    @Test
    void isThisForFail() {
        assertSchema(FailHandler.Params.class, """
                {
                  "$schema": "https://json-schema.org/draft/2020-12/schema",
                  "type": "object",
                  "properties": {
                    "afterRounds": {"type": "integer", "minimum": 0, "maximum": 86400},
                    "message": {"type": "string", "minLength": 1, "maxLength": 1000}
                  },
                  "required": ["message"],
                  "additionalProperties": false
                }""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"times\": 0}", "{\"times\": 86400}"})
    void takesWhatCountTakes(String document) {
        assertThat(errors(CountHandler.Params.class, document)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"times\": -1}",
                "{\"times\": 86401}",
                "{\"times\": 1.5}",
                "{\"times\": \"1\"}",
                "{\"times\": null}",
                "{\"times\": 1, \"more\": 2}",
                "[]",
                "null"
            })
    void refusesWhatCountCannotRead(String document) {
        assertThat(errors(CountHandler.Params.class, document)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"message\": \"x\"}", "{\"message\": \"x\", \"afterRounds\": 3}"})
    void doesNotRequireWhatMayBeAbsent(String document) {
        assertThat(errors(FailHandler.Params.class, document)).isEmpty();
    }

    @Test
    void boundsTheLengthOfTexts() {
        assertThat(errors(FailHandler.Params.class, "{\"message\": \"\"}")).isNotEmpty();
        assertThat(errors(FailHandler.Params.class, "{\"message\": \"" + "x".repeat(1_000) + "\"}"))
                .isEmpty();
        assertThat(errors(FailHandler.Params.class, "{\"message\": \"" + "x".repeat(1_001) + "\"}"))
                .isNotEmpty();
    }

    @Test
    void describesNestedRecordsListsAndEnumerations() {
        String whole = """
                {"layers": [1, 2], "origin": {"x": 0, "y": 0}, "end": {"x": 1, "y": 1}, "colour": "RED",
                 "seed": 1, "filled": true}""";
        assertThat(errors(Drawing.class, whole)).isEmpty();
        assertThat(errors(
                        Drawing.class,
                        "{\"layers\": [], \"origin\": {\"x\": 0, \"y\": 0}, \"colour\": \"GREEN\","
                                + " \"filled\": false}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"layers\": [], \"origin\": {\"x\": 0}, \"colour\": \"RED\", \"filled\": true}",
                "{\"layers\": [], \"origin\": {\"x\": 0, \"y\": 0, \"z\": 0}, \"colour\": \"RED\", \"filled\": true}",
                "{\"layers\": [], \"origin\": {\"x\": 0, \"y\": 0}, \"colour\": \"BLUE\", \"filled\": true}",
                "{\"layers\": [\"a\"], \"origin\": {\"x\": 0, \"y\": 0}, \"colour\": \"RED\", \"filled\": true}",
                "{\"layers\": [], \"origin\": {\"x\": 0, \"y\": 0}, \"end\": {}, \"colour\": \"RED\", \"filled\": true}"
            })
    void refusesNestedRecordsThatCannotBeRead(String document) {
        assertThat(errors(Drawing.class, document)).isNotEmpty();
    }

    @Test
    void isTheSameEachTime() {
        assertThat(schemas.of(Drawing.class)).isEqualTo(new ParamsSchema().of(Drawing.class));
    }

    private void assertSchema(Class<?> params, String expected) {
        assertThat(JSON.readTree(schemas.of(params).text())).isEqualTo(JSON.readTree(expected));
    }

    private List<com.networknt.schema.Error> errors(Class<?> params, String document) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schemas.of(params).text(), InputFormat.JSON);
        return schema.validate(document, InputFormat.JSON);
    }
}
