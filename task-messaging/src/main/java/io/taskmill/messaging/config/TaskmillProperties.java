package io.taskmill.messaging.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What all parts of an installation must agree on.
 *
 * @param shards number of event shards, 1 to 1024: fixed at the first start of an installation, and the most projector
 *     replicas that can share its work
 */
@ConfigurationProperties("taskmill")
public record TaskmillProperties(@DefaultValue("8") int shards) {

    public TaskmillProperties {
        if (shards < 1 || shards > 1024) {
            throw new IllegalArgumentException("taskmill.shards is " + shards + " but must be 1 to 1024");
        }
    }
}
