package io.taskmill.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part of a run's way that its handler has named, such as VALIDATING, EXECUTING, FINALIZING.
 *
 * @param name A-Z, 0-9 and '_', like a type
 * @param started by the worker's clock
 * @param ended when the next one began, or the handler returned; null while the run is at it, and of the step in which
 *     it failed
 */
public record Step(String name, Instant started, @Nullable Instant ended) {

    public Step {
        Names.requireStep(name);
    }

    /** One that has begun. */
    public Step(String name, Instant started) {
        this(name, started, null);
    }

    /** The same, ended then. */
    public Step endedAt(Instant at) {
        return new Step(name, started, at);
    }
}
