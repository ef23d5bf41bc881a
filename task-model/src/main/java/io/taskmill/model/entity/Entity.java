package io.taskmill.model.entity;

import io.taskmill.model.EntityRef;
import io.taskmill.model.Fact;
import io.taskmill.model.Json;
import io.taskmill.model.Teller;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A thing that tasks work on, as their runs have told of it.
 *
 * @param status in the words of its system; null if nobody has told one
 * @param since when it came to be so
 * @param building whether it is still being built
 * @param gone since when it is no more; null while it is there
 * @param attributes in the order in which they were told first, at most {@value #MOST_ATTRIBUTES}
 * @param history how it came to be what it is, the oldest first, at most {@value #MOST_CHANGES} changes
 * @param heard the latest report of each of the tasks that told of it last, the latest last, at most {@value #REMEMBERED}
 */
public record Entity(
        EntityRef ref,
        @Nullable String status,
        Instant since,
        boolean building,
        @Nullable Instant gone,
        Map<String, Json> attributes,
        List<Change> history,
        List<Teller> heard) {

    public static final int MOST_ATTRIBUTES = 64;
    public static final int MOST_CHANGES = 50;
    public static final int REMEMBERED = 16;

    /** It became something else. */
    public record Change(Instant at, @Nullable String status, boolean building, boolean gone, Teller by) {}

    public Entity {
        Fact.requireKey(ref);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        history = List.copyOf(history);
        heard = List.copyOf(heard);
    }

    /** What its document, and the messages for it, are found by: as lists of tasks name entities. */
    public String key() {
        return ref.key();
    }
}
