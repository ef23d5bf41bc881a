package io.taskmill.model.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.taskmill.model.EntityRef;
import io.taskmill.model.Fact;
import io.taskmill.model.Json;
import io.taskmill.model.TaskId;
import io.taskmill.model.Teller;
import io.taskmill.model.entity.Entity.Change;
import io.taskmill.model.message.EntityTold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class EntityTransitionTest {

    private static final EntityRef POOL = new EntityRef("pool", "p");
    private static final Instant NOON = Instant.parse("2031-05-04T12:00:00Z");

    private static EntityTold told(int task, int epoch, int seq, Fact fact) {
        return new EntityTold(
                fact, new Teller(new TaskId(new UUID(0, task)), "POOL_CREATE", epoch, seq), NOON.plusSeconds(seq));
    }

    private static Fact is(@Nullable String status) {
        return new Fact(POOL, status, false, false, Map.of());
    }

    private static Fact has(String attribute, String value) {
        return new Fact(POOL, null, false, false, Map.of(attribute, new Json(value)));
    }

    private static Entity after(EntityTold... told) {
        return after(List.of(told));
    }

    private static Entity after(List<EntityTold> told) {
        Entity entity = null;
        for (EntityTold each : told) {
            entity = EntityTransition.apply(entity, each);
        }
        return Objects.requireNonNull(entity);
    }

    @Test
    void oneThatIsBeingBuiltIsThereAtOnceWithThatMark() {
        Entity building = after(told(1, 1, 2, new Fact(POOL, "CREATING", true, false, Map.of())));
        assertThat(building.building()).isTrue();
        assertThat(building.status()).isEqualTo("CREATING");
        Entity still = EntityTransition.apply(building, told(1, 1, 3, has("vms", "7")));
        assertThat(still.building()).isTrue();
        assertThat(still.attributes()).containsEntry("vms", new Json("7"));
        assertThat(still.history()).hasSize(1);
        Entity built = EntityTransition.apply(still, told(1, 1, 4, is("ACTIVE")));
        assertThat(built.building()).isFalse();
        assertThat(built.since()).isEqualTo(NOON.plusSeconds(4));
        assertThat(built.history()).extracting(Change::status).containsExactly("CREATING", "ACTIVE");
    }

    @RepeatedTest(20)
    void ofOneTaskTheLatestReportCountsWhateverTheOrderAndHoweverOftenItComes() {
        Random random = new Random();
        List<EntityTold> all = new ArrayList<>();
        for (int epoch = 1; epoch <= 2; epoch++) {
            for (int seq = 2; seq < 6; seq++) {
                EntityTold told = told(1, epoch, seq, is("S" + epoch + seq));
                all.addAll(Collections.nCopies(1 + random.nextInt(2), told));
            }
        }
        Collections.shuffle(all, random);
        assertThat(after(all).status()).isEqualTo("S25");
    }

    @Test
    void ofSeveralTasksTheOneThatComesLastCountsAndTheOthersReportsNoMoreIfTheyComeAgain() {
        EntityTold first = told(1, 1, 9, is("CREATING"));
        Entity entity = after(first, told(2, 1, 2, is("ACTIVE")), first);
        assertThat(entity.status()).isEqualTo("ACTIVE");
        assertThat(entity.history()).hasSize(2);
        assertThat(after(first, told(2, 1, 2, is("ACTIVE")), told(1, 2, 2, is("FAILED")))
                        .status())
                .isEqualTo("FAILED");
    }

    @Test
    void whatIsGoneIsThereAgainOnceSomebodyTellsItsStatus() {
        Entity gone = after(told(1, 1, 2, is("ACTIVE")), told(2, 1, 2, new Fact(POOL, null, false, true, Map.of())));
        assertThat(gone.gone()).isEqualTo(NOON.plusSeconds(2));
        assertThat(gone.status()).isEqualTo("ACTIVE");
        Entity mentioned = EntityTransition.apply(gone, told(2, 1, 3, has("by", "\"ada\"")));
        assertThat(mentioned.gone()).isNotNull();
        assertThat(EntityTransition.apply(mentioned, told(3, 1, 2, is("CREATING")))
                        .gone())
                .isNull();
    }

    @Test
    void anAttributeIsTakenAwayByNullAndOfTooManyTheLatestStay() {
        Entity without = after(told(1, 1, 2, has("a", "1")), told(1, 1, 3, has("a", "null")));
        assertThat(without.attributes()).isEmpty();
        Entity full = after(IntStream.range(0, Entity.MOST_ATTRIBUTES + 5)
                .mapToObj(i -> told(1, 1, i + 2, has("a" + i, "1")))
                .toList());
        assertThat(full.attributes())
                .hasSize(Entity.MOST_ATTRIBUTES)
                .doesNotContainKey("a4")
                .containsKey("a5");
    }

    @Test
    void itRemembersABoundedHistory() {
        Entity busy = after(IntStream.range(0, 200)
                .mapToObj(i -> told(i, 1, 2, is("S" + i)))
                .toList());
        assertThat(busy.history()).hasSize(Entity.MOST_CHANGES);
        assertThat(busy.heard()).hasSize(Entity.REMEMBERED);
        assertThat(busy.history().getLast().status()).isEqualTo("S199");
    }

    @Test
    void whatIsNoSuchThingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Fact(new EntityRef("pool", null), "A", false, false, Map.of()))
                .withMessageContaining("id");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Fact(new EntityRef("Pool:", "1"), "A", false, false, Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> is("x".repeat(65)));
        assertThatIllegalArgumentException().isThrownBy(() -> has("a.b", "1")).withMessageContaining("a.b");
        assertThatIllegalArgumentException().isThrownBy(() -> has("a", "\"" + "x".repeat(4_096) + "\""));
    }
}
