package io.taskmill.api.stream;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.taskmill.api.text.Language;
import io.taskmill.api.view.TaskViews;
import io.taskmill.model.TaskId;
import io.taskmill.model.change.TasksChanged.Change;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes events of changes: rows as lists show them, and that there is none any more. */
@Component
class RowEvents {

    private static final byte[] BEGIN = "event: task\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BEGIN_DELETED = "event: deleted\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    /** What is told of a task that was deleted. */
    @JsonPropertyOrder({"id", "version"})
    private record Gone(TaskId id, long version) {}

    private final TaskViews views;
    private final ObjectWriter writer;

    /** @param mapper the one that lists are written with */
    RowEvents(TaskViews views, JsonMapper mapper) {
        this.views = views;
        this.writer = mapper.writer().without(SerializationFeature.INDENT_OUTPUT); // an event's data is one line
    }

    RowEvent of(Change change) {
        return new RowEvent(change, this::text);
    }

    private byte[] text(Change change, Language language) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(change.deleted() ? BEGIN_DELETED : BEGIN);
        text.writeBytes(writer.writeValueAsBytes(
                change.deleted()
                        ? new Gone(change.row().id(), change.row().version())
                        : views.row(change.row(), language)));
        text.writeBytes(END);
        return text.toByteArray();
    }
}
