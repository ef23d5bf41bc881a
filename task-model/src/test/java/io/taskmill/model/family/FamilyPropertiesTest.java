package io.taskmill.model.family;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.OnFailure;
import io.taskmill.model.Phase;
import io.taskmill.model.SpawnMode;
import io.taskmill.model.State;
import io.taskmill.model.family.FamilyWorld.Plan;
import io.taskmill.model.message.DependencyEnded.How;
import io.taskmill.model.task.Task;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever the order in which a family's messages come, however often they do, and whichever outboxes are published again:
 * the end step is dispatched exactly once, and only after all children are over (invariant 4).
 */
class FamilyPropertiesTest {

    @Property(tries = 2_000)
    void theEndStepIsDispatchedOnceAfterAllChildrenAreOver(@ForAll("sealed") Plan plan, @ForAll long seed) {
        FamilyWorld world = new FamilyWorld(plan, seed);
        world.run(); // looks at each step whether all are over

        assertThat(world.endDispatches()).hasSize(1);
        Task parent = world.parent();
        assertThat(parent.phase()).isEqualTo(Phase.QUEUED);
        assertThat(parent.isEnding()).isTrue();
        assertThat(world.chunks().values()).allMatch(Chunk::isOver);
    }

    @Property(tries = 1_000)
    void theSummaryTellsOfEachChildOnce(@ForAll("sealed") Plan plan, @ForAll long seed) {
        FamilyWorld world = new FamilyWorld(plan, seed);
        world.run();

        var family = Objects.requireNonNull(world.parent().family());
        int all = plan.sizes().stream().mapToInt(Integer::intValue).sum();
        assertThat(family.summary().children()).isEqualTo(all);
        assertThat(family.summary().finished()).isEqualTo((int)
                world.children().values().stream().filter(How.FINISHED::equals).count());
    }

    /** A cancel that is folded before the family is sealed leaves nobody to wait for; so there are two ways to end. */
    @Property(tries = 1_000)
    void aCancelledFamilyEndsOnceAfterThoseThatWereOut(@ForAll("cancelled") Plan plan, @ForAll long seed) {
        FamilyWorld world = new FamilyWorld(plan, seed);
        world.run();

        Task parent = world.parent();
        if (parent.family() == null) {
            assertThat(parent.state()).isEqualTo(State.CANCELLED);
            assertThat(world.children()).isEmpty();
        } else {
            assertThat(world.endDispatches()).hasSize(1);
            assertThat(world.chunks().values()).allMatch(Chunk::isOver);
            assertThat(parent.cancelled()).isNotNull();
        }
    }

    @Property(tries = 1_000)
    void aFamilyThatIsNotSealedPublishesNobodyAndIsDiscarded(@ForAll("unsealed") Plan plan, @ForAll long seed) {
        FamilyWorld world = new FamilyWorld(plan, seed);
        world.run();

        assertThat(world.children()).isEmpty();
        assertThat(world.endDispatches()).isEmpty();
        assertThat(world.parent().state()).isIn(State.FAILED, State.CANCELLED);
        assertThat(world.chunks().values())
                .allSatisfy(chunk -> assertThat(chunk.stage()).isEqualTo(Chunk.Stage.DISCARDED));
    }

    @Provide
    Arbitrary<Plan> sealed() {
        return plans(true, Arbitraries.just(false));
    }

    @Provide
    Arbitrary<Plan> cancelled() {
        return plans(true, Arbitraries.just(true));
    }

    @Provide
    Arbitrary<Plan> unsealed() {
        return plans(false, Arbitraries.of(true, false));
    }

    private static Arbitrary<Plan> plans(boolean sealed, Arbitrary<Boolean> cancels) {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 4).list().ofMinSize(1).ofMaxSize(3),
                        Arbitraries.of(SpawnMode.values()),
                        Arbitraries.of(OnFailure.values()),
                        Arbitraries.of(How.FINISHED, How.FINISHED, How.FINISHED, How.FAILED, How.CANCELLED, How.UNKNOWN)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(6),
                        cancels)
                .as((sizes, mode, onFailure, ends, cancelled) ->
                        new Plan(sizes, mode, onFailure, ends, cancelled, sealed));
    }
}
