package io.taskmill.testkit;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The local servers as {@code ./taskmill services start} describes them.
 *
 * @param properties the file's content; keys {@code rabbitmq.uri}, {@code .management}, {@code .username},
 *     {@code .password}, {@code .pid} and {@code mongodb.uri}, {@code .pid}
 * @param alive whether a process of that id runs; the file outlives servers that were killed
 */
record ServicesFile(Properties properties, LongPredicate alive) {

    private static final Path LOCATION = Path.of(".taskmill", "services", "services.properties");

    /** The file of this project, without entries if there is none. */
    static ServicesFile ofProject() {
        return ProjectRoot.find(
                        System.getProperty(ProjectRoot.PROPERTY), Path.of("").toAbsolutePath())
                .map(root -> read(root.resolve(LOCATION)))
                .orElseGet(() -> of(new Properties()));
    }

    static ServicesFile read(Path file) {
        Properties properties = new Properties();
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("Could not read " + file, e);
            }
        }
        return of(properties);
    }

    private static ServicesFile of(Properties properties) {
        return new ServicesFile(properties, pid -> ProcessHandle.of(pid).isPresent());
    }

    Optional<BrokerAddress> broker() {
        String uri = running("rabbitmq.uri", "rabbitmq.pid");
        if (uri == null) {
            return Optional.empty();
        }
        BrokerAddress address = BrokerAddress.parse(uri, properties.getProperty("rabbitmq.management"));
        return Optional.of(new BrokerAddress(
                address.host(),
                address.port(),
                properties.getProperty("rabbitmq.username", address.username()),
                properties.getProperty("rabbitmq.password", address.password()),
                address.management()));
    }

    Optional<StoreAddress> store() {
        return Optional.ofNullable(running("mongodb.uri", "mongodb.pid")).map(StoreAddress::new);
    }

    /** The process of a server, if it runs. */
    OptionalLong pid(String server) {
        String pid = properties.getProperty(server + ".pid");
        return pid == null || !alive.test(Long.parseLong(pid.strip()))
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(pid.strip()));
    }

    private @Nullable String running(String uriKey, String pidKey) {
        String uri = properties.getProperty(uriKey);
        String pid = properties.getProperty(pidKey);
        boolean stopped = pid != null && !alive.test(Long.parseLong(pid.strip()));
        return uri == null || uri.isBlank() || stopped ? null : uri.strip();
    }
}
