package io.taskmill.handlers.vdi;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which hypervisor the tasks of virtual desktops work on. Without one a worker offers none of them.
 *
 * @param hypervisor address of its HTTP API, such as http://127.0.0.1:8090
 * @param timeout of each request to it
 * @param poll pause between two looks at an operation that is under way
 * @param patience how long a hypervisor that does not answer is asked again, before the attempt fails
 * @param betweenSubmissions pause before what of a block of machines failed is ordered again, at most five times in all
 * @param cancelPatience how long a run that was stopped waits for its operation in the hypervisor to be cancelled
 */
@ConfigurationProperties("taskmill.vdi")
public record VdiProperties(
        @Nullable URI hypervisor,
        @DefaultValue("5s") Duration timeout,
        @DefaultValue("500ms") Duration poll,
        @DefaultValue("2m") Duration patience,
        @DefaultValue("10s") Duration betweenSubmissions,
        @DefaultValue("5s") Duration cancelPatience) {

    Pacing pacing() {
        return new Pacing(betweenSubmissions, poll, patience, cancelPatience);
    }
}
