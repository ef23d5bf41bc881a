package io.taskmill.handlers.vdi;

import static io.taskmill.handlers.vdi.SimulatedSite.after;
import static io.taskmill.handlers.vdi.SimulatedSite.family;
import static io.taskmill.handlers.vdi.SimulatedSite.settings;
import static io.taskmill.handlers.vdi.SimulatedSite.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.handler.ChildTask;
import io.taskmill.handler.Children;
import io.taskmill.handlers.vdi.VmGuestRecreationHandler.Recreated;
import io.taskmill.handlers.vdi.VmsBackupHandler.BackedUp;
import io.taskmill.handlers.vdi.VmsRemoveHandler.Removed;
import io.taskmill.handlers.vdi.hypervisor.Vm;
import io.taskmill.model.OnFailure;
import io.taskmill.testkit.RecordingContext;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** VMS_BACKUP, VMS_REMOVE and VM_GUEST_RECREATION, on a pool of three. */
class VmsHandlersTest {

    private SimulatedSite simulated;
    private VmsBackupHandler backup;
    private VmsRemoveHandler remove;
    private VmGuestRecreationHandler recreate;
    private final RecordingContext context = new RecordingContext();

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        simulated = new SimulatedSite(folder);
        backup = new VmsBackupHandler(simulated.site());
        remove = new VmsRemoveHandler(simulated.site());
        recreate = new VmGuestRecreationHandler(simulated.site());
        simulated.active(settings("p", 3));
    }

    @AfterEach
    void stop() {
        simulated.close();
    }

    private String id(String name) throws Exception {
        return simulated.vms("p").stream()
                .filter(vm -> vm.name().equals(name))
                .map(Vm::id)
                .findFirst()
                .orElseThrow();
    }

    private static VmsBackupHandler.Params backupOf(String vm) {
        return new VmsBackupHandler.Params("vm", vm);
    }

    @Test
    void thePoolsBackupIsAParentWithAChildForEachMachine() throws Exception {
        VmsBackupHandler.Params params = new VmsBackupHandler.Params("pool", "p");
        assertThat(backup.run(params, context)).isNull();
        Children children = context.spawned().orElseThrow();
        assertThat(children.onFailure()).isEqualTo(OnFailure.CONTINUE);
        assertThat(children.tasks())
                .extracting(ChildTask::params)
                .containsExactlyInAnyOrderElementsOf(simulated.vms("p").stream()
                        .map(vm -> (Object) backupOf(vm.id()))
                        .toList());
        assertThat(backup.end(params, family(2, 1), context)).isEqualTo(new BackedUp(2, 3));
    }

    @Test
    void aMachineHasOneBackupHoweverOftenItsTaskRuns() throws Exception {
        String vm = id("desk-p-1");
        assertThat(backup.run(backupOf(vm), context)).isEqualTo(new BackedUp(1, 1));
        backup.run(backupOf(vm), after(context));
        assertThat(simulated.hypervisor().vm(vm).orElseThrow().backups()).hasSize(1);
        assertThat(told(context, "vm", vm)).isEqualTo("ACTIVE");
    }

    @Test
    void aMachineIsInServiceWhileItIsBackedUpAndAsBeforeWhenThatFailed() throws Exception {
        String vm = id("desk-p-1");
        simulated.faults("{'fail': {'backup': {'fails': 1, 'of': 1}}}");
        Assured.fails(backup, backupOf(vm), context, "HYPERVISOR_FAILED");
        assertThat(context.facts()).extracting(fact -> fact.status()).containsExactly("SERVICE", "ACTIVE");
        assertThat(simulated.hypervisor().vm(vm).orElseThrow().backups()).isEmpty();
    }

    @Test
    void thinClonesAreRefusedOneByOneAndAsAPool() throws Exception {
        simulated.active(settings("thin", 2, "windows-11-thin"));
        Assured.fails(backup, new VmsBackupHandler.Params("pool", "thin"), context, "THIN_CLONE");
        Assured.fails(backup, backupOf(simulated.vms("thin").getFirst().id()), context, "THIN_CLONE");
        assertThat(context.spawned()).isEmpty();
        assertThat(simulated.operations("backup")).isEmpty();
    }

    @Test
    void machinesAreRemovedAndToldToBeGoneAfterwards() throws Exception {
        String first = id("desk-p-1");
        String third = id("desk-p-3");
        assertThat(remove.run(new VmsRemoveHandler.Params("p", List.of(first, third)), context))
                .isEqualTo(new Removed("p", 2, 1));
        assertThat(simulated.names("p")).containsExactly("desk-p-2");
        assertThat(told(context, "vm", first)).isEqualTo("gone");
    }

    @Test
    void whatIsNotOfThePoolIsNotRemovedNorAnythingWithIt() throws Exception {
        simulated.active(settings("q", 1));
        String other = simulated.vms("q").getFirst().id();
        Assured.fails(remove, new VmsRemoveHandler.Params("p", List.of(id("desk-p-1"), other)), context, "VM_UNKNOWN");
        assertThat(simulated.names("p")).hasSize(3);
        assertThat(simulated.names("q")).hasSize(1);
    }

    @Test
    void aFailedRemovalLeavesTheMachineAsItWas() throws Exception {
        String first = id("desk-p-1");
        simulated.faults("{'fail': {'delete': {'fails': 1000, 'of': 1000}}}");
        Assured.fails(remove, new VmsRemoveHandler.Params("p", List.of(first)), context, "INCOMPLETE");
        assertThat(told(context, "vm", first)).isEqualTo("ACTIVE");
        assertThat(context.facts()).noneMatch(fact -> fact.gone());
    }

    @Test
    void aRemovalThatDiedAtAnyLineIsGoneOnWith() throws Exception {
        int moments = 0;
        for (boolean died = true; died; moments++) {
            PoolSettings settings = settings("crash" + moments, 2);
            simulated.bare(settings, new RecordingContext());
            String id = simulated.vms(settings.poolId()).getFirst().id();
            VmsRemoveHandler.Params params = new VmsRemoveHandler.Params(settings.poolId(), List.of(id));
            RecordingContext first = new RecordingContext();
            died = false;
            try {
                new VmsRemoveHandler(simulated.siteOver(CrashingHypervisor.at(moments, simulated.hypervisor())))
                        .run(params, first);
            } catch (Crash crash) {
                died = true;
                RecordingContext second = after(first);
                assertThat(remove.run(params, second))
                        .as("after a crash %s", crash.getMessage())
                        .isEqualTo(new Removed(settings.poolId(), 1, 1));
                assertThat(told(second, "vm", id)).isEqualTo("gone");
            }
        }
        assertThat(moments).isGreaterThan(12);
    }

    @Test
    void aMachineIsMadeAnewUnderItsName() throws Exception {
        String old = id("desk-p-2");
        Recreated recreated = recreate.run(new VmGuestRecreationHandler.Params("p", old), context);
        assertThat(recreated).isEqualTo(new Recreated("desk-p-2", old, id("desk-p-2")));
        assertThat(id("desk-p-2")).isNotEqualTo(old);
        assertThat(told(context, "vm", old)).isEqualTo("gone");
        assertThat(told(context, "vm", id("desk-p-2"))).isEqualTo("ACTIVE");
        assertThat(simulated.hypervisor().vm(id("desk-p-2")).orElseThrow().hostName())
                .isEqualTo("desk-p-2");
    }

    @Test
    void aRecreationThatFoundNoSpaceLeavesThePoolPartialAndARetryMakesItWholeAgain() throws Exception {
        VmGuestRecreationHandler.Params params = new VmGuestRecreationHandler.Params("p", id("desk-p-2"));
        simulated.faults("{'noSpace': true}");
        Assured.fails(recreate, params, context, "NO_SPACE");
        assertThat(simulated.status("p")).isEqualTo(PoolStatus.PARTIAL);
        assertThat(simulated.names("p")).hasSize(2);
        simulated.faults("{}");
        recreate.run(params, after(context));
        assertThat(simulated.status("p")).isEqualTo(PoolStatus.ACTIVE);
        assertThat(simulated.names("p")).hasSize(3);
    }

    @Test
    void aRecreationThatDiedAtAnyLineIsGoneOnWith() throws Exception {
        int moments = 0;
        for (boolean died = true; died; moments++) {
            String old = id("desk-p-2");
            VmGuestRecreationHandler.Params params = new VmGuestRecreationHandler.Params("p", old);
            RecordingContext first = new RecordingContext().dispatchedAs(2 * moments + 1);
            died = false;
            try {
                new VmGuestRecreationHandler(simulated.siteOver(CrashingHypervisor.at(moments, simulated.hypervisor())))
                        .run(params, first);
            } catch (Crash crash) {
                died = true;
                recreate.run(params, after(first));
                assertThat(simulated.names("p"))
                        .as("after a crash %s", crash.getMessage())
                        .containsExactlyInAnyOrder("desk-p-1", "desk-p-2", "desk-p-3");
                assertThat(simulated
                                .hypervisor()
                                .vm(id("desk-p-2"))
                                .orElseThrow()
                                .hostName())
                        .isEqualTo("desk-p-2");
                assertThat(id("desk-p-2")).isNotEqualTo(old);
            }
        }
        assertThat(moments).isGreaterThan(30);
    }
}
