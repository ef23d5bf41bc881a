package io.taskmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesFileTest {

    private static final String CONTENT = """
            rabbitmq.uri=amqp://127.0.0.1:35672
            rabbitmq.management=http://127.0.0.1:35673
            rabbitmq.username=taskmill
            rabbitmq.password=p:w/d
            rabbitmq.node=taskmill@localhost
            rabbitmq.pid=41
            mongodb.uri=mongodb://127.0.0.1:37017/?replicaSet=rs0
            mongodb.pid=42
            """;

    @TempDir
    Path directory = Path.of("");

    @Test
    void describesBothServers() throws IOException {
        ServicesFile services = new ServicesFile(content(), pid -> true);
        assertThat(services.broker())
                .contains(new BrokerAddress(
                        "127.0.0.1", 35672, "taskmill", "p:w/d", URI.create("http://127.0.0.1:35673")));
        assertThat(services.store()).contains(new StoreAddress("mongodb://127.0.0.1:37017/?replicaSet=rs0"));
    }

    @Test
    void leavesOutAServerWhoseProcessIsGone() throws IOException {
        ServicesFile services = new ServicesFile(content(), pid -> pid == 42);
        assertThat(services.broker()).isEmpty();
        assertThat(services.store()).isPresent();
    }

    @Test
    void takesTheUserOfTheUriWhereNoneIsNamedBeside() {
        Properties properties = new Properties();
        properties.setProperty("rabbitmq.uri", "amqp://ann:secret@localhost:1234/ignored");
        assertThat(new ServicesFile(properties, pid -> false).broker())
                .contains(new BrokerAddress("localhost", 1234, "ann", "secret", URI.create("http://localhost:15672")));
    }

    @Test
    void hasNoServersWhereThereIsNoFile() {
        ServicesFile services = ServicesFile.read(directory.resolve("services.properties"));
        assertThat(services.broker()).isEmpty();
        assertThat(services.store()).isEmpty();
    }

    private Properties content() throws IOException {
        return ServicesFile.read(Files.writeString(directory.resolve("services.properties"), CONTENT))
                .properties();
    }
}
