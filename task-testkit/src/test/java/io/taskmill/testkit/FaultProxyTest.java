package io.taskmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
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
    void withoutAnswersTheServerHearsEverythingAndTheClientNothing() throws IOException {
        proxy.cut(FaultProxy.Direction.FROM_SERVER);
        client.getOutputStream().write(1);
        assertThat(accepted.getInputStream().read()).isEqualTo(1);
        accepted.getOutputStream().write(2);
        client.setSoTimeout(SHORT_MILLIS);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void onlyAnswersPass() throws IOException {
        proxy.cut(FaultProxy.Direction.TO_SERVER);
        accepted.getOutputStream().write(2);
        assertThat(client.getInputStream().read()).isEqualTo(2);
        client.getOutputStream().write(1);
        accepted.setSoTimeout(SHORT_MILLIS);
        assertThatThrownBy(() -> accepted.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void halfOpenTheServerSeesAnEndAndTheClientDoesNot() throws IOException {
        proxy.halfOpen();
        assertThat(accepted.getInputStream().read()).isEqualTo(-1);
        client.getOutputStream().write(1);
        client.setSoTimeout(SHORT_MILLIS);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void delayedAllArrivesInOrderAndNoSooner() throws IOException {
        proxy.delay(Duration.ofMillis(SHORT_MILLIS));
        long sent = System.nanoTime();
        client.getOutputStream().write(new byte[] {1, 2, 3});
        assertThat(accepted.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
        assertThat(Duration.ofNanos(System.nanoTime() - sent)).isGreaterThanOrEqualTo(Duration.ofMillis(SHORT_MILLIS));
    }

    @Test
    void throttledItTakesTheTimeThatItsBytesTake() throws IOException {
        proxy.throttle(50_000);
        long sent = System.nanoTime();
        client.getOutputStream().write(new byte[20_000]);
        assertThat(accepted.getInputStream().readNBytes(20_000)).hasSize(20_000);
        assertThat(Duration.ofNanos(System.nanoTime() - sent)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }

    @Test
    void whatIsDelayedStaysConnectedWhenItIsMended() throws IOException {
        proxy.delay(Duration.ofMillis(SHORT_MILLIS));
        proxy.mend();
        whatIsSaidPassesInBothDirections();
        assertThat(proxy.connections()).isEqualTo(1);
    }

    @Test
    void resetEndsAllConnectionsAndLetsNewOnesPass() throws IOException {
        proxy.reset();
        assertThat(client.getInputStream().read()).isEqualTo(-1);
        assertThat(accepted.getInputStream().read()).isEqualTo(-1);
        connect();
        whatIsSaidPassesInBothDirections();
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
