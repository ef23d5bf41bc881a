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
                copy.copyCurrentStructureExact(parser);
            }
            return new Json(text.toString());
        }
    }
}
