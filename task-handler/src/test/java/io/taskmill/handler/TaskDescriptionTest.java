package io.taskmill.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.taskmill.model.RetryPolicy;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.Timeouts;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskDescriptionTest {

    private record Params() {}

    @Test
    void isOfTheFirstVersionAndInTheDefaultPoolUnlessSaidOtherwise() {
        TaskDescription<Params> description = TaskDescription.of("COUNT", Params.class, Map.of());
        assertThat(description.version()).isEqualTo(1);
        assertThat(description.pool()).isEqualTo("default");
        assertThat(description.params()).isEqualTo(Params.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "count", "Count", "1COUNT", "COUNT-1", "_COUNT"})
    void refusesANameThatCouldNotStandInAMetric(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskDescription.of(name, Params.class, Map.of()))
                .withMessageContaining("type '" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Default", "a.b", "-a", "#"})
    void refusesAPoolThatCouldNotStandInARoutingKey(String pool) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TaskDescription<>("COUNT", 1, pool, Params.class, Map.of()))
                .withMessageContaining("pool '" + pool + "'");
    }

    @Test
    void hasTheDefaultPolicyUnlessSaidOtherwisePartByPart() {
        TaskDescription<Params> plain = TaskDescription.of("COUNT", Params.class, Map.of());
        RetryPolicy retry = new RetryPolicy(3, Duration.ofSeconds(2), Duration.ofMinutes(1), Set.of("NO_SPACE"));
        Timeouts timeouts = new Timeouts(null, Duration.ofMinutes(5), null);
        assertThat(plain.policy()).isEqualTo(TaskPolicy.DEFAULT);
        assertThat(plain.withStrictStart().withTimeouts(timeouts).withRetry(retry))
                .isEqualTo(new TaskDescription<>(
                        "COUNT", 1, "default", new TaskPolicy(retry, timeouts, true), Params.class, Map.of()));
        assertThat(plain.withRetry(retry).policy()).isEqualTo(new TaskPolicy(retry, Timeouts.NONE, false));
    }

    @Test
    void keepsItsTextsWhateverBecomesOfTheGivenMap() {
        Map<String, Map<String, String>> texts = new HashMap<>(Map.of("en", Map.of("title", "Count")));
        TaskDescription<Params> description = TaskDescription.of("COUNT", Params.class, texts);
        texts.clear();
        assertThat(description.texts()).containsOnlyKeys("en");
    }
}
