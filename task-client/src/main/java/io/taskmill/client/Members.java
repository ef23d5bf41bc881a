package io.taskmill.client;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The members of one object of an answer. One that is null counts as absent, one of a wrong kind is an error. */
final class Members {

    private final ObjectNode object;

    private Members(ObjectNode object) {
        this.object = object;
    }

    /** @throws IllegalArgumentException if it is no object */
    static Members of(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return new Members(object);
        }
        throw new IllegalArgumentException("it is no JSON object");
    }

    @Nullable String text(String name) {
        JsonNode value = present(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            throw wrong(name, "a string");
        }
        return value.stringValue();
    }

    String requiredText(String name) {
        String text = text(name);
        if (text == null) {
            throw new IllegalArgumentException("it has no member '" + name + "'");
        }
        return text;
    }

    boolean flag(String name) {
        JsonNode value = present(name);
        if (value != null && !value.isBoolean()) {
            throw wrong(name, "true or false");
        }
        return value != null && value.booleanValue();
    }

    /** The number without its fraction; 0 if it is absent. */
    long number(String name) {
        JsonNode value = present(name);
        if (value == null) {
            return 0;
        }
        BigDecimal number = value.isNumber() ? value.decimalValue() : null;
        if (number == null || number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw wrong(name, "a number of 64 bits");
        }
        return number.longValue();
    }

    int smallNumber(String name) {
        return Math.clamp(number(name), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    @Nullable Instant instant(String name) {
        return parsed(name, "an instant of ISO 8601", Instant::parse);
    }

    @Nullable Duration duration(String name) {
        return parsed(name, "a duration of ISO 8601", Duration::parse);
    }

    /** All of it as JSON. */
    String toJson() {
        return object.toString();
    }

    /** Any value as JSON. */
    @Nullable String json(String name) {
        JsonNode value = object.get(name);
        return value == null ? null : value.toString();
    }

    @Nullable Members object(String name) {
        JsonNode value = present(name);
        if (value == null) {
            return null;
        }
        if (value instanceof ObjectNode inner) {
            return new Members(inner);
        }
        throw wrong(name, "an object");
    }

    List<Members> objects(String name) {
        if (!(present(name) instanceof ArrayNode array)) {
            throw wrong(name, "an array");
        }
        List<Members> all = new ArrayList<>();
        array.forEach(element -> all.add(of(element)));
        return all;
    }

    /** The strings of an array; empty if it is absent. */
    List<String> texts(String name) {
        JsonNode value = present(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || !value.valueStream().allMatch(JsonNode::isString)) {
            throw wrong(name, "an array of strings");
        }
        return value.valueStream().map(JsonNode::stringValue).toList();
    }

    /** An object of numbers, in its order. */
    Map<String, Long> numbers(String name) {
        Members inner = object(name);
        if (inner == null) {
            throw wrong(name, "an object");
        }
        Map<String, Long> numbers = new LinkedHashMap<>();
        inner.object.propertyNames().forEach(member -> numbers.put(member, inner.number(member)));
        return numbers;
    }

    private <T> @Nullable T parsed(String name, String kind, Function<String, T> parse) {
        String text = text(name);
        try {
            return text == null ? null : parse.apply(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("its member '" + name + "' is not " + kind + ": " + text, e);
        }
    }

    private @Nullable JsonNode present(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static IllegalArgumentException wrong(String name, String kind) {
        return new IllegalArgumentException("its member '" + name + "' is not " + kind);
    }
}
