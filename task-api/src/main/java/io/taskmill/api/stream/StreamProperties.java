package io.taskmill.api.stream;

import io.taskmill.messaging.config.Bounds;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How changes are streamed.
 *
 * @param heartbeat after how long without a change a reader is sent a comment, which keeps its connection; 100ms to 5m
 * @param maxReaders how many readers one API serves at once, the next one gets 503; 1 to 100000
 * @param buffer how many tasks may have changed that a reader has not read; with one more it is told to list again; 1 to
 *     100000
 * @param dropAfter how long a reader may take to read what was sent before its connection is closed; 1s to 1m
 */
@ConfigurationProperties("taskmill.api.stream")
record StreamProperties(
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("1000") int maxReaders,
        @DefaultValue("1000") int buffer,
        @DefaultValue("30s") Duration dropAfter) {

    private static final int MOST = 100_000;

    StreamProperties {
        Bounds.require("taskmill.api.stream.heartbeat", heartbeat, Duration.ofMillis(100), Duration.ofMinutes(5));
        Bounds.require("taskmill.api.stream.max-readers", maxReaders, 1, MOST);
        Bounds.require("taskmill.api.stream.buffer", buffer, 1, MOST);
        // Tomcat gives a write that long, whatever is said here
        Bounds.require("taskmill.api.stream.drop-after", dropAfter, Duration.ofSeconds(1), Duration.ofMinutes(1));
    }
}
