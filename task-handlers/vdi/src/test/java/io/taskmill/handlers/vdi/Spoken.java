package io.taskmill.handlers.vdi;

import static io.taskmill.handlers.vdi.SimulatedSite.allOf;
import static io.taskmill.handlers.vdi.SimulatedSite.settings;

import io.taskmill.handlers.vdi.hypervisor.Vm;
import io.taskmill.testkit.RecordingContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What handlers say while they do all that they can. */
final class Spoken {

    private final SimulatedSite simulated;
    private final Map<String, Set<String>> keys = new TreeMap<>();

    Spoken(SimulatedSite simulated) {
        this.simulated = simulated;
    }

    Set<String> types() {
        return keys.keySet();
    }

    /** By type: keys of its texts. */
    Map<String, Set<String>> keys() {
        return keys;
    }

    private void add(String type, RecordingContext context) {
        Set<String> said = keys.computeIfAbsent(type, _ -> new TreeSet<>(Set.of("title")));
        context.steps().forEach(step -> said.add("step." + step));
        context.reports().stream()
                .map(RecordingContext.Report::message)
                .filter(Objects::nonNull)
                .forEach(message -> said.add(message.key()));
    }

    void all() throws InterruptedException {
        Site site = simulated.site();
        PoolSettings settings = settings("p", 2, "windows-11");
        RecordingContext create = new RecordingContext();
        new PoolCreateHandler(site).run(settings, create);
        RecordingContext prepare = new RecordingContext();
        Vm vm = simulated.vms("p").getFirst();
        new VmPrepareHandler(site).run(VmPrepareHandler.Params.of(settings, vm), prepare);
        new PoolCreateHandler(site).end(settings, allOf(2), create);
        add("POOL_CREATE", create);
        add("VM_PREPARE", prepare);
        grow(site);
        shrink(site, vm);
    }

    private void grow(Site site) throws InterruptedException {
        PoolExpandHandler.Params params = new PoolExpandHandler.Params("p", true);
        RecordingContext expand = new RecordingContext();
        new PoolExpandHandler(site).run(params, expand);
        new PoolExpandHandler(site).end(params, allOf(5), expand);
        add("POOL_EXPAND", expand);
        RecordingContext decrease = new RecordingContext();
        new PoolDecreaseHandler(site).run(new PoolDecreaseHandler.Params("p", 10), decrease);
        add("POOL_DECREASE", decrease);
    }

    private void shrink(Site site, Vm vm) throws InterruptedException {
        RecordingContext backup = new RecordingContext();
        new VmsBackupHandler(site).run(VmsBackupHandler.Params.vm(vm.id()), backup);
        add("VMS_BACKUP", backup);
        RecordingContext recreate = new RecordingContext();
        new VmGuestRecreationHandler(site).run(new VmGuestRecreationHandler.Params("p", vm.id()), recreate);
        add("VM_GUEST_RECREATION", recreate);
        RecordingContext remove = new RecordingContext();
        String some = simulated.vms("p").getFirst().id();
        new VmsRemoveHandler(site).run(new VmsRemoveHandler.Params("p", List.of(some)), remove);
        add("VMS_REMOVE", remove);
        RecordingContext delete = new RecordingContext();
        new PoolDeleteHandler(site).run(new PoolDeleteHandler.Params("p"), delete);
        add("POOL_DELETE", delete);
    }
}
