package io.taskmill.messaging.codec;

import io.taskmill.model.Json;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Takes a JSON value out of a larger text as it was written: Jackson's own copying would make 1E+2 of 1e2. */
public final class JsonText {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /** The value that the parser stands at, without the space around its parts; the parser then stands at its end. */
    public static Json of(JsonParser parser) {
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            int depth = 0;
            do {
                JsonToken token = parser.currentToken();
                if (token.isNumeric()) {
                    copy.writeNumber(parser.getString());
                } else {
                    copy.copyCurrentEvent(parser);
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            } while (depth > 0 && parser.nextToken() != null);
        }
        return new Json(text.toString());
    }
}
