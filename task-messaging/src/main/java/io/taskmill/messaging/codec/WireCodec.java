package io.taskmill.messaging.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.taskmill.model.Json;
import io.taskmill.model.change.TasksChanged;
import io.taskmill.model.message.ControlMessage;
import io.taskmill.model.message.RunEvents;
import io.taskmill.model.message.ShardMessage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Messages as UTF-8 JSON: {@code {"v":1,"message":{"kind":"RUN",…}}}. Instants and durations are ISO-8601 texts, absent
 * values are left out, unknown fields are passed over, missing ones refused. Thread-safe.
 */
public final class WireCodec {

    /** The version that is written, and the only one that is read. */
    public static final int VERSION = 1;

    private record Wire(int v, ShardMessage message) {}

    private record ControlWire(int v, ControlMessage message) {}

    private record ChangesWire(int v, TasksChanged message) {}

    private final ObjectWriter writer;
    private final ObjectReader shardReader;
    private final ObjectReader controlReader;
    private final ObjectReader changesReader;
    private final ObjectReader anyReader;
    private final ObjectReader membersReader;
    private final ObjectReader elementsReader;

    public WireCodec() {
        JsonMapper mapper = JsonMapper.builder()
                .annotationIntrospector(new RequiredUnlessNullable())
                .addModule(new SimpleModule()
                        .addSerializer(Json.class, new RawJson.Serializer())
                        .addDeserializer(Json.class, new RawJson.Deserializer()))
                .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        writer = mapper.writer();
        shardReader = mapper.readerFor(Wire.class);
        controlReader = mapper.readerFor(ControlWire.class);
        changesReader = mapper.readerFor(ChangesWire.class);
        anyReader = mapper.readerFor(Map.class);
        membersReader = mapper.readerForMapOf(Json.class);
        elementsReader = mapper.readerForListOf(Json.class);
    }

    public byte[] encode(ShardMessage message) {
        return writer.writeValueAsBytes(new Wire(VERSION, message));
    }

    public byte[] encode(ControlMessage message) {
        return writer.writeValueAsBytes(new ControlWire(VERSION, message));
    }

    public byte[] encode(TasksChanged message) {
        return writer.writeValueAsBytes(new ChangesWire(VERSION, message));
    }

    /** @throws UndecodableException if these are not the bytes of a message of this version */
    public ShardMessage decodeShardMessage(byte[] body) {
        Wire wire = decode(Wire.class, shardReader, body);
        requireVersion(wire.v());
        return wire.message();
    }

    /** @throws UndecodableException if these are not the bytes of a message of this version */
    public ControlMessage decodeControlMessage(byte[] body) {
        ControlWire wire = decode(ControlWire.class, controlReader, body);
        requireVersion(wire.v());
        return wire.message();
    }

    /** @throws UndecodableException if these are not the bytes of a message of this version */
    public TasksChanged decodeTasksChanged(byte[] body) {
        ChangesWire wire = decode(ChangesWire.class, changesReader, body);
        requireVersion(wire.v());
        return wire.message();
    }

    /**
     * The events of one message as messages of their own: they are of different tasks. Members that this version does not
     * know stay in them.
     *
     * @return the message itself if it holds no events, or one
     * @throws UndecodableException if these are not the bytes of a message of this version
     */
    public List<byte[]> splitEvents(byte[] body) {
        if (!(decodeShardMessage(body) instanceof RunEvents all) || all.events().size() < 2) {
            return List.of(body);
        }
        Map<String, Json> wire = membersReader.readValue(body);
        Map<String, Json> message =
                membersReader.readValue(required(wire, "message").text());
        List<Json> events = elementsReader.readValue(required(message, "events").text());
        return events.stream()
                .map(event -> {
                    message.put("events", new Json("[" + event.text() + "]"));
                    wire.put("message", new Json(writer.writeValueAsString(message)));
                    return writer.writeValueAsBytes(wire);
                })
                .toList();
    }

    private static Json required(Map<String, Json> members, String name) {
        return Objects.requireNonNull(members.get(name), name);
    }

    private <T> T decode(Class<T> type, ObjectReader reader, byte[] body) {
        try {
            T value = type.cast(reader.readValue(body));
            if (value == null) {
                throw new UndecodableException("not a JSON object but null");
            }
            return value;
        } catch (JacksonException e) {
            requireReadableVersion(body, e);
            throw new UndecodableException(reasonOf(e), e);
        }
    }

    /** A message of another version is told as such, however else it looks. */
    private void requireReadableVersion(byte[] body, JacksonException original) {
        @Nullable Object version;
        try {
            Map<?, ?> any = anyReader.readValue(body);
            version = any == null ? null : any.get("v");
        } catch (JacksonException e) {
            throw new UndecodableException("not a JSON object: " + reasonOf(e), original);
        }
        if (!Integer.valueOf(VERSION).equals(version)) {
            throw new UndecodableException("unknown version " + version + ", this reads " + VERSION, original);
        }
    }

    private static void requireVersion(int version) {
        if (version != VERSION) {
            throw new UndecodableException("unknown version " + version + ", this reads " + VERSION);
        }
    }

    private static String reasonOf(JacksonException e) {
        return e.getOriginalMessage() + " at " + e.getPathReference();
    }
}
