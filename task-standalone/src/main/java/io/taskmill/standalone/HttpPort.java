package io.taskmill.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.springframework.core.env.Environment;

/**
 * Where the API listens.
 *
 * @param number 0 for any free one
 */
record HttpPort(int number) {

    /** There is no authentication, so nobody on another machine may come in. */
    static final String HOST = "127.0.0.1";

    private static final int DEFAULT = 8080;

    static HttpPort of(Environment environment) {
        return new HttpPort(environment.getProperty("server.port", Integer.class, DEFAULT));
    }

    /**
     * Tells it before anything is started rather than after all is.
     *
     * @throws PortTakenException if somebody listens there
     */
    void requireFree() {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
        } catch (IOException e) {
            throw new PortTakenException(number, e);
        }
    }
}
