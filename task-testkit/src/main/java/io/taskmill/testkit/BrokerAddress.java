package io.taskmill.testkit;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a RabbitMQ is and how to enter it.
 *
 * @param host name or address
 * @param port of AMQP
 * @param username of a user that may create virtual hosts
 * @param password that user's
 * @param management base of the management plugin, {@code http://host:port}
 */
record BrokerAddress(String host, int port, String username, String password, URI management) {

    private static final int AMQP_PORT = 5672;
    private static final int MANAGEMENT_PORT = 15672;

    /**
     * @param uri {@code amqp://user:password@host:port}, user information percent-encoded; a virtual host in it is
     *     ignored
     * @param management {@code http://host:port}; without it, the plugin's own port on the same host
     */
    static BrokerAddress parse(String uri, @Nullable String management) {
        URI parsed = URI.create(uri.strip());
        if (!"amqp".equals(parsed.getScheme()) || parsed.getHost() == null) {
            throw new TestkitException(
                    "RabbitMQ's URI must look like amqp://user:password@host:port, not " + withoutUserInfo(uri));
        }
        String[] userInfo = parsed.getRawUserInfo() == null
                ? new String[] {"guest", "guest"}
                : parsed.getRawUserInfo().split(":", 2);
        return new BrokerAddress(
                parsed.getHost(),
                parsed.getPort() < 0 ? AMQP_PORT : parsed.getPort(),
                decode(userInfo[0]),
                userInfo.length > 1 ? decode(userInfo[1]) : "",
                URI.create(
                        management == null
                                ? "http://" + parsed.getHost() + ":" + MANAGEMENT_PORT
                                : management.strip()));
    }

    /** The AMQP URI of one virtual host, as clients parse it. */
    String uri(String virtualHost) {
        return "amqp://%s:%s@%s:%d/%s".formatted(encode(username), encode(password), host, port, encode(virtualHost));
    }

    /** Percent-encodes one part of a URI, slashes included. */
    static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String withoutUserInfo(String uri) {
        return uri.replaceAll("//[^/@]*@", "//…@");
    }

    @Override
    public String toString() {
        return "RabbitMQ at " + host + ":" + port + " (management " + management + ")";
    }
}
