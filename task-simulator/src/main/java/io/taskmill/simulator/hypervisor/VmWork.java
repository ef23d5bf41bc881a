package io.taskmill.simulator.hypervisor;

import io.taskmill.simulator.Refusal;
import io.taskmill.simulator.Work;
import io.taskmill.simulator.World;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Does one thing to each of some machines. */
final class VmWork implements Work {

    private static final int MOST = 100;

    /** What is done to one. */
    @FunctionalInterface
    interface Deed {

        /**
         * Does it.
         *
         * @param value what it is done with; empty if nothing was given
         * @throws Refusal if it fails
         */
        void to(Vm vm, String value);
    }

    private final Inventory inventory;
    private final World world;
    private final Deed deed;

    /** Whether what is not there is as it is to be. */
    private final boolean goneIsDone;

    private VmWork(Inventory inventory, World world, boolean goneIsDone, Deed deed) {
        this.inventory = inventory;
        this.world = world;
        this.goneIsDone = goneIsDone;
        this.deed = deed;
    }

    static VmWork of(Inventory inventory, World world, Deed deed) {
        return new VmWork(inventory, world, false, deed);
    }

    /** Of which nothing is left to do where the machine is gone. */
    static VmWork removal(Inventory inventory, World world) {
        return new VmWork(inventory, world, true, (vm, _) -> inventory.remove(vm.id()));
    }

    record Asked(List<String> vms, String value) {

        Asked(@Nullable List<String> vms, @Nullable String value) {
            if (vms == null || vms.isEmpty() || vms.size() > MOST) {
                throw Refusal.invalid("1 to " + MOST + " vms must be named by their ids");
            }
            this.vms = List.copyOf(vms);
            this.value = value == null ? "" : value;
        }
    }

    @Override
    public int units(JsonNode request) {
        Asked asked = world.read(request, Asked.class);
        for (String id : asked.vms()) {
            if (!goneIsDone || inventory.hasVm(id)) {
                Vm vm = inventory.vm(id);
                if (inventory.controller(vm.controller()).away()) {
                    throw Refusal.unreachable("the controller '" + vm.controller() + "' of '" + id + "' is away");
                }
            }
        }
        return asked.vms().size();
    }

    @Override
    public String subject(JsonNode request, int unit) {
        return world.read(request, Asked.class).vms().get(unit);
    }

    @Override
    public Object carryOut(JsonNode request, int unit) {
        Asked asked = world.read(request, Asked.class);
        String id = asked.vms().get(unit);
        if (!goneIsDone || inventory.hasVm(id)) {
            deed.to(inventory.vm(id), asked.value());
        }
        return Map.of();
    }

    @Override
    public boolean halted(JsonNode request) {
        return world.read(request, Asked.class).vms().stream()
                .filter(inventory::hasVm)
                .anyMatch(id ->
                        inventory.controller(inventory.vm(id).controller()).away());
    }
}
