package io.taskmill.api.body;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.messaging.codec.JsonText;
import io.taskmill.model.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as RFC 8259 has it and no more: UTF-8, one value, no name twice, depth bounded. Numbers lose no digit. */
public final class StrictJson {

    private static final int MAX_DEPTH = 64;

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** @throws ApiException unless it is UTF-8 */
    public String decode(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ApiException.of(ProblemType.MALFORMED, "The body is not UTF-8.", e);
        }
    }

    /** @throws ApiException unless it is one JSON value */
    public JsonNode parse(String text) {
        JsonNode tree;
        try {
            tree = mapper.readTree(text);
        } catch (JacksonException e) {
            throw malformed(e);
        }
        if (tree.isMissingNode()) {
            throw ApiException.of(ProblemType.MALFORMED, "The body is empty.");
        }
        return tree;
    }

    /** A member of the object as it was written, without the space around its parts. The object must have it. */
    public Json rawMember(String object, String name) {
        try (JsonParser parser = mapper.createParser(object)) {
            parser.nextToken();
            while (!name.equals(parser.nextName())) {
                parser.nextToken();
                parser.skipChildren();
            }
            parser.nextToken();
            return JsonText.of(parser);
        }
    }

    private static ApiException malformed(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        String what = String.valueOf(e.getOriginalMessage());
        if (location == null || location.getLineNr() < 1) {
            return ApiException.of(ProblemType.MALFORMED, what, e);
        }
        return ApiException.of(
                        ProblemType.MALFORMED,
                        "Line " + location.getLineNr() + ", column " + location.getColumnNr() + ": " + what,
                        e)
                .with("line", location.getLineNr())
                .with("column", location.getColumnNr());
    }
}
