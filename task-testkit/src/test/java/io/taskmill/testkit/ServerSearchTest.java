package io.taskmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ServerSearchTest {

    @Test
    void takesTheGivenServerBeforeStartingAnything() {
        assertThat(search(() -> Optional.of("given"), ServerSearchTest::untouched, ServerSearchTest::untouched)
                        .find())
                .isEqualTo("given");
    }

    @Test
    void takesAContainerBeforeTheLocalServers() {
        assertThat(search(Optional::empty, () -> Optional.of("container"), ServerSearchTest::untouched)
                        .find())
                .isEqualTo("container");
    }

    @Test
    void takesTheLocalServersLast() {
        assertThat(search(Optional::empty, Optional::empty, () -> Optional.of("local"))
                        .find())
                .isEqualTo("local");
    }

    @Test
    void failsAndSaysWhatToDoWithoutAnyServer() {
        assertThatThrownBy(() -> search(Optional::empty, Optional::empty, Optional::empty)
                        .find())
                .isInstanceOf(TestkitException.class)
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
