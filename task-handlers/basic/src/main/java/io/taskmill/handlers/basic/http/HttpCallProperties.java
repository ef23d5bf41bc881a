package io.taskmill.handlers.basic.http;

import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What HTTP_CALL may reach.
 *
 * @param allowed addresses and networks, such as 10.1.0.0/16 or fd12::/48, that HTTP_CALL may connect to although they are
 *     not public; metadata addresses of clouds only where they are given alone, without a prefix's length
 */
@ConfigurationProperties("taskmill.handlers.http")
public record HttpCallProperties(@DefaultValue Set<String> allowed) {

    public HttpCallProperties {
        allowed = Set.copyOf(allowed);
        allowed.forEach(HttpCallProperties::network);
    }

    List<Network> allowedNetworks() {
        return allowed.stream().map(HttpCallProperties::network).toList();
    }

    private static Network network(String text) {
        try {
            return Network.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "taskmill.handlers.http.allowed has '" + text
                            + "' but must have addresses and networks such as 10.1.0.0/16: " + e.getMessage(),
                    e);
        }
    }
}
