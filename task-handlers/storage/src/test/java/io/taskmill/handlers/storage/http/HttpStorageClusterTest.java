package io.taskmill.handlers.storage.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.taskmill.handlers.storage.Operation;
import io.taskmill.handlers.storage.StorageCluster;
import io.taskmill.handlers.storage.StorageException;
import io.taskmill.handlers.storage.simulated.SimulatedCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HttpStorageClusterTest {

    @RegisterExtension
    final SimulatedCluster cluster = new SimulatedCluster();

    private StorageCluster port() {
        return cluster.port();
    }

    @Test
    void whatIsNotThereIsNotFound() throws InterruptedException {
        assertThat(port().image("nothing")).isEmpty();
        assertThat(port().vm("nobody")).isEmpty();
        assertThat(port().pool("nowhere")).isEmpty();
        assertThat(port().imagesOf("nobody")).isEmpty();
        port().removeVm("nobody");
    }

    @Test
    void anOperationThatNobodyKnowsIsNoneThatHasEnded() {
        assertThatThrownBy(() -> port().operation("x")).isInstanceOf(StorageException.UnknownOperation.class);
        assertThatThrownBy(() -> port().cancel("x")).isInstanceOf(StorageException.UnknownOperation.class);
    }

    @Test
    void theSameIdGivesTheSameOperationBackAndAnotherImageUnderItIsRefused() throws InterruptedException {
        cluster.image("i-1", "root", "vm-1").image("i-2", "data", "vm-1");
        cluster.unitMillis(60_000);
        Operation first = port().removeImage("i-1", "one");
        assertThat(port().removeImage("i-1", "one")).isEqualTo(first);
        assertThatThrownBy(() -> port().removeImage("i-2", "one"))
                .isInstanceOfSatisfying(
                        StorageException.Failed.class,
                        failed -> assertThat(failed.asFailure().error().code()).isEqualTo("ID_TAKEN"));
        assertThat(cluster.operations()).hasSize(1);
    }

    @Test
    void namesWithSignsOfTheirOwnComeAsTheyAre() throws InterruptedException {
        cluster.image("a%3Db%20c", "x=1", "vm-1");
        assertThat(port().image("a=b c"))
                .hasValueSatisfying(image -> assertThat(image.name()).isEqualTo("x=1"));
    }

    @Test
    void busyUnreachableAndRefusedAreToldApart() throws InterruptedException {
        cluster.imageInUse("i-1", "root", "vm-1").pool("rbd", 32, false).vm("vm-1", "web");
        assertThatThrownBy(() -> port().removeImage("i-1", "one")).isInstanceOf(StorageException.Busy.class);
        assertThatThrownBy(() -> port().removeVm("vm-1")).isInstanceOf(StorageException.Busy.class);
        assertThatThrownBy(() -> port().setPgNum("rbd", 1_024))
                .isInstanceOf(StorageException.Failed.class)
                .hasMessageContaining("1024");
        try (HttpStorageCluster nobody = new HttpStorageCluster(URI.create("http://127.0.0.1:1"))) {
            assertThatThrownBy(() -> nobody.image("i-1")).isInstanceOf(StorageException.Unreachable.class);
        }
    }

    @Test
    void noSpaceIsAReasonOfItsOwn() throws IOException {
        assertThatThrownBy(() -> answered(507, "{\"code\":\"NO_SPACE\",\"text\":\"full\"}"))
                .isInstanceOf(StorageException.NoSpace.class)
                .hasMessageContaining("full");
    }

    @Test
    void whatStandsBetweenMayAnswerInSomethingElse() {
        assertThatThrownBy(() -> answered(502, "<html>bad gateway</html>"))
                .isInstanceOf(StorageException.Unreachable.class)
                .hasMessageContaining("502")
                .hasMessageContaining("<html>");
        assertThatThrownBy(() -> answered(404, "<html>not found</html>")).isInstanceOf(StorageException.Failed.class);
        assertThatThrownBy(() -> answered(200, "null")).isInstanceOf(StorageException.Failed.class);
    }

    private static void answered(int status, String body) throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (HttpStorageCluster asked = new HttpStorageCluster(address)) {
            asked.image("i-1");
        } finally {
            server.stop(0);
        }
    }
}
