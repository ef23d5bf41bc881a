package io.taskmill.messaging.codec;

import io.taskmill.model.Json;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
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
            return JsonText.of(parser);
        }
    }
}
