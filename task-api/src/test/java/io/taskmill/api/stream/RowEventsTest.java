package io.taskmill.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.api.text.Language;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.api.view.TaskViews;
import io.taskmill.model.State;
import io.taskmill.model.change.TasksChanged.Change;
import io.taskmill.testkit.SettableClock;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RowEventsTest {

    private final RowEvents events = new RowEvents(
            new TaskViews(new TypeCatalog(List::of, () -> 0), new SettableClock(Changes.CREATED)), new JsonMapper());

    @Test
    void aChangeIsToldAsTheRowThatListsShow() {
        assertThat(text(Changes.change(1, 3, null, State.INITIAL)))
                .startsWith("event: task\ndata: {\"id\":\"" + Changes.id(1) + "\",\"recorded\":true,\"version\":3,")
                .doesNotContain("history")
                .endsWith("}\n\n");
    }

    @Test
    void ofADeletedTaskOnlyIdAndVersionAreTold() {
        assertThat(text(Changes.deleted(1, 4, State.FINISHED)))
                .isEqualTo("event: deleted\ndata: {\"id\":\"" + Changes.id(1) + "\",\"version\":4}\n\n");
    }

    private String text(Change change) {
        return new String(events.of(change).text(Language.EN), StandardCharsets.UTF_8);
    }
}
