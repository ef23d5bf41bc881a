package io.taskmill.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The driver's documents as plain maps, since a {@code Document} never equals a map of the same content. */
final class PlainDocument {

    private PlainDocument() {}

    static Map<String, @Nullable Object> of(Map<?, ?> document) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        document.forEach((key, value) -> plain.put(key.toString(), value(value)));
        return plain;
    }

    private static @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> document -> of(document);
            case List<?> list -> {
                List<@Nullable Object> plain = new ArrayList<>();
                list.forEach(element -> plain.add(value(element)));
                yield plain;
            }
            case null, default -> value;
        };
    }
}
