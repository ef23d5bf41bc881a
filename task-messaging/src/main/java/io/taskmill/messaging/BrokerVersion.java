package io.taskmill.messaging;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the broker says of itself when a connection is opened.
 *
 * @param product such as {@code RabbitMQ}
 * @param major the first number of its version; 0 if it tells none
 */
record BrokerVersion(String product, int major) {

    private static final Pattern MAJOR = Pattern.compile("(\\d{1,9})\\..*");

    /** @param serverProperties as the broker announced them; texts may be any kind of character sequence */
    static BrokerVersion of(@Nullable Map<String, Object> serverProperties) {
        Map<String, Object> announced = serverProperties == null ? Map.of() : serverProperties;
        Matcher version = MAJOR.matcher(String.valueOf(announced.get("version")));
        return new BrokerVersion(
                String.valueOf(announced.get("product")), version.matches() ? Integer.parseInt(version.group(1)) : 0);
    }

    /**
     * Whether quorum queues drop what was delivered too often unless they are told not to. RabbitMQ does so since 4.0,
     * after 20 deliveries; before that a negative limit would have meant 0 instead of none.
     */
    boolean limitsDeliveries() {
        return product.equals("RabbitMQ") && major >= 4;
    }
}
