package io.taskmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ServerSearchTest {

    @Test
    void takesTheGivenServerBeforeStartingAnything() {
        assertThat(search(() -> Optional.of("given"), ServerSearchTest::untouched, ServerSearchTest::untouched)
                        .find())
                .contains("given");
    }

    @Test
    void takesAContainerBeforeTheLocalServers() {
        assertThat(search(Optional::empty, () -> Optional.of("container"), ServerSearchTest::untouched)
                        .find())
                .contains("container");
    }

    @Test
    void takesTheLocalServersLast() {
        assertThat(search(Optional::empty, Optional::empty, () -> Optional.of("local"))
                        .find())
                .contains("local");
    }

    @Test
    void saysWhatToDoWithoutAnyServer() {
        ServerSearch<String> search = search(Optional::empty, Optional::empty, Optional::empty);
        assertThat(search.find()).isEmpty();
        assertThat(search.missing())
                .hasMessageContaining("No RabbitMQ to test against")
                .hasMessageContaining("./taskmill services start")
                .hasMessageContaining("Docker engine")
                .hasMessageContaining("TASKMILL_TEST_RABBITMQ_URI");
    }

    private static ServerSearch<String> search(
            Supplier<Optional<String>> given, Supplier<Optional<String>> contained, Supplier<Optional<String>> local) {
        return new ServerSearch<>("RabbitMQ", "TASKMILL_TEST_RABBITMQ_URI", given, contained, local);
    }

    private static Optional<String> untouched() {
        throw new AssertionError("looked further than needed");
    }
}
