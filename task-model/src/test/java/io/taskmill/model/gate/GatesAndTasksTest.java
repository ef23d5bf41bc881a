package io.taskmill.model.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Invariant 8, and that nobody waits for ever: several tasks and gates, whose messages are lost with a crash and published
 * again, come late, twice, and in any order.
 */
class GatesAndTasksTest {

    @Property(tries = 1500)
    void neverMoreTasksHaveACommandOutThanTheirGatesAllow(
            @ForAll @Size(max = 250) List<@IntRange(max = 100_000) Integer> choices) {
        GateWorld world = new GateWorld();

        for (int choice : choices) {
            world.step(choice);
            assertThat(world.overfull()).isEmpty();
        }
    }

    @Property(tries = 1500)
    void onceNothingIsLostAnyMoreEveryTaskEndsAndEveryGateIsFree(
            @ForAll @Size(max = 150) List<@IntRange(max = 100_000) Integer> choices) {
        GateWorld world = new GateWorld();
        choices.forEach(world::step);

        world.settle();

        assertThat(world.overfull()).isEmpty();
        assertThat(world.unfinished()).isEmpty();
        assertThat(world.held()).isEmpty();
    }
}
