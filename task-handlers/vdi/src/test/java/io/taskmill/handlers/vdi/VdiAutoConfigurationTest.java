package io.taskmill.handlers.vdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.handler.TaskHandler;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

class VdiAutoConfigurationTest {

    private static List<String> offered(Map<String, Object> properties) {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
            context.register(VdiAutoConfiguration.class);
            context.refresh();
            return context.getBeansOfType(TaskHandler.class).values().stream()
                    .map(handler -> handler.describe().name())
                    .toList();
        }
    }

    @Test
    void withAHypervisorAllTypesAreOffered() {
        assertThat(offered(Map.of("taskmill.vdi.hypervisor", "http://127.0.0.1:8090")))
                .containsExactlyInAnyOrderElementsOf(TextsOfThePackTest.types().toList());
    }

    @Test
    void withoutOneNoneIs() {
        assertThat(offered(Map.of())).isEmpty();
        assertThat(offered(Map.of("taskmill.vdi.hypervisor", ""))).isEmpty();
    }
}
