package io.taskmill.handlers.basic.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.TaskError;
import io.taskmill.testkit.RecordingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** Over TLS with a server whose certificate is its own, for secure.example. */
class HttpCallTlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final SSLContext own = context();
    private final Net net = new Net().name("secure.example", "93.184.216.34").name("other.example", "93.184.216.34");

    @Test
    void readsOverAConnectionThatIsTrusted() throws Exception {
        try (ScriptedServer server = server()) {
            String url = "https://secure.example:" + server.port() + "/";
            HttpAnswer answer = net.handler(own.getSocketFactory()).run(Calls.get(url), new RecordingContext());
            assertThat(answer.body()).isEqualTo("hi");
            assertThat(answer.url()).isEqualTo(url);
            assertThat(net.connected()).containsExactly("93.184.216.34");
        }
    }

    @Test
    void saysThatACertificateIsNotTrusted() throws Exception {
        try (ScriptedServer server = server()) {
            TaskError error = failure(net.handler(), "https://secure.example:" + server.port() + "/?pst7Q2");
            assertThat(error.code()).isEqualTo("TLS_FAILED");
            assertThat(error.retryable()).isFalse();
            assertThat(error.text())
                    .contains("https://secure.example", "certification path")
                    .doesNotContain("pst7Q2");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void saysThatACertificateIsAnotherHosts() throws Exception {
        try (ScriptedServer server = server()) {
            TaskError error =
                    failure(net.handler(own.getSocketFactory()), "https://other.example:" + server.port() + "/");
            assertThat(error.code()).isEqualTo("TLS_FAILED");
            assertThat(error.text()).contains("No subject alternative DNS name matching other.example");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aCertificateOfANameIsNoneOfAnAddress() throws Exception {
        try (ScriptedServer server = server()) {
            TaskError error = failure(
                    net.handler(own.getSocketFactory(), "127.0.0.1"), "https://127.0.0.1:" + server.port() + "/");
            assertThat(error.code()).isEqualTo("TLS_FAILED");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void saysThatAServerDoesNotSpeakTls() throws Exception {
        TaskError error = failureAt(connection -> connection
                .getOutputStream()
                .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        assertThat(error.code()).isEqualTo("TLS_FAILED");
        assertThat(error.retryable()).isFalse();
    }

    @Test
    void aServerThatHangsUpMayTakeTheNextCall() throws Exception {
        TaskError error = failureAt(_ -> {});
        assertThat(error.code()).isEqualTo("CONNECTION_LOST");
        assertThat(error.retryable()).isTrue();
    }

    /** What a server does with a connection before it hangs up. */
    private interface Greeting {
        void to(Socket connection) throws IOException;
    }

    private TaskError failureAt(Greeting greeting) throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Object> served = threads.submit(() -> {
                try (Socket connection = listening.accept()) {
                    int first = connection.getInputStream().read();
                    greeting.to(connection);
                    connection.shutdownOutput();
                    connection.getInputStream().transferTo(OutputStream.nullOutputStream());
                    return first;
                }
            });
            TaskError error = failure(net.handler(), "https://secure.example:" + listening.getLocalPort() + "/");
            assertThat(served.get()).as("the first octet of a handshake").isEqualTo(22);
            return error;
        }
    }

    private static TaskError failure(HttpCallHandler handler, String url) {
        return Calls.failure(() -> handler.run(Calls.get(url), new RecordingContext()));
    }

    private ScriptedServer server() throws Exception {
        return ScriptedServer.on(
                own.getServerSocketFactory().createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")),
                out -> out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi".getBytes(StandardCharsets.US_ASCII)));
    }

    private static SSLContext context() {
        try (InputStream file = HttpCallTlsTest.class.getResourceAsStream("self-signed.p12")) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(Objects.requireNonNull(file), PASSWORD);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("server", store.getCertificate("server"));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (Exception e) {
            throw new IllegalStateException("the test's key cannot be read", e);
        }
    }
}
