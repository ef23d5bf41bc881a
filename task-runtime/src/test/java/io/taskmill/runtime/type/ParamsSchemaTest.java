package io.taskmill.runtime.type;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.taskmill.handler.Limits;
import io.taskmill.handler.Matches;
import io.taskmill.handlers.basic.CountHandler;
import io.taskmill.handlers.basic.FailHandler;
import io.taskmill.handlers.basic.http.HttpCall;
import java.util.List;
import java.util.Map;
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

    private record Ruled(
            @Limits(min = 1, max = 2) List<@Limits(min = 3, max = 4) Integer> numbers,
            @Limits(max = 1) Map<@Matches("[a-z]+") String, @Limits(max = 5) String> texts,
            Map<String, Point> points) {}

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
                    "failures": {"type": "integer", "minimum": 0, "maximum": 1000},
                    "message": {"type": "string", "minLength": 1, "maxLength": 1000},
                    "retryAfterSeconds": {"type": "integer", "minimum": 0, "maximum": 86400},
                    "retryable": {"type": "boolean"}
                  },
                  "required": ["message"],
                  "additionalProperties": false
                }""");
    }

    @Test
    void isThisForHttpCall() {
        assertSchema(HttpCall.class, """
                {
                  "$schema": "https://json-schema.org/draft/2020-12/schema",
                  "type": "object",
                  "properties": {
                    "body": {"type": "string", "minLength": 0, "maxLength": 131072},
                    "expect": {
                      "type": "array", "minItems": 1, "maxItems": 20,
                      "items": {"type": "string", "pattern": "^(?:[2-5]xx|[2-5][0-9][0-9])$"}
                    },
                    "headers": {
                      "type": "object", "minProperties": 0, "maxProperties": 50,
                      "propertyNames": {
                        "pattern": "^(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+)$", "minLength": 1, "maxLength": 128
                      },
                      "additionalProperties": {
                        "type": "string", "pattern": "^(?:[\\\\t -~]*)$", "minLength": 0, "maxLength": 4096
                      }
                    },
                    "method": {"type": "string", "enum": ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]},
                    "timeout": {
                      "type": "string", "format": "duration",
                      "pattern": "^(?:PT([1-9][0-9]?|[1-5][0-9][0-9]|600)S|PT[1-9]M([1-5]?[0-9]S)?|PT10M)$"
                    },
                    "url": {
                      "type": "string", "minLength": 1, "maxLength": 4096,
                      "pattern": "^(?:[Hh][Tt][Tt][Pp][Ss]?://[A-Za-z0-9.:\\\\[\\\\]-]+([/?#][!-~]*)?)$"
                    }
                  },
                  "required": ["method", "url"],
                  "additionalProperties": false
                }""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"method\": \"GET\", \"url\": \"http://example.com\"}",
                "{\"method\": \"POST\", \"url\": \"HTTPS://[::1]:8443/a?b=%20#c\", \"headers\": {\"Accept\": \"*/*\"},"
                        + " \"body\": \"x\", \"timeout\": \"PT1M30S\", \"expect\": [\"2xx\", \"404\"]}",
                "{\"method\": \"HEAD\", \"url\": \"http://example.com/\", \"headers\": {}}"
            })
    void takesWhatHttpCallTakes(String document) {
        assertThat(errors(HttpCall.class, document)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"method\": \"TRACE\", \"url\": \"http://h/\"}",
                "{\"method\": \"get\", \"url\": \"http://h/\"}",
                "{\"method\": \"GET\", \"url\": \"ftp://h/\"}",
                "{\"method\": \"GET\", \"url\": \"http://pst7Q2@h/\"}",
                "{\"method\": \"GET\", \"url\": \"http://user:pst7Q2@h/\"}",
                "{\"method\": \"GET\", \"url\": \"http://h/ pst7Q2\"}",
                "{\"method\": \"GET\", \"url\": \"http://h/\", \"headers\": {\"a b\": \"\"}}",
                "{\"method\": \"GET\", \"url\": \"http://h/\", \"headers\": {\"\": \"\"}}",
                "{\"method\": \"GET\", \"url\": \"http://h/\", \"headers\": {\"a\": \"pst7Q2\\r\\nb: c\"}}",
                "{\"method\": \"GET\", \"url\": \"http://h/\", \"headers\": {\"a\": 1}}",
                "{\"method\": \"GET\", \"url\": \"http://h/\", \"headers\": [\"a\"]}",
                "{\"method\": \"GET\", \"url\": \"http://h/\", \"timeout\": \"PT0S\"}",
                "{\"method\": \"GET\", \"url\": \"http://h/\", \"timeout\": \"PT11M\"}",
                "{\"method\": \"GET\", \"url\": \"http://h/\", \"timeout\": 30}",
                "{\"method\": \"GET\", \"url\": \"http://h/\", \"expect\": []}",
                "{\"method\": \"GET\", \"url\": \"http://h/\", \"expect\": [\"1xx\"]}",
                "{\"method\": \"GET\", \"url\": \"http://h/\", \"expect\": [200]}",
                "{\"method\": \"GET\", \"url\": \"http://h/\", \"more\": 1}",
                "{\"method\": \"GET\"}"
            })
    void refusesWhatHttpCallMustNotGetAndDoesNotShowIt(String document) {
        assertThat(errors(HttpCall.class, document)).isNotEmpty().noneMatch(error -> error.getMessage()
                .contains("pst7Q2"));
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
    void boundsListsMapsAndWhatIsInThem() {
        String begin = "{\"numbers\": ";
        assertThat(errors(
                        Ruled.class,
                        begin + "[3, 4], \"texts\": {\"a\": \"12345\"}, \"points\": {\"A\": {\"x\": 1, \"y\": 2}}}"))
                .isEmpty();
        assertThat(List.of(
                        "[], \"texts\": {}, \"points\": {}}",
                        "[3, 3, 3], \"texts\": {}, \"points\": {}}",
                        "[2], \"texts\": {}, \"points\": {}}",
                        "[5], \"texts\": {}, \"points\": {}}",
                        "[3], \"texts\": {\"a\": \"\", \"b\": \"\"}, \"points\": {}}",
                        "[3], \"texts\": {\"A\": \"\"}, \"points\": {}}",
                        "[3], \"texts\": {\"ab\\n\": \"\"}, \"points\": {}}",
                        "[3], \"texts\": {\"a\": \"123456\"}, \"points\": {}}",
                        "[3], \"texts\": {\"a\": 1}, \"points\": {}}",
                        "[3], \"texts\": {}, \"points\": {\"A\": {\"x\": 1}}}"))
                .allSatisfy(
                        rest -> assertThat(errors(Ruled.class, begin + rest)).hasSize(1));
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
