package io.taskmill.testkit;

import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A broker and a store that run in the test's own JVM, new ones for each test class. Whoever has such ones offers them
 * as a service ({@link ServiceLoader}).
 *
 * <p>They are used by every test where {@code TASKMILL_TEST_PAIR} (an environment variable or a system property) is
 * {@value #EMBEDDED}, and where there is no real server by tests that are tagged {@value #EMBEDDED}: what those ask of
 * the servers is known to be the same on both pairs.
 */
public interface EmbeddedServers {

    /** The tag of tests that run on either pair, and the value of {@code TASKMILL_TEST_PAIR}. */
    String EMBEDDED = "embedded";

    /** The tag of single tests in such a class that need what only the real servers have. */
    String REAL_PAIR = "real-pair";

    /** {@return a broker with one virtual host, which is empty} */
    VirtualHost startBroker();

    /** {@return a store without documents} */
    RunningStore startStore();

    /**
     * Those that must be used.
     *
     * @throws TestkitException if they must be and are not there, or {@code TASKMILL_TEST_PAIR} says something else
     */
    static Optional<EmbeddedServers> demanded() {
        return Setting.TASKMILL_TEST_PAIR.value().map(pair -> {
            if (!pair.equals(EMBEDDED)) {
                throw new TestkitException(
                        "TASKMILL_TEST_PAIR is '" + pair + "' but must be " + EMBEDDED + " or empty");
            }
            return offered()
                    .orElseThrow(() -> new TestkitException("TASKMILL_TEST_PAIR is " + EMBEDDED
                            + ", but nobody offers such servers to the tests of this module"));
        });
    }

    /** Those that may be used for want of real ones. */
    static Optional<EmbeddedServers> permittedTo(ExtensionContext test) {
        return test.getTags().contains(EMBEDDED) ? offered() : Optional.empty();
    }

    private static Optional<EmbeddedServers> offered() {
        return ServiceLoader.load(EmbeddedServers.class).findFirst();
    }
}
