package io.taskmill.api.stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Closes HTTP connections of clients that do not read. */
@Component
class HttpConnections implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private volatile @Nullable ClosableHttp http;

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.setProtocol(ClosableHttp.class.getName());
        factory.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof ClosableHttp made) {
                http = made;
            }
        });
    }

    /** The thread that is writing there is woken by an interrupt, and then finds the connection closed. */
    void close(Reader reader) {
        ClosableHttp open = http;
        if (open != null) {
            open.close(reader.connection());
        }
        reader.thread().interrupt();
    }
}
