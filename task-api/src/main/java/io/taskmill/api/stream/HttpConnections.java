package io.taskmill.api.stream;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Closes HTTP connections: of clients that do not read, and of answers that break off. */
@Component
public class HttpConnections implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

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

    /** For an answer that breaks off: without its end nobody takes it for whole. */
    public void close(HttpServletRequest request) {
        ClosableHttp open = http;
        if (open != null) {
            open.close(request.getServletConnection().getConnectionId());
        }
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
