package io.taskmill.standalone.broker;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.BrokerImpl;
import org.apache.qpid.server.model.Port;
import org.apache.qpid.server.model.SystemConfig;
import org.apache.qpid.server.model.port.AmqpPort;
import org.jspecify.annotations.Nullable;

/**
 * An AMQP 0-9-1 broker in this JVM, Apache Qpid Broker-J, with one virtual host and one user. It listens on the loopback
 * address only and loses everything when it is closed.
 *
 * <p>What differs from RabbitMQ is mended where that is possible (see {@link RabbitLikeConnection}); what is left is
 * listed in docs/architecture.md.
 */
public final class EmbeddedBroker implements AutoCloseable {

    /** The only address that it listens on. */
    public static final String HOST = "127.0.0.1";

    /** The virtual host, named by broker.json; also the default one. */
    public static final String VIRTUAL_HOST = "taskmill";

    public static final String USERNAME = "taskmill";

    private final SystemLauncher launcher;
    private final BrokerImpl broker;
    private final String password;

    private EmbeddedBroker(SystemLauncher launcher, BrokerImpl broker, String password) {
        this.launcher = launcher;
        this.broker = broker;
        this.password = password;
    }

    /**
     * Starts a broker and returns when it listens.
     *
     * @param port 0 for any free one
     * @param password of the user {@value #USERNAME}; other users of this machine reach the port as well
     * @throws EmbeddedBrokerException if it does not start, for instance because the port is taken
     */
    public static EmbeddedBroker start(int port, String password) {
        requireFree(port);
        Watch watch = new Watch();
        SystemLauncher launcher = new SystemLauncher(watch);
        try {
            launcher.startup(attributes(port, password));
        } catch (Exception e) {
            throw failure(port, e);
        }
        RuntimeException failure = watch.failure.get();
        if (failure != null) {
            throw failure(port, failure);
        }
        BrokerImpl broker = watch.broker();
        withoutShutdownHook(broker);
        return new EmbeddedBroker(launcher, broker, password);
    }

    /** The broker would tell it as well, but in a hundred lines of log. */
    private static void requireFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw failure(port, e);
        }
    }

    /**
     * It would end with the JVM at the same time as those who still need it; when it ends is its owner's matter. There is
     * no setting for that.
     */
    private static void withoutShutdownHook(BrokerImpl broker) {
        try {
            Field hook = BrokerImpl.class.getDeclaredField("_shutdownHook");
            hook.setAccessible(true);
            Runtime.getRuntime().removeShutdownHook((Thread) hook.get(broker));
        } catch (ReflectiveOperationException e) {
            throw new EmbeddedBrokerException("this version of the broker has no shutdown hook to remove", e);
        }
    }

    private static EmbeddedBrokerException failure(int port, Exception cause) {
        return new EmbeddedBrokerException(
                "the embedded broker cannot start on " + HOST + ":" + port + ": " + cause.getMessage(), cause);
    }

    /** What broker.json leaves open is told as context; the password is in no file. */
    private static Map<String, Object> attributes(int port, String password) {
        Map<String, String> context = Map.of(
                "taskmill.broker.host",
                HOST,
                "taskmill.broker.port",
                Integer.toString(port),
                "taskmill.broker.username",
                USERNAME,
                "taskmill.broker.password",
                password,
                // Topology asks for quorum queues and single active consumers where there are such.
                "queue.behaviourOnUnknownDeclareArgument",
                "IGNORE",
                "broker.failStartupWithErroredChild",
                "true",
                "broker.failStartupWithErroredChildScope",
                "ALL");
        return Map.of(
                SystemConfig.TYPE,
                "Memory",
                SystemConfig.INITIAL_CONFIGURATION_LOCATION,
                resource("broker.json"),
                SystemConfig.INITIAL_SYSTEM_PROPERTIES_LOCATION,
                resource("broker.properties"),
                SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT,
                "false",
                SystemConfig.CONTEXT,
                context);
    }

    private static String resource(String name) {
        return String.valueOf(EmbeddedBroker.class.getResource(name));
    }

    public int port() {
        return broker.getChildren(Port.class).stream()
                .filter(AmqpPort.class::isInstance)
                .mapToInt(each -> ((AmqpPort<?>) each).getBoundPort())
                .findFirst()
                .orElseThrow(() -> new EmbeddedBrokerException("the embedded broker has no port any more", null));
    }

    public String password() {
        return password;
    }

    /** What it consists of. */
    BrokerImpl model() {
        return broker;
    }

    @Override
    public void close() {
        launcher.shutdown();
    }

    @Override
    public String toString() {
        return "embedded broker at " + HOST;
    }

    /** Keeps what the launcher tells only to its listener. */
    private static final class Watch extends DefaultSystemLauncherListener {

        private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        private final AtomicReference<@Nullable SystemConfig<?>> system = new AtomicReference<>();

        @Override
        public void errorOnStartup(RuntimeException e) {
            failure.set(e);
        }

        @Override
        public void onContainerResolve(SystemConfig<?> systemConfig) {
            system.set(systemConfig);
        }

        BrokerImpl broker() {
            SystemConfig<?> started = system.get();
            if (started != null && started.getContainer() instanceof BrokerImpl broker) {
                return broker;
            }
            throw new EmbeddedBrokerException("the embedded broker did not become one", null);
        }
    }
}
