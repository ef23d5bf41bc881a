package io.taskmill.messaging.codec;

import io.taskmill.model.TaskId;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which task a message is about, as far as its bytes tell: read leniently, since it may be one that cannot be decoded.
 * That is its {@code message.task}, or that of all its {@code message.events}.
 *
 * @param kind the message's; null if it tells none
 * @param epoch the one epoch that stands beside it; empty if there is none, or there are several
 */
public record MentionedTask(@Nullable String kind, TaskId task, OptionalInt epoch) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Empty if the bytes tell no task, or several. Members that come after what is no JSON are not read. */
    public static Optional<MentionedTask> in(byte[] body) {
        Reader found = new Reader();
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                found.envelope(parser);
            }
        } catch (JacksonException e) {
            return found.one(); // what stood before it is told all the same
        }
        return found.one();
    }

    private static final class Reader {

        private final Set<TaskId> tasks = new HashSet<>();
        private final Set<Integer> epochs = new HashSet<>();
        private @Nullable String kind;
        private boolean unreadable;

        void envelope(JsonParser parser) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean message = "message".equals(parser.currentName());
                if (parser.nextToken() == JsonToken.START_OBJECT && message) {
                    members(parser, true);
                } else {
                    parser.skipChildren();
                }
            }
        }

        /** @param message whether they are the message's own, and not those of one of its events */
        private void members(JsonParser parser, boolean message) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if ("events".equals(name) && value == JsonToken.START_ARRAY) {
                    events(parser);
                } else {
                    kind(parser, message && "kind".equals(name), value);
                    member(parser, name, value);
                }
            }
        }

        private void events(JsonParser parser) {
            JsonToken element = parser.nextToken();
            while (element != null && element != JsonToken.END_ARRAY) {
                if (element == JsonToken.START_OBJECT) {
                    members(parser, false);
                } else {
                    parser.skipChildren();
                }
                element = parser.nextToken();
            }
        }

        private void kind(JsonParser parser, boolean told, JsonToken value) {
            if (told) {
                unreadable |= kind != null || value != JsonToken.VALUE_STRING;
                kind = parser.getString();
            }
        }

        private void member(JsonParser parser, String name, JsonToken value) {
            if ("task".equals(name)) {
                task(value == JsonToken.VALUE_STRING ? parser.getString() : "");
            } else if ("epoch".equals(name) && value == JsonToken.VALUE_NUMBER_INT) {
                epochs.add(parser.getIntValue());
            }
            parser.skipChildren();
        }

        private void task(String text) {
            try {
                tasks.add(TaskId.parse(text));
            } catch (IllegalArgumentException e) {
                unreadable = true;
            }
        }

        Optional<MentionedTask> one() {
            Iterator<TaskId> all = tasks.iterator();
            return unreadable || tasks.size() != 1
                    ? Optional.empty()
                    : Optional.of(new MentionedTask(kind, all.next(), epoch()));
        }

        private OptionalInt epoch() {
            return epochs.size() == 1 && epochs.iterator().next() >= 1
                    ? OptionalInt.of(epochs.iterator().next())
                    : OptionalInt.empty();
        }
    }
}
