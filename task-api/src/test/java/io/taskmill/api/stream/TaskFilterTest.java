package io.taskmill.api.stream;

import static io.taskmill.api.stream.Changes.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.model.EntityRef;
import io.taskmill.model.State;
import io.taskmill.model.change.TasksChanged.Change;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskFilterTest {

    private static final TaskFilter ALL = TaskFilter.parse(null, null, null, null, null);

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, INITIAL, true, false, true",
                "INITIAL, IN_PROGRESS, true, true, true",
                "IN_PROGRESS, IN_PROGRESS, false, true, true",
                "IN_PROGRESS, FINISHED, false, true, true",
                "INITIAL, FINISHED, true, false, true",
                "-, FINISHED, false, false, false",
                "FINISHED, FINISHED, false, false, false"
            })
    void aChangeIsWantedIfTheTaskMatchesAfterItOrDidBefore(
            @Nullable State from, State to, boolean initial, boolean inProgress, boolean pending) {
        Change change = change(1, 1, from, to);
        assertThat(ALL.wants(change)).isTrue();
        assertThat(TaskFilter.parse(null, "INITIAL", null, null, null).wants(change))
                .isEqualTo(initial);
        assertThat(TaskFilter.parse(null, "IN_PROGRESS", null, null, null).wants(change))
                .isEqualTo(inProgress);
        assertThat(TaskFilter.parse("PENDING", null, null, null, null).wants(change))
                .isEqualTo(pending);
    }

    @Test
    void aDeletionIsWantedByWhoWantedTheTask() {
        Change change = Changes.deleted(1, 2, State.FAILED);
        assertThat(ALL.wants(change)).isTrue();
        assertThat(TaskFilter.parse("FAILED", null, null, null, null).wants(change))
                .isTrue();
        assertThat(TaskFilter.parse("FINISHED", null, null, null, null).wants(change))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"vm, true", "vm:7, true", "vm:8, false", "pool, false", "vm:7:1, false"})
    void anEntityIsAskedForByItsTypeOrByBoth(String entity, boolean wanted) {
        TaskFilter filter = TaskFilter.parse(null, null, null, entity, null);
        assertThat(filter.wants(change(1, 1, null, State.INITIAL, new EntityRef("vm", "7"), null)))
                .isEqualTo(wanted);
        assertThat(filter.wants(change(1, 1, null, State.INITIAL))).isFalse();
    }

    @Test
    void typeAndCreatorMustBeEqualAndAllFiltersMustMatch() {
        Change change = change(1, 1, null, State.INITIAL, null, "ada");
        assertThat(TaskFilter.parse("PENDING", "INITIAL", "COUNT", null, "ada").wants(change))
                .isTrue();
        assertThat(TaskFilter.parse("PENDING", "INITIAL", "COUNT", null, "bob").wants(change))
                .isFalse();
        assertThat(TaskFilter.parse(null, null, "FAIL", null, "ada").wants(change))
                .isFalse();
        assertThat(TaskFilter.parse("FAILED", "INITIAL", null, null, null).wants(change))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "category, pending",
                "category, ''",
                "state, QUEUED",
                "state, ''",
                "type, count",
                "type, ''",
                "entity, ''",
                "entity, :7",
                "entity, vm:",
                "creator, ''"
            })
    void whatIsNoFilterIsToldWithNameValueAndRule(String name, String value) {
        assertThatThrownBy(() -> TaskFilter.parse(
                        value(name, value, "category"),
                        value(name, value, "state"),
                        value(name, value, "type"),
                        value(name, value, "entity"),
                        value(name, value, "creator")))
                .asInstanceOf(InstanceOfAssertFactories.type(ApiException.class))
                .satisfies(e -> {
                    assertThat(e.type()).isEqualTo(ProblemType.MALFORMED_FILTER);
                    assertThat(Objects.requireNonNull(e.getBody().getProperties()))
                            .containsEntry("name", name)
                            .containsEntry("value", value)
                            .containsKey("rule");
                });
    }

    private static @Nullable String value(String name, String value, String parameter) {
        return name.equals(parameter) ? value : null;
    }
}
