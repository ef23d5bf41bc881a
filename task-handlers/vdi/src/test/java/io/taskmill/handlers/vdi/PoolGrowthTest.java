package io.taskmill.handlers.vdi;

import static io.taskmill.handlers.vdi.SimulatedSite.after;
import static io.taskmill.handlers.vdi.SimulatedSite.allOf;
import static io.taskmill.handlers.vdi.SimulatedSite.settings;
import static io.taskmill.handlers.vdi.SimulatedSite.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.handler.ChildTask;
import io.taskmill.handlers.vdi.PoolExpandHandler.Expanded;
import io.taskmill.handlers.vdi.PoolExpandHandler.Params;
import io.taskmill.handlers.vdi.hypervisor.Vm;
import io.taskmill.model.WhenFull;
import io.taskmill.testkit.RecordingContext;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** POOL_EXPAND and POOL_DECREASE. */
class PoolGrowthTest {

    private static final Params USUAL = new Params("p", null);
    private static final Params FORCED = new Params("p", true);

    private SimulatedSite simulated;
    private PoolExpandHandler expand;
    private PoolDecreaseHandler decrease;
    private final RecordingContext context = new RecordingContext();

    /** Four machines of at most 14, of which two are to be free, growing by five. */
    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        simulated = new SimulatedSite(folder);
        expand = new PoolExpandHandler(simulated.site());
        decrease = new PoolDecreaseHandler(simulated.site());
        simulated.active(settings("p", 4));
    }

    @AfterEach
    void stop() {
        simulated.close();
    }

    private void give(int vms) throws Exception {
        for (Vm vm : simulated.vms("p").subList(0, vms)) {
            simulated.put("/hypervisor/vms/" + vm.id() + "/user", "{'user': 'ann'}");
        }
    }

    private void total(int total) throws Exception {
        simulated.hypervisor().describePool("p", new Pool(settings("p", 4).withTotal(total), PoolStatus.ACTIVE));
    }

    @Test
    void nothingToDoIsSuccess() throws Exception {
        give(2);
        assertThat(expand.run(USUAL, context)).isEqualTo(new Expanded("p", 0, 4));
        assertThat(context.spawned()).isEmpty();
        assertThat(simulated.names("p")).hasSize(4);
    }

    @Test
    void withTooFewFreeItGrowsByAStepAndHasOnlyTheNewOnesPrepared() throws Exception {
        give(3);
        assertThat(expand.run(USUAL, context)).isNull();
        assertThat(context.spawned().orElseThrow().tasks())
                .extracting(ChildTask::name)
                .containsExactlyInAnyOrder("desk-p-5", "desk-p-6", "desk-p-7", "desk-p-8", "desk-p-9");
        simulated.prepareAll(context);
        assertThat(expand.end(USUAL, allOf(5), context)).isEqualTo(new Expanded("p", 5, 9));
        assertThat(simulated.status("p")).isEqualTo(PoolStatus.ACTIVE);
    }

    @Test
    void aPoolWithAMachineThatWasNotPreparedIsNotActiveThoughAllNewOnesAre() throws Exception {
        simulated.bare(settings("bare", 1), new RecordingContext());
        Params params = new Params("bare", true);
        expand.run(params, context);
        VmPrepareHandler prepare = new VmPrepareHandler(simulated.site());
        for (ChildTask child : context.spawned().orElseThrow().tasks()) {
            prepare.run((VmPrepareHandler.Params) child.params(), new RecordingContext());
        }
        expand.end(params, allOf(5), context);
        assertThat(simulated.status("bare")).isEqualTo(PoolStatus.PARTIAL);
    }

    @Test
    void asForcedItGrowsThoughEnoughAreFree() throws Exception {
        assertThat(expand.run(FORCED, context)).isNull();
        assertThat(simulated.names("p")).hasSize(9);
    }

    @Test
    void itGrowsNotBeyondItsTotalAndAFullOneIsNotForced() throws Exception {
        total(6);
        assertThat(expand.run(FORCED, context)).isNull();
        assertThat(simulated.names("p")).hasSize(6);
        Assured.fails(expand, FORCED, new RecordingContext(), "POOL_FULL");
        give(6);
        assertThat(expand.run(USUAL, new RecordingContext())).isEqualTo(new Expanded("p", 0, 6));
    }

    @Test
    void aNumberThatIsFreeIsTakenAgain() throws Exception {
        Vm second = simulated.vms("p").stream()
                .filter(vm -> vm.name().equals("desk-p-2"))
                .findFirst()
                .orElseThrow();
        new VmsRemoveHandler(simulated.site())
                .run(new VmsRemoveHandler.Params("p", List.of(second.id())), new RecordingContext());
        total(5);
        expand.run(FORCED, context);
        assertThat(simulated.names("p"))
                .containsExactlyInAnyOrder("desk-p-1", "desk-p-2", "desk-p-3", "desk-p-4", "desk-p-5");
    }

    @Test
    void withFewerThanAskedForThePoolIsPartialAndKeepsThem() throws Exception {
        simulated.put("/hypervisor/storage", "{'capacityGibibytes': 65}");
        Assured.fails(expand, FORCED, context, "NO_SPACE");
        assertThat(simulated.names("p")).hasSize(6);
        assertThat(simulated.status("p")).isEqualTo(PoolStatus.PARTIAL);
        simulated.put("/hypervisor/storage", "{'capacityGibibytes': 1000}");
        RecordingContext retried = after(context);
        expand.run(FORCED, retried);
        assertThat(simulated.names("p"))
                .as("the five that were decided, not five more")
                .hasSize(9);
        assertThat(retried.spawned().orElseThrow().tasks()).hasSize(5);
    }

    @Test
    void aRunThatDiedAtAnyLineIsGoneOnWithAndThePoolGrowsOnce() throws Exception {
        simulated.pace(1);
        int moments = 0;
        for (boolean died = true; died; moments++) {
            PoolSettings settings = settings("crash" + moments, 1);
            simulated.bare(settings, new RecordingContext());
            RecordingContext first = new RecordingContext();
            Params params = new Params(settings.poolId(), true);
            PoolExpandHandler dying =
                    new PoolExpandHandler(simulated.siteOver(CrashingHypervisor.at(moments, simulated.hypervisor())));
            died = false;
            try {
                dying.run(params, first);
            } catch (Crash crash) {
                died = true;
                RecordingContext second = after(first);
                expand.run(params, second);
                assertThat(simulated.names(settings.poolId()))
                        .as("after a crash %s", crash.getMessage())
                        .hasSize(6);
                assertThat(second.spawned().orElseThrow().tasks()).hasSize(5);
            }
        }
        assertThat(moments).isGreaterThan(12);
    }

    @Test
    void aPoolThatAnotherTaskWorksOnIsRefusedByItsGate() {
        assertThat(expand.describe().policy().gates()).singleElement().satisfies(rule -> assertThat(rule.whenFull())
                .isEqualTo(WhenFull.REJECT));
    }

    @Test
    void aPoolThatNobodyKnowsOrThatIsNotWholeDoesNotGrow() throws Exception {
        Assured.fails(expand, new Params("nowhere", true), context, "POOL_UNKNOWN");
        simulated.hypervisor().describePool("p", new Pool(settings("p", 4), PoolStatus.DELETING));
        Assured.fails(expand, FORCED, context, "POOL_NOT_ACTIVE");
        assertThat(simulated.names("p")).hasSize(4);
    }

    @Test
    void aTotalIsLoweredAndTheSettingsThatDependOnItToo() throws Exception {
        assertThat(decrease.run(new PoolDecreaseHandler.Params("p", 4), context))
                .isEqualTo(new PoolDecreaseHandler.Decreased("p", 4));
        PoolSettings after = simulated.pool("p").orElseThrow().settings();
        assertThat(after.total()).isEqualTo(4);
        assertThat(after.step()).isEqualTo(4);
        assertThat(told(context, "pool", "p")).isEqualTo("ACTIVE");
    }

    @Test
    void aTotalBelowThePresentNumberOfMachinesIsRefused() throws Exception {
        Assured.fails(decrease, new PoolDecreaseHandler.Params("p", 3), context, "TOTAL_REFUSED");
        Assured.fails(decrease, new PoolDecreaseHandler.Params("p", 15), context, "TOTAL_REFUSED");
        assertThat(simulated.pool("p").orElseThrow().settings().total()).isEqualTo(14);
    }
}
