package io.taskmill.api.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import io.taskmill.model.Json;
import io.taskmill.model.type.TaskType;
import io.taskmill.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TypeCatalogTest {

    private static final TaskType COUNT = type("COUNT", "basic", "{}");

    private final List<TaskType> stored = new ArrayList<>();
    private @Nullable StoreUnavailableException away;
    private long now = 1;
    private int reads;

    private final TypeCatalog catalog = new TypeCatalog(this::read, () -> now);

    @Test
    void aKnownTypeIsFoundWithoutReading() {
        stored.add(COUNT);
        catalog.refresh();
        assertThat(catalog.find("COUNT")).map(KnownType::type).contains(COUNT);
        assertThat(reads).isEqualTo(1);
    }

    @Test
    void aMissReadsAtOnceButNotAgainRightAfter() {
        assertThat(catalog.find("COUNT")).isEmpty();
        stored.add(COUNT);
        now += TypeCatalog.MISS_PAUSE.toNanos() - 1;
        assertThat(catalog.find("COUNT")).isEmpty();
        assertThat(reads).isEqualTo(1);
        now++;
        assertThat(catalog.find("COUNT")).isPresent();
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void aMissWhileTheStoreIsAwayIsNotAnAnswer() {
        away = mock(StoreUnavailableException.class);
        assertThatThrownBy(() -> catalog.find("COUNT")).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> catalog.find("COUNT")).isInstanceOf(StoreUnavailableException.class);
        assertThat(reads).isEqualTo(1);
    }

    @Test
    void whatIsKnownStaysKnownWhileTheStoreIsAway() {
        stored.add(COUNT);
        catalog.refresh();
        away = mock(StoreUnavailableException.class);
        assertThatThrownBy(catalog::refresh).isInstanceOf(StoreUnavailableException.class);
        assertThat(catalog.find("COUNT")).isPresent();
        assertThat(catalog.pools()).containsExactly("basic");
    }

    @Test
    void aTypeIsCompiledAgainOnlyWhenItChanged() {
        stored.add(COUNT);
        catalog.refresh();
        KnownType first = catalog.find("COUNT").orElseThrow();
        catalog.refresh();
        assertThat(catalog.find("COUNT").orElseThrow()).isSameAs(first);
        stored.set(0, type("COUNT", "other", "{\"type\":\"object\"}"));
        catalog.refresh();
        assertThat(catalog.find("COUNT").orElseThrow()).isNotSameAs(first);
        assertThat(catalog.pools()).containsExactly("other");
    }

    @Test
    void aBrokenSchemaSpoilsOnlyItsOwnType() {
        stored.add(COUNT);
        stored.add(type("BROKEN", "basic", "{\"pattern\":\"[\"}"));
        catalog.refresh();
        assertThat(catalog.find("BROKEN").orElseThrow().schema()).isNull();
        assertThat(catalog.find("COUNT").orElseThrow().schema()).isNotNull();
    }

    private List<TaskType> read() {
        reads++;
        if (away != null) {
            throw away;
        }
        return List.copyOf(stored);
    }

    private static TaskType type(String name, String pool, String schema) {
        return new TaskType(name, 1, pool, new Json(schema), Map.of());
    }
}
