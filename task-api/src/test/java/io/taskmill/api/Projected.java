package io.taskmill.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.messaging.Topology;
import io.taskmill.messaging.config.BrokerConnections;
import io.taskmill.messaging.publish.Publisher;
import io.taskmill.model.Json;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskTransition;
import io.taskmill.model.type.TaskType;
import io.taskmill.store.Change;
import io.taskmill.store.Installation;
import io.taskmill.store.TaskStore;
import io.taskmill.store.TaskTypeStore;
import io.taskmill.store.Versioned;
import io.taskmill.store.config.StoreFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does by hand what a projector would: creates indexes, fixes the number of shards, writes types, folds documents. */
final class Projected {

    static final Shards SHARDS = new Shards(4);

    static final TaskType COUNT = new TaskType(
            "COUNT",
            3,
            "basic",
            new Json("""
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
             "properties": {"times": {"type": "integer", "minimum": 1}, "exact": {"type": "number"}},
             "required": ["times"], "additionalProperties": false}"""),
            Map.of(
                    "en",
                    Map.of(TaskType.TITLE, "Count", "count.round", "Round {0} of {1}"),
                    "ru",
                    Map.of(TaskType.TITLE, "Счёт", "count.round", "Круг {0} из {1}")));

    private Projected() {}

    /** Through the beans of an API, which would never do so itself. */
    static void open(ApiInstance api) {
        api.bean(Installation.class).ensureIndexes();
        announce(api, COUNT);
        declare(api);
        assertThat(api.bean(Installation.class).fixShards(SHARDS)).isEqualTo(SHARDS);
    }

    static void announce(ApiInstance api, TaskType type) {
        assertThat(api.bean(TaskTypeStore.class).write(List.of(new Change<>(type.name(), null, type))))
                .isEmpty();
    }

    /** As owner of the number of shards; a publisher declares everything when it connects. */
    private static void declare(ApiInstance api) {
        Topology topology = new Topology(SHARDS, () -> Set.of(COUNT.pool()), true);
        try (Publisher publisher =
                new Publisher(api.bean(BrokerConnections.class).named("test", topology), new Random())) {
            await().atMost(Duration.ofSeconds(20)).until(publisher::isConnected);
        }
    }

    static void fold(ApiInstance api, TaskId id, TaskEvent... events) {
        @Nullable Task task = null;
        for (TaskEvent event : events) {
            task = TaskTransition.apply(task, event, Instant.EPOCH).task();
        }
        TaskStore tasks = api.bean(StoreFactory.class).tasks(SHARDS);
        Versioned<Task> before = tasks.find(id).orElse(null);
        assertThat(tasks.write(List.of(new Change<>(id, before, Objects.requireNonNull(task)))))
                .isEmpty();
    }
}
