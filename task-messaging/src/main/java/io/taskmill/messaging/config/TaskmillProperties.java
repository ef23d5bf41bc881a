package io.taskmill.messaging.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What all parts of an installation must agree on.
 *
 * @param shards number of event shards: fixed at the first start of an installation, and the most projector replicas that
 *     can share its work; 1 to 1024
 */
@ConfigurationProperties("taskmill")
public record TaskmillProperties(@DefaultValue("8") int shards) {

    public TaskmillProperties {
        Bounds.require("taskmill.shards", shards, 1, 1024);
    }
}
