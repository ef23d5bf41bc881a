package io.taskmill.handlers.storage.image;

import io.taskmill.model.RetryPolicy;
import java.time.Duration;
import java.util.Set;

/** What tasks have in common that look at a cluster and leave the work to their children. */
final class Looks {

    /** A cluster that is away is worth waiting for. */
    static final RetryPolicy RETRY = new RetryPolicy(5, Duration.ofSeconds(2), Duration.ofMinutes(1), Set.of());

    private Looks() {}
}
