package io.taskmill.handlers.basic.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/** A connection for one request and its answer. */
final class Connection implements AutoCloseable {

    private static final int MAX_HEADERS = 100;
    private static final int MAX_HEADER_LINE = 8 * 1024;
    private static final Http1Config BOUNDS = Http1Config.custom()
            .setMaxHeaderCount(MAX_HEADERS)
            .setMaxLineLength(MAX_HEADER_LINE)
            .build();

    private final DefaultBHttpClientConnection http;
    private final Socket socket;
    private final Watchdog watchdog;

    private Connection(DefaultBHttpClientConnection http, Socket socket, Watchdog watchdog) {
        this.http = http;
        this.socket = socket;
        this.watchdog = watchdog;
    }

    static Connection plain(Socket socket, Watchdog watchdog) throws IOException {
        DefaultBHttpClientConnection http = unbound();
        http.bind(socket);
        return new Connection(http, socket, watchdog);
    }

    static Connection secured(SSLSocket secured, Socket socket, Watchdog watchdog) throws IOException {
        DefaultBHttpClientConnection http = unbound();
        http.bind(secured, socket);
        return new Connection(http, socket, watchdog);
    }

    private static DefaultBHttpClientConnection unbound() {
        return new DefaultBHttpClientConnection(
                BOUNDS, null, null, null, null, null, new DefaultHttpResponseParserFactory(BOUNDS));
    }

    /** Sends the request and reads the head of its answer; informational ones are passed over. */
    ClassicHttpResponse send(Request request) throws IOException, HttpException {
        // with a host, if only null, the path is sent as it is: without one "//a/b" would be read as host and path
        ClassicHttpRequest message = new BasicClassicHttpRequest(
                request.method().name(), (HttpHost) null, request.target().path());
        addHeaders(message, request);
        String body = request.body();
        if (body != null) {
            message.setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), (ContentType) null));
        }
        return new HttpRequestExecutor().execute(message, http, HttpCoreContext.create());
    }

    private static void addHeaders(ClassicHttpRequest message, Request request) {
        message.setHeader(HttpHeaders.HOST, request.target().authority());
        message.setHeader(HttpHeaders.CONNECTION, "close");
        message.setHeader(HttpHeaders.USER_AGENT, "Taskmill");
        message.setHeader(HttpHeaders.ACCEPT, "*/*");
        message.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        String body = request.body();
        if (body != null) {
            message.setHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=UTF-8");
        }
        if (body != null || request.method().wantsBody()) {
            message.setHeader(HttpHeaders.CONTENT_LENGTH, lengthOf(body));
        }
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            message.setHeader(header.getKey(), header.getValue());
        }
    }

    private static long lengthOf(@Nullable String body) {
        return body == null ? 0 : body.getBytes(StandardCharsets.UTF_8).length;
    }

    /** At once, whatever is still under way. */
    @Override
    public void close() throws IOException {
        watchdog.close();
        socket.close();
    }
}
