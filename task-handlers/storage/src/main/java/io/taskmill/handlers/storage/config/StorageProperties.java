package io.taskmill.handlers.storage.config;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the storage cluster is, and how it is asked.
 *
 * @param cluster address of the storage cluster, such as {@code http://127.0.0.1:8090}; without one the worker has none
 *     of the types that work on it
 * @param look how long a run waits before it looks again at what goes on in the storage cluster; 10ms to 1m
 * @param patience how long the storage cluster may be away before a run that looks at it fails, for its retry policy to
 *     deal with; 0s to 1h
 * @param gap how long COLLECT_RBD_PERFORMANCE waits for the next sample; 1s to 1h
 */
@ConfigurationProperties("taskmill.storage")
public record StorageProperties(
        @Nullable URI cluster,
        @DefaultValue("1s") Duration look,
        @DefaultValue("30s") Duration patience,
        @DefaultValue("2m") Duration gap) {

    private static final Duration SHORTEST_LOOK = Duration.ofMillis(10);
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);
    private static final Duration SHORTEST_GAP = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    public StorageProperties {
        if (cluster != null && !isHttp(cluster)) {
            throw new IllegalArgumentException("taskmill.storage.cluster is '" + cluster
                    + "' but must be an address such as http://127.0.0.1:8090");
        }
        require("look", look, SHORTEST_LOOK, LONGEST_LOOK, "10ms to 1m");
        require("patience", patience, Duration.ZERO, LONGEST_WAIT, "0s to 1h");
        require("gap", gap, SHORTEST_GAP, LONGEST_WAIT, "1s to 1h");
    }

    private static boolean isHttp(URI address) {
        return address.getHost() != null && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()));
    }

    private static void require(String name, Duration value, Duration least, Duration most, String rule) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            String told = value.toMillisPart() == 0 ? value.toSeconds() + "s" : value.toMillis() + "ms";
            throw new IllegalArgumentException("taskmill.storage." + name + " is " + told + " but must be " + rule);
        }
    }
}
