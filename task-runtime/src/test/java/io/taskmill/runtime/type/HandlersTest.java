package io.taskmill.runtime.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.Timeouts;
import io.taskmill.model.type.TaskType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HandlersTest {

    private record Params(int times) {}

    private record Named(String type, String pool) implements TaskHandler<Params, Void> {

        @Override
        public TaskDescription<Params> describe() {
            return new TaskDescription<>(type, 7, pool, Params.class, Map.of("en", Map.of("title", type)));
        }

        @Override
        public @Nullable Void run(Params params, TaskContext context) {
            return null;
        }
    }

    private final ParamsSchema schema = new ParamsSchema();

    @Test
    void areFoundByTheirType() {
        Named copy = new Named("COPY", "default");
        Named move = new Named("MOVE", "default");
        Handlers handlers = new Handlers(List.of(copy, move), schema);
        assertThat(handlers.of("MOVE", 7)).containsSame(move);
        assertThat(handlers.of("COPY", 7)).containsSame(copy);
        assertThat(handlers.of("DELETE", 1)).isEmpty();
    }

    @Test
    void runWhatIsOfAnOlderVersionAndNothingOfANewerOne() {
        Named copy = new Named("COPY", "default");
        Handlers handlers = new Handlers(List.of(copy), schema);
        assertThat(handlers.of("COPY", 1)).containsSame(copy);
        assertThat(handlers.of("COPY", 8)).isEmpty();
    }

    @Test
    void refuseTwoOfOneType() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Handlers(List.of(new Named("COPY", "default"), new Named("COPY", "other")), schema))
                .withMessageContaining("type COPY has two handlers")
                .withMessageContaining(Named.class.getName());
    }

    @Test
    void announceWhatTheyDescribe() {
        Handlers handlers = new Handlers(List.of(new Named("COPY", "storage")), schema);
        assertThat(handlers.types(Set.of("storage", "other")))
                .containsExactly(new TaskType(
                        "COPY", 7, "storage", schema.of(Params.class), Map.of("en", Map.of("title", "COPY"))));
    }

    @Test
    void announceThePolicyThatTheyDeclare() {
        TaskPolicy policy = new TaskPolicy(RetryPolicy.NONE, new Timeouts(null, Duration.ofMinutes(1), null), true);
        TaskHandler<Params, Void> strict = new TaskHandler<>() {
            @Override
            public TaskDescription<Params> describe() {
                return new Named("COPY", "storage")
                        .describe()
                        .withTimeouts(policy.timeouts())
                        .withStrictStart();
            }

            @Override
            public @Nullable Void run(Params params, TaskContext context) {
                return null;
            }
        };
        assertThat(new Handlers(List.of(strict), schema).types(Set.of("storage")))
                .extracting(TaskType::policy)
                .containsExactly(policy);
    }

    @Test
    void workInThePoolsOfTheirTypes() {
        Handlers handlers = new Handlers(
                List.of(new Named("A", "storage"), new Named("B", "vdi"), new Named("C", "storage")), schema);
        assertThat(handlers.pools()).containsExactlyInAnyOrder("storage", "vdi");
        assertThat(handlers.versions(Set.of("storage"))).isEqualTo(Map.of("A", 7, "C", 7));
        assertThat(handlers.versions(Set.of("elsewhere"))).isEmpty();
    }
}
