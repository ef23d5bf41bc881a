package io.taskmill.api.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.taskmill.model.EntityRef;
import io.taskmill.model.TaskId;
import io.taskmill.model.journal.JournalKind;
import io.taskmill.model.journal.JournalLevel;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the journal.
 *
 * @param text what has happened, in the reader's language
 * @param typeName what the type is called in the reader's language
 * @param args what the text is made of, by name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"id", "at", "kind", "level", "text", "task", "type", "typeName", "entity", "actor", "args"})
record JournalView(
        String id,
        Instant at,
        JournalKind kind,
        JournalLevel level,
        String text,
        @Nullable TaskId task,
        @Nullable String type,
        @Nullable String typeName,
        @Nullable EntityRef entity,
        @Nullable String actor,
        Map<String, String> args) {}
