package io.taskmill.model.journal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of what an entry's text is made of. Each is there only if there is a value. */
public final class JournalArgs {

    /** The dispatch of the task that it has happened to, or that it began. */
    public static final String EPOCH = "epoch";

    /** The run whose doing it was. */
    public static final String RUN = "run";

    /** That run's worker, by its name for people. */
    public static final String WORKER = "worker";

    /** What somebody said, or a stable name, as in the task's history. */
    public static final String REASON = "reason";

    /** How many tasks may hold the gate; absent if that is what their type says. */
    public static final String LIMIT = "limit";

    /** What was paused or resumed: a pool or a type, as in the path of the request. */
    public static final String TARGET = "target";

    /** The name of the gate, schedule, pool or type. */
    public static final String NAME = "name";

    /** All of them. */
    public static final List<String> ALL = List.of(EPOCH, RUN, WORKER, REASON, LIMIT, TARGET, NAME);

    private final Map<String, String> args = new HashMap<>();

    JournalArgs with(String name, @Nullable Object value) {
        if (value != null) {
            args.put(name, value.toString());
        }
        return this;
    }

    Map<String, String> toMap() {
        return args;
    }
}
