package io.taskmill.api.ask;

import io.taskmill.api.start.Startup;
import java.util.Map;

/** Lookups for tests of others. */
public final class Lookups {

    private Lookups() {}

    /** One that knows of no folded shard, so that each genuine id may yet appear. */
    public static Lookup of(Startup startup) {
        return new Lookup(startup, new Watermarks(Map::of, () -> 0));
    }

    /** The workers that live. */
    public static CapableWorkers workers(Startup startup) {
        return new CapableWorkers(startup, () -> 0);
    }
}
