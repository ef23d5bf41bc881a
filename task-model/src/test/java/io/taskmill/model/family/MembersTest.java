package io.taskmill.model.family;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Child;
import io.taskmill.model.ChunkMember;
import io.taskmill.model.EntityRef;
import io.taskmill.model.GateRule;
import io.taskmill.model.Json;
import io.taskmill.model.OnFailure;
import io.taskmill.model.Priority;
import io.taskmill.model.RateRule;
import io.taskmill.model.SpawnMode;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.WhenFull;
import io.taskmill.model.message.SpawnChunk;
import io.taskmill.model.type.AdmissionKeys.Params;
import io.taskmill.model.type.TaskType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is recorded of children whose type has gates and rates. */
class MembersTest {

    private static final TaskId PARENT = new TaskId(new UUID(0, 1));

    private static ChunkMember member(List<String> held, String... gates) {
        TaskPolicy policy = TaskPolicy.DEFAULT;
        for (String gate : gates) {
            policy = policy.withGate(new GateRule(gate, 2, WhenFull.WAIT));
        }
        return member(held, policy);
    }

    private static ChunkMember member(List<String> held, TaskPolicy policy) {
        TaskType type = new TaskType("PREPARE", 1, "vdi", policy, Json.EMPTY_OBJECT, Map.of());
        Child child = new Child(
                "PREPARE",
                null,
                new Json("{\"pool\":\"p\"}"),
                null,
                1,
                null,
                null,
                new EntityRef("vm", "7"),
                null,
                null);
        SpawnChunk chunk = new SpawnChunk(
                PARENT,
                1,
                "r-1",
                0,
                0,
                SpawnMode.PARALLEL,
                OnFailure.CONTINUE,
                1,
                Priority.NORMAL,
                null,
                null,
                Instant.parse("2031-05-04T12:00:00Z"),
                null,
                held,
                List.of(child));
        return Members.of(chunk, 0, type, new TaskId(new UUID(0, 2)), MembersTest::params);
    }

    /** Of parameters as above. */
    private static Params params(Json params) {
        return path -> path.equals(List.of("pool")) ? Optional.of("p") : Optional.empty();
    }

    private static List<String> keys(List<GateRule> gates) {
        return gates.stream().map(GateRule::key).toList();
    }

    private static TaskError error(ChunkMember member) {
        return Objects.requireNonNull(member.refused());
    }

    @Test
    void gatesAndRatesOfItsTypeHoldForAChild() {
        RateRule rate = new RateRule("host:{entity.id}", 3, Duration.ofSeconds(1), 1);
        ChunkMember member = member(
                List.of(),
                TaskPolicy.DEFAULT
                        .withGate(new GateRule("pool:{params.pool}", 2, WhenFull.WAIT))
                        .withRate(rate));
        assertThat(member.refused()).isNull();
        assertThat(keys(member.spec().gates())).containsExactly("pool:p");
        assertThat(member.spec().policy().rates()).containsExactly(rate.of("host:7"));
        assertThat(member.spec().isHeld()).isTrue();
    }

    @Test
    void aGateThatAnAncestorHoldsIsNotAskedForAgain() {
        ChunkMember member = member(List.of("all", "pool:p"), "pool:{params.pool}", "vm:{entity.id}");
        assertThat(member.refused()).isNull();
        assertThat(keys(member.spec().policy().gates())).containsExactly("pool:p", "vm:7");
        assertThat(keys(member.spec().gates())).containsExactly("vm:7");
        assertThat(member.spec().heldGates()).containsExactly("all", "pool:p", "vm:7");
    }

    @Test
    void aGateThatComesBeforeOneThatAnAncestorHoldsFailsTheChild() {
        ChunkMember member = member(List.of("all", "vm:6"), "pool:{params.pool}");
        assertThat(error(member).code()).isEqualTo(Members.GATE_ORDER);
        assertThat(error(member).text()).contains("pool:p", "vm:6");
        assertThat(error(member).retryable()).isFalse();
    }

    @Test
    void parametersThatMakeNoKeyFailTheChild() {
        ChunkMember member = member(List.of(), "template:{params.template}");
        assertThat(error(member).code()).isEqualTo(Members.INVALID_PARAMS);
        assertThat(error(member).text()).contains("/params/template", "PREPARE");
        assertThat(member.spec().policy().gates()).isEmpty();
    }
}
