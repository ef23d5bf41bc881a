package io.taskmill.handlers.storage.config;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the storage cluster is, and how it is asked.
 *
 * @param cluster address of the storage cluster, such as {@code http://storage.example:7070}; without one the worker has none
 *     of the types that work on it
 * @param look how long a run waits before it looks again at what goes on in the storage cluster; 10ms to 1m
 * @param patience how long the storage cluster may be away before a run that looks at it fails, for its retry policy to
 *     deal with; 0s to 1h
 * @param gap how long COLLECT_RBD_PERFORMANCE waits for the next sample; 1s to 1h
 */
@ConfigurationProperties("taskmill.storage")
public record StorageProperties(
        URI cluster,
        @DefaultValue("1s") Duration look,
        @DefaultValue("30s") Duration patience,
        @DefaultValue("2m") Duration gap) {

    public StorageProperties {
        if (cluster.getHost() == null || !("http".equals(cluster.getScheme()) || "https".equals(cluster.getScheme()))) {
            throw new IllegalArgumentException(
                    "taskmill.storage.cluster is '" + cluster + "' but must be an address of http or https");
        }
        require("look", look, Duration.ofMillis(10), Duration.ofMinutes(1));
        require("patience", patience, Duration.ZERO, Duration.ofHours(1));
        require("gap", gap, Duration.ofSeconds(1), Duration.ofHours(1));
    }

    private static void require(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("taskmill.storage." + name + " is " + value + " but must be at least "
                    + least + " and at most " + most);
        }
    }
}
