package io.taskmill.api.stream;

import io.taskmill.api.text.Language;
import io.taskmill.model.TaskId;
import io.taskmill.model.change.TasksChanged.Change;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** One change for all readers: its text is made once for each language that somebody reads. */
final class RowEvent {

    private final Change change;
    private final BiFunction<Change, Language, byte[]> rendering;
    private final Map<Language, byte[]> texts = new ConcurrentHashMap<>(Language.values().length);

    /** @param rendering makes the whole event, as it is sent */
    RowEvent(Change change, BiFunction<Change, Language, byte[]> rendering) {
        this.change = change;
        this.rendering = rendering;
    }

    Change change() {
        return change;
    }

    TaskId task() {
        return change.row().id();
    }

    long version() {
        return change.row().version();
    }

    /** Not copied, not to be changed. */
    byte[] text(Language language) {
        return texts.computeIfAbsent(language, asked -> rendering.apply(change, asked));
    }
}
