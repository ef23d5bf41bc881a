package io.taskmill.handlers.vdi;

import static io.taskmill.handlers.vdi.SimulatedSite.after;
import static io.taskmill.handlers.vdi.SimulatedSite.settings;
import static io.taskmill.handlers.vdi.SimulatedSite.soon;
import static io.taskmill.handlers.vdi.SimulatedSite.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.handlers.vdi.PoolDeleteHandler.Deleted;
import io.taskmill.handlers.vdi.PoolDeleteHandler.Params;
import io.taskmill.handlers.vdi.hypervisor.Vm;
import io.taskmill.model.WhenFull;
import io.taskmill.testkit.RecordingContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolDeleteHandlerTest {

    private SimulatedSite simulated;
    private PoolDeleteHandler handler;
    private final RecordingContext context = new RecordingContext();
    private int dispatches;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        simulated = new SimulatedSite(folder);
        handler = new PoolDeleteHandler(simulated.site());
    }

    @AfterEach
    void stop() {
        simulated.close();
    }

    /** Of a dispatch that no operation was ordered in. */
    private RecordingContext fresh() {
        dispatches += 2;
        return new RecordingContext().dispatchedAs(dispatches);
    }

    /** Machines that need not be prepared. */
    private void poolOf(int vms) throws Exception {
        simulated.bare(settings("p", vms), fresh());
    }

    private Set<String> toldGone() {
        return context.facts().stream()
                .filter(fact -> fact.gone() && fact.entity().type().equals("vm"))
                .map(fact -> String.valueOf(fact.entity().id()))
                .collect(Collectors.toSet());
    }

    @Test
    void itRemovesTheMachinesInBlocksOfAHundredThenThePool() throws Exception {
        poolOf(120);
        List<String> ids = simulated.vms("p").stream().map(Vm::id).toList();
        assertThat(handler.run(new Params("p"), context)).isEqualTo(new Deleted("p", 120));
        assertThat(simulated.vms("p")).isEmpty();
        assertThat(simulated.pool("p")).isEmpty();
        assertThat(simulated.operations("delete"))
                .extracting(operation -> operation.path("units").asInt())
                .containsExactly(100, 20);
        assertThat(toldGone()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(told(context, "pool", "p")).isEqualTo("gone");
        assertThat(context.steps()).containsExactly("VALIDATING", "REMOVING", "UNTAGGING");
    }

    @Test
    void aFailedRemoteDeletionDropsNeitherThePoolNorTheMachine() throws Exception {
        poolOf(3);
        simulated.faults("{'fail': {'delete': {'fails': 1000, 'of': 1000}}}");
        Assured.fails(handler, new Params("p"), context, "INCOMPLETE");
        assertThat(simulated.vms("p")).hasSize(3);
        assertThat(simulated.status("p")).as("its former status").isEqualTo(PoolStatus.ACTIVE);
        assertThat(told(context, "pool", "p")).isEqualTo("ACTIVE");
        assertThat(toldGone()).isEmpty();
    }

    @Test
    void noneIsToldToBeRemovedBeforeItIs() throws Exception {
        poolOf(6);
        simulated.faults("{'seed': 3, 'fail': {'delete': {'fails': 26, 'of': 30}}}");
        Assured.fails(handler, new Params("p"), context, "INCOMPLETE");
        Set<String> there = simulated.vms("p").stream().map(Vm::id).collect(Collectors.toSet());
        assertThat(there).isNotEmpty().hasSizeLessThan(6);
        assertThat(toldGone()).hasSize(6 - there.size()).doesNotContainAnyElementsOf(there);
        assertThat(there).allSatisfy(id -> assertThat(told(context, "vm", id)).isEqualTo("ACTIVE"));
    }

    @Test
    void aRetryRemovesTheRest() throws Exception {
        poolOf(3);
        simulated.faults("{'fail': {'delete': {'fails': 1000, 'of': 1000}}}");
        Assured.fails(handler, new Params("p"), context, "INCOMPLETE");
        simulated.faults("{}");
        handler.run(new Params("p"), after(context));
        assertThat(simulated.vms("p")).isEmpty();
        assertThat(simulated.pool("p")).isEmpty();
    }

    @Test
    void aCancelledOneStopsTheRemovalAndThePoolIsWhatItWas() throws Exception {
        poolOf(40);
        simulated.pace(20);
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread run = Thread.ofVirtual().start(() -> {
            try {
                handler.run(new Params("p"), context);
            } catch (Throwable thrown) {
                end.set(thrown);
            }
        });
        soon().until(() -> simulated.names("p").size() <= 37);
        run.interrupt();
        run.join();
        assertThat(end.get()).isInstanceOf(InterruptedException.class).hasNoSuppressedExceptions();
        assertThat(simulated.operations("delete").getFirst().path("state").asString())
                .isEqualTo("CANCELLED");
        assertThat(simulated.vms("p")).isNotEmpty();
        assertThat(simulated.status("p")).isEqualTo(PoolStatus.ACTIVE);
    }

    @Test
    void aRunThatDiedAtAnyLineIsGoneOnWithAndForgetsNotWhatThePoolWas() throws Exception {
        int moments = 0;
        for (boolean died = true; died; moments++) {
            poolOf(3);
            RecordingContext first = fresh();
            PoolDeleteHandler dying =
                    new PoolDeleteHandler(simulated.siteOver(CrashingHypervisor.at(moments, simulated.hypervisor())));
            died = false;
            try {
                dying.run(new Params("p"), first);
            } catch (Crash crash) {
                died = true;
                assertThat(simulated.pool("p").map(Pool::restored).map(Pool::status))
                        .as("after a crash %s", crash.getMessage())
                        .isIn(Optional.empty(), Optional.of(PoolStatus.ACTIVE));
                RecordingContext second = after(first);
                handler.run(new Params("p"), second);
                assertThat(told(second, "pool", "p")).isEqualTo("gone");
            }
            assertThat(simulated.vms("p")).isEmpty();
            assertThat(simulated.pool("p")).isEmpty();
        }
        assertThat(moments).isGreaterThan(16);
    }

    @Test
    void aPoolThatNobodyKnowsIsNoSuccess() {
        Assured.fails(handler, new Params("nowhere"), context, "POOL_UNKNOWN");
        assertThat(context.facts()).isEmpty();
    }

    @Test
    void thePoolsOtherTasksAreCancelledAndWaitedForByItsGate() {
        assertThat(handler.describe().policy().gates()).singleElement().satisfies(rule -> assertThat(rule.whenFull())
                .isEqualTo(WhenFull.CANCEL_RUNNING));
    }
}
