package io.taskmill.messaging.codec;

import io.taskmill.model.Json;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/** Carries a {@link Json} as what it is: a JSON value within the message, its numbers kept digit by digit. */
final class RawJson {

    private RawJson() {}

    static final class Serializer extends StdSerializer<Json> {

        Serializer() {
            super(Json.class);
        }

        @Override
        public void serialize(Json value, JsonGenerator generator, SerializationContext context) {
            generator.writeRawValue(value.text());
        }
    }

    static final class Deserializer extends StdDeserializer<Json> {

        Deserializer() {
            super(Json.class);
        }

        @Override
        public Json deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                return new Json("null");
            }
            StringWriter text = new StringWriter();
            try (JsonGenerator copy = context.tokenStreamFactory().createGenerator(ObjectWriteContext.empty(), text)) {
                copy(parser, copy);
            }
            return new Json(text.toString());
        }

        /** Like Jackson's own copying, but a number keeps its text: 1e2 and -0.0 stay what they are. */
        private static void copy(JsonParser from, JsonGenerator to) {
            int depth = 0;
            do {
                JsonToken token = from.currentToken();
                if (token.isNumeric()) {
                    to.writeNumber(from.getString());
                } else {
                    to.copyCurrentEvent(from);
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth > 0) {
                    from.nextToken();
                }
            } while (depth > 0);
        }
    }
}
