package io.taskmill.handlers.storage.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.handler.TaskHandler;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class StorageHandlersAutoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(StorageHandlersAutoConfiguration.class));

    @Test
    void aWorkerWithoutAClusterHasNoneOfTheTypes() {
        runner.run(
                context -> assertThat(context.getBeansOfType(TaskHandler.class)).isEmpty());
        runner.withPropertyValues("taskmill.storage.cluster=")
                .run(context ->
                        assertThat(context.getBeansOfType(TaskHandler.class)).isEmpty());
    }

    @Test
    void aWorkerWithOneHasThemAll() {
        runner.withPropertyValues("taskmill.storage.cluster=http://127.0.0.1:7070")
                .run(context -> {
                    Map<String, ?> handlers = context.getBeansOfType(TaskHandler.class);
                    assertThat(handlers.values())
                            .extracting(handler ->
                                    ((TaskHandler<?, ?>) handler).describe().name())
                            .containsExactlyInAnyOrder(
                                    "REMOVE_VM",
                                    "REMOVE_ALL_VM_IMAGES",
                                    "REMOVE_IMAGE",
                                    "SET_POOL_PG_NUM",
                                    "COLLECT_RBD_PERFORMANCE");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster=storage:7070", "cluster=ftp://a", "look=5ms", "patience=2h", "gap=0s"})
    void aWrongValueIsRefusedAndNamed(String property) {
        runner.withPropertyValues("taskmill.storage.cluster=http://127.0.0.1:7070", "taskmill.storage." + property)
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("taskmill.storage." + property.substring(0, property.indexOf('='))));
    }
}
