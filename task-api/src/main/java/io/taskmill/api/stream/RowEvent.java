package io.taskmill.api.stream;

import io.taskmill.api.text.Language;
import io.taskmill.model.TaskId;
import io.taskmill.model.change.TasksChanged.Change;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One change for all readers: its text is made once for each language that somebody reads. */
final class RowEvent {

    private final Change change;
    private final BiFunction<Change, Language, byte[]> rendering;
    private final AtomicReferenceArray<byte @Nullable []> texts = new AtomicReferenceArray<>(Language.values().length);

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
        byte[] made = texts.get(language.ordinal());
        if (made == null) {
            made = rendering.apply(change, language); // by two threads at once: twice the same
            texts.set(language.ordinal(), made);
        }
        return made;
    }
}
