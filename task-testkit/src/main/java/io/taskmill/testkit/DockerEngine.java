package io.taskmill.testkit;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;

/** Whether containers can be started here. */
final class DockerEngine {

    private DockerEngine() {}

    /**
     * Asks Testcontainers only where something listens on an engine's socket or the environment names an engine: its own
     * search takes seconds and logs errors where there is none.
     */
    static boolean present() {
        return candidate() && DockerClientFactory.instance().isDockerAvailable();
    }

    /** What {@code start} makes, if containers can be started here. */
    static <A> Optional<A> whenPresent(Supplier<A> start) {
        return present() ? Optional.of(start.get()) : Optional.empty();
    }

    private static boolean candidate() {
        String named = System.getenv("DOCKER_HOST");
        if (named != null && !named.startsWith("unix://")) {
            return true;
        }
        String home = System.getProperty("user.home");
        return Stream.of(
                        Optional.ofNullable(named).map(uri -> uri.substring("unix://".length())),
                        Optional.of("/var/run/docker.sock"),
                        Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR")).map(dir -> dir + "/docker.sock"),
                        Optional.of(home + "/.docker/run/docker.sock"),
                        Optional.of(home + "/.docker/desktop/docker.sock"))
                .flatMap(Optional::stream)
                .anyMatch(socket -> listening(Path.of(socket)));
    }

    private static boolean listening(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            // No file, nobody behind it, or not for this user: in each case no engine to use.
            return false;
        }
    }
}
