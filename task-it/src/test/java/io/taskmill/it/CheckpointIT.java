package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What a run has left is there for the one that follows, whatever was killed in between. */
class CheckpointIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Rounds of a second, of which so many are done when the worker is killed. */
    private static final int DONE = 5;

    private static final int ALL = 9;

    @BeforeAll
    static void startOneOfEach() {
        MILL.startOneOfEach();
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    @Test
    void aCountWhoseWorkerAndProjectorAreKilledGoesOnWhereItWas() {
        String id = tasks().submit("COUNT", "{\"times\":" + ALL + "}");
        tasks().awaitTask(id, PATIENCE, _ -> counted(id) >= DONE);
        int before = counted(id);

        MILL.process("worker").kill();
        MILL.process("projector").kill();
        MILL.launch("task-projector", "projector");
        MILL.launch("task-worker", "worker");
        MILL.awaitReady();

        JsonNode again =
                tasks().awaitTask(id, PATIENCE, task -> task.path("epoch").asInt(0) == 2 && roundOf(task) > 0);
        assertThat(roundOf(again)).as("the first round of the second run").isGreaterThan(before);
        JsonNode finished = tasks().awaitState(id, "FINISHED", PATIENCE);
        assertThat(finished.at("/output/counted").intValue()).isEqualTo(ALL);
        assertThat(finished.path("attempt").intValue()).isEqualTo(1);
        assertThat(document(id)).as("a finished task").doesNotContainKey("checkpoint");
    }

    /** How far its document says that the next run may go on from. */
    @SuppressWarnings("unchecked")
    private static int counted(String id) {
        Object checkpoint = document(id).get("checkpoint");
        if (checkpoint == null) {
            return 0;
        }
        String state = String.valueOf(((Map<String, Object>) checkpoint).get("state"));
        return Integer.parseInt(state.replaceAll("\\D", ""));
    }

    private static Map<String, @Nullable Object> document(String id) {
        return MILL.store().find("tasks", "{\"_id\":{\"$uuid\":\"" + id + "\"}}").stream()
                .findFirst()
                .orElse(Map.of());
    }

    /** "Round 6 of 9": which one it tells of; 0 if it tells of none. */
    private static int roundOf(JsonNode task) {
        String text = Objects.requireNonNullElse(task.at("/message/text").asString(""), "");
        String digits = text.replaceFirst("^\\D*(\\d+).*", "$1");
        return digits.matches("\\d+") ? Integer.parseInt(digits) : 0;
    }
}
