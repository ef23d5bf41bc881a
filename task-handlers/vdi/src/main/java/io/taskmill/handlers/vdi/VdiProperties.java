package io.taskmill.handlers.vdi;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which hypervisor the tasks of virtual desktops work on.
 *
 * @param hypervisor address of its HTTP API, such as http://127.0.0.1:8090; without one a worker offers no tasks of virtual
 *     desktops
 * @param timeout of a connection to it, and of each request; 10ms to 1m
 * @param poll pause between two looks at what is under way in it; 1ms to 1m
 * @param patience how long it is asked again when it does not answer, before the attempt fails; 0s to 1d
 * @param betweenSubmissions pause before what of a block of machines failed is ordered again, at most five times in all; 0s
 *     to 10m
 * @param cancelPatience how long a run that is stopped waits for its operation in the hypervisor to end; 0s to 8s
 */
@ConfigurationProperties("taskmill.vdi")
public record VdiProperties(
        @Nullable URI hypervisor,
        @DefaultValue("5s") Duration timeout,
        @DefaultValue("500ms") Duration poll,
        @DefaultValue("2m") Duration patience,
        @DefaultValue("10s") Duration betweenSubmissions,
        @DefaultValue("5s") Duration cancelPatience) {

    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(10);
    private static final Duration SHORTEST_POLL = Duration.ofMillis(1);
    private static final Duration LONGEST_REQUEST = Duration.ofMinutes(1);
    private static final Duration LONGEST_PATIENCE = Duration.ofDays(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    /** A run that was told to stop is given up after ten seconds. */
    private static final Duration LONGEST_CANCEL = Duration.ofSeconds(8);

    public VdiProperties {
        if (hypervisor != null && !isHttp(hypervisor)) {
            throw new IllegalArgumentException("taskmill.vdi.hypervisor is '" + hypervisor
                    + "' but must be an address such as http://127.0.0.1:8090");
        }
        require("timeout", timeout, SHORTEST_TIMEOUT, LONGEST_REQUEST, "10ms to 1m");
        require("poll", poll, SHORTEST_POLL, LONGEST_REQUEST, "1ms to 1m");
        require("patience", patience, Duration.ZERO, LONGEST_PATIENCE, "0s to 1d");
        require("between-submissions", betweenSubmissions, Duration.ZERO, LONGEST_PAUSE, "0s to 10m");
        require("cancel-patience", cancelPatience, Duration.ZERO, LONGEST_CANCEL, "0s to 8s");
    }

    private static boolean isHttp(URI address) {
        return address.getHost() != null && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()));
    }

    private static void require(String name, Duration value, Duration least, Duration most, String rule) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            String told = value.toMillisPart() == 0 ? value.toSeconds() + "s" : value.toMillis() + "ms";
            throw new IllegalArgumentException("taskmill.vdi." + name + " is " + told + " but must be " + rule);
        }
    }

    Pacing pacing() {
        return new Pacing(betweenSubmissions, poll, patience, cancelPatience);
    }
}
