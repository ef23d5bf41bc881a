package io.taskmill.api.stream;

import org.apache.coyote.http11.Http11NioProtocol;

/**
 * HTTP whose connections can be closed by others than the thread that writes: one that waits for a client to read heeds
 * no interrupt. Made by Tomcat, by its name.
 */
public final class ClosableHttp extends Http11NioProtocol {

    private static final String PROTOCOL = "http/1.1";

    /** @param connection as {@link jakarta.servlet.ServletConnection#getConnectionId()} tells it */
    void close(String connection) {
        getEndpoint().getConnections().stream()
                .filter(open -> open.getServletConnection(PROTOCOL, "")
                        .getConnectionId()
                        .equals(connection))
                .forEach(open -> open.close());
    }
}
