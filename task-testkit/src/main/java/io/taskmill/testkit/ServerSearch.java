package io.taskmill.testkit;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * The order in which a test looks for a server: one it was given, one in a container, the project's local one. A place
 * is only looked at when those before it had nothing.
 *
 * @param server what is looked for, for the message
 * @param setting the environment variable that gives one
 * @param given the one given by {@code setting}
 * @param contained one started in a container, if there is a Docker engine
 * @param local the one of {@code ./taskmill services start}
 * @param <A> how the server is described
 */
record ServerSearch<A>(
        String server,
        String setting,
        Supplier<Optional<A>> given,
        Supplier<Optional<A>> contained,
        Supplier<Optional<A>> local) {

    /** The first that is there. */
    Optional<A> find() {
        return given.get().or(contained).or(local);
    }

    /** What to say where there is none: a test without its server fails rather than passing unseen. */
    TestkitException missing() {
        return new TestkitException("""
                No %s to test against. Do one of these:
                  run ./taskmill services start (local servers, no Docker needed)
                  start a Docker engine (the test then starts a container)
                  set %s to a server of your own""".formatted(server, setting));
    }
}
