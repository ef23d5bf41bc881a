package io.taskmill.store;

import io.taskmill.model.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Reads and writes single values where {@link Document} needs help. Instants and durations keep milliseconds. */
final class BsonValues {

    private BsonValues() {}

    static void put(Document document, String field, @Nullable Instant value) {
        if (value != null) {
            document.append(field, Date.from(value));
        }
    }

    static void put(Document document, String field, @Nullable String value) {
        if (value != null) {
            document.append(field, value);
        }
    }

    static void put(Document document, String field, @Nullable Duration value) {
        if (value != null) {
            document.append(field, value.toMillis());
        }
    }

    static @Nullable Duration duration(Document document, String field) {
        Long millis = document.getLong(field);
        return millis == null ? null : Duration.ofMillis(millis);
    }

    static @Nullable Instant instant(Document document, String field) {
        Date value = document.getDate(field);
        return value == null ? null : value.toInstant();
    }

    static Instant requiredInstant(Document document, String field) {
        return document.getDate(field).toInstant();
    }

    static List<Document> documents(Document document, String field) {
        List<Document> values = document.getList(field, Document.class);
        return values == null ? List.of() : values;
    }

    /** Ids of tasks as text. */
    static List<String> texts(List<TaskId> tasks) {
        return tasks.stream().map(TaskId::toString).toList();
    }

    /** The same read; none if the field is absent. */
    static List<TaskId> tasks(Document document, String field) {
        List<String> texts = document.getList(field, String.class);
        return texts == null ? List.of() : texts.stream().map(TaskId::parse).toList();
    }
}
