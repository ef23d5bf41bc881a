package io.taskmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {

    private static final int LONG_MILLIS = 5_000;
    private static final int SHORT_MILLIS = 200;

    private final ServerSocket server = server();
    private final FaultProxy proxy =
            FaultProxy.to(InetAddress.getLoopbackAddress().getHostAddress(), server.getLocalPort());
    private Socket client = new Socket();
    private Socket accepted = new Socket();

    private static ServerSocket server() {
        try {
            return new ServerSocket(FreePorts.next(), 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void connect() throws IOException {
        client.close();
        accepted.close();
        client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        accepted = server.accept();
        client.setSoTimeout(LONG_MILLIS);
        accepted.setSoTimeout(LONG_MILLIS);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        accepted.close();
        proxy.close();
        server.close();
    }

    @Test
    void whatIsSaidPassesInBothDirections() throws IOException {
        client.getOutputStream().write(1);
        assertThat(accepted.getInputStream().read()).isEqualTo(1);
        accepted.getOutputStream().write(2);
        assertThat(client.getInputStream().read()).isEqualTo(2);
    }

    @Test
    void anEndPassesToo() throws IOException {
        accepted.close();
        assertThat(client.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void onceCutNothingPassesAndNeitherSideNotices() throws IOException {
        proxy.cut();
        client.getOutputStream().write(1);
        accepted.getOutputStream().write(2);
        client.setSoTimeout(SHORT_MILLIS);
        accepted.setSoTimeout(SHORT_MILLIS);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        assertThatThrownBy(() -> accepted.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void mendedItEndsWhatWasCutAndLetsNewConnectionsPass() throws IOException {
        proxy.cut();
        proxy.mend();
        assertThat(client.getInputStream().read()).isEqualTo(-1);
        connect();
        whatIsSaidPassesInBothDirections();
    }
}
