package io.taskmill.handler;

import io.taskmill.model.Summary;
import java.util.Optional;

/** What an end step is told of its task's children. */
public interface SpawnedFamily {

    /** How they have ended. */
    Summary summary();

    /**
     * What the run that has spawned them has saved; empty if that is nothing.
     *
     * @throws TaskFailedException with the code STATE_UNREADABLE if it cannot be read into that type
     */
    <T> Optional<T> state(Class<T> type);
}
