package io.taskmill.model.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.taskmill.model.Json;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.Timeouts;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskTypeTest {

    @Test
    void anUnknownTypeIsAsItIsAnnounced() {
        assertThat(TaskType.announced(null, type(3, "a"))).isEqualTo(type(3, "a"));
    }

    @Test
    void aHigherVersionReplacesALowerOne() {
        assertThat(TaskType.announced(type(1, "a"), type(2, "b"))).isEqualTo(type(2, "b"));
    }

    @Test
    void aLowerVersionChangesNothing() {
        assertThat(TaskType.announced(type(2, "b"), type(1, "a"))).isEqualTo(type(2, "b"));
    }

    @Test
    void ofOneVersionTheLaterAnnouncementStands() {
        assertThat(TaskType.announced(type(2, "a"), type(2, "b"))).isEqualTo(type(2, "b"));
    }

    @Test
    void ofOneVersionTheLaterSchemaStandsAndContradictsTheOneBefore() {
        TaskType before = type(2, "a");
        TaskType after = new TaskType("COUNT", 2, "a", new Json("{\"type\":\"object\"}"), before.texts());

        assertThat(TaskType.announced(before, after)).isEqualTo(after);
        assertThat(before.contradicts(after)).isTrue();
        assertThat(after.contradicts(before)).isTrue();
    }

    @Test
    void anotherVersionOrTheSameSchemaIsNoContradiction() {
        TaskType other = new TaskType("COUNT", 3, "a", new Json("{\"type\":\"object\"}"), Map.of());

        assertThat(type(2, "a").contradicts(other)).isFalse();
        assertThat(type(2, "a").contradicts(type(2, "b"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"count, 1, default, type", "COUNT, 1, Default, pool", "COUNT, 0, default, version"})
    void aTypeThatBreaksARuleIsRefused(String name, int version, String pool, String field) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TaskType(name, version, pool, Json.EMPTY_OBJECT, Map.of()))
                .withMessageStartingWith(field);
    }

    @Test
    void aTypeDoesNotChangeWithTheMapsItWasMadeFrom() {
        Map<String, String> english = new HashMap<>(Map.of(TaskType.TITLE, "Count"));
        Map<String, Map<String, String>> texts = new HashMap<>(Map.of("en", english));
        TaskType type = new TaskType("COUNT", 1, "default", Json.EMPTY_OBJECT, texts);
        texts.put("de", Map.of());
        english.put("later", "Later");

        assertThat(type.texts()).containsOnlyKeys("en");
        assertThat(type.texts().get("en")).containsOnlyKeys(TaskType.TITLE);
    }

    @Test
    void aTypeThatSaysNothingOfItIsRunOnceWithoutLimits() {
        assertThat(type(1, "a").policy()).isEqualTo(new TaskPolicy(RetryPolicy.NONE, Timeouts.NONE, false));
    }

    private static TaskType type(int version, String pool) {
        return new TaskType("COUNT", version, pool, Json.EMPTY_OBJECT, Map.of("en", Map.of(TaskType.TITLE, "Count")));
    }
}
