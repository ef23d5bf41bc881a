package io.taskmill.it.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.State;
import io.taskmill.testkit.RealStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The counts that the API tells, held against those that counting all documents gives. */
public final class Counts {

    private static final JsonMapper JSON = new JsonMapper();

    private Counts() {}

    /** Fails unless they are the same and known to be. */
    public static void assertExact(HttpTasks tasks, RealStore store) {
        JsonNode told = JSON.readTree(tasks.body("/api/v1/tasks/summary"));
        Map<String, Long> counted = counted(store);
        for (State state : State.values()) {
            assertThat(told.path("states").path(state.name()).asLong(-1))
                    .as("%s of %s", state, told)
                    .isEqualTo(counted.getOrDefault(state.name(), 0L));
        }
        assertThat(told.path("recounting").asBoolean(true)).as("%s", told).isFalse();
    }

    private static Map<String, Long> counted(RealStore store) {
        Map<String, Long> counts = new TreeMap<>();
        store.withDatabase(database -> database.getCollection("tasks")
                        .aggregate(List.of(
                                Document.parse("{$match: {spec: {$exists: true}}}"),
                                Document.parse("{$group: {_id: '$state', tasks: {$sum: 1}}}")))
                        .into(new ArrayList<>()))
                .forEach(group -> counts.put(
                        group.getString("_id"), group.getInteger("tasks").longValue()));
        return counts;
    }
}
