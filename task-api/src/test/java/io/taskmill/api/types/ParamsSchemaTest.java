package io.taskmill.api.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskmill.api.problem.Violation;
import io.taskmill.model.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ParamsSchemaTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final ParamsSchema schema = ParamsSchema.compile(new Json("""
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "required": ["times"],
             "properties": {
               "times": {"type": "integer", "minimum": 1, "maximum": 100},
               "a/b~c": {"type": "array", "items": {"type": "string", "maxLength": 2}}},
             "additionalProperties": false}"""));

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {"times":"many"}               | /params/times | string found, integer expected
            {"times":0}                    | /params/times | minimum value of 1
            {"times":12345678901234567890} | /params/times | maximum value of 100
            {}                             | /params/times | required property 'times' not found
            {"times":1,"z/z":1}            | /params/z~1z | not defined in the schema
            {"times":1,"a/b~c":["abc"]}    | /params/a~1b~0c/0 | at most 2 characters
            5                              | /params | integer found, object expected
            """)
    void aViolationPointsIntoTheBody(String params, String pointer, String message) {
        assertThat(schema.violations(JSON.readTree(params), "/params"))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.pointer()).isEqualTo(pointer);
                    assertThat(violation.message()).contains(message);
                });
    }

    @Test
    void allViolationsAreToldInOrder() {
        assertThat(schema.violations(JSON.readTree("{\"times\":0,\"a/b~c\":[1,\"abc\"],\"y\":1}"), "/params"))
                .extracting(Violation::pointer)
                .containsExactly("/params/a~1b~0c/0", "/params/a~1b~0c/1", "/params/times", "/params/y");
    }

    @Test
    void whatFulfilsTheSchemaHasNone() {
        assertThat(schema.violations(JSON.readTree("{\"times\":100,\"a/b~c\":[\"ab\"]}"), "/params"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\":\"https://127.0.0.1:9/other.json\"}",
                "{\"$ref\":\"#/$defs/none\"}",
                "{\"pattern\":\"[\"}",
                "{\"minimum\":\"x\"}",
                "no json"
            })
    void whatIsNoUsableSchemaDoesNotCompile(String text) {
        assertThatThrownBy(() -> ParamsSchema.compile(new Json(text))).isInstanceOf(RuntimeException.class);
    }
}
