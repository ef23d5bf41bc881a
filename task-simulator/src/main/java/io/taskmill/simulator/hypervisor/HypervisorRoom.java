package io.taskmill.simulator.hypervisor;

import io.taskmill.simulator.Call;
import io.taskmill.simulator.Refusal;
import io.taskmill.simulator.Room;
import io.taskmill.simulator.Routes;
import io.taskmill.simulator.Work;
import io.taskmill.simulator.World;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The hypervisor: templates, controllers, storage, machines, and what describes the pools that these are of. */
public final class HypervisorRoom implements Room {

    private static final int LONGEST_HOST_NAME = 63;
    private static final int LONGEST_DESCRIPTION = 64 * 1024;
    private static final String PATH = "/hypervisor";

    private @Nullable World given;
    private Inventory inventory = new Inventory(Inventory.Saved.NEW);

    @Override
    public String name() {
        return "hypervisor";
    }

    @Override
    public void open(@Nullable JsonNode saved, World world) {
        given = world;
        if (saved != null) {
            inventory = new Inventory(world.read(saved, Inventory.Saved.class));
        }
    }

    private World world() {
        return Objects.requireNonNull(given, "the room is not open");
    }

    @Override
    public Object state() {
        return inventory.saved();
    }

    @Override
    public void route(Routes routes) {
        routeParts(routes);
        routePools(routes);
        routes.get(PATH + "/vms", call -> call.query("pool")
                .map(inventory::vms)
                .map(List::stream)
                .orElseGet(() -> inventory.vms().stream())
                .map(vm -> vm.view(world().now()))
                .toList());
        routes.get(PATH + "/vms/{id}", call -> inventory.vm(call.name("id")).view(world().now()));
        routes.put(PATH + "/vms/{id}/user", call -> {
            String user = call.body(Given.class).user();
            return inventory.change(call.name("id"), vm -> vm.givenTo(user)).view(world().now());
        });
    }

    /** @param user null takes the machine back */
    record Given(@Nullable String user) {}

    private void routeParts(Routes routes) {
        routes.get(PATH + "/templates", _ -> inventory.templates());
        routes.get(PATH + "/templates/{id}", call -> inventory.template(call.name("id")));
        routes.put(PATH + "/templates/{id}", call -> {
            Template template = call.body(Template.class);
            requireId(call, template.id());
            inventory.put(template);
            return template;
        });
        routes.get(PATH + "/controllers", _ -> inventory.controllers());
        routes.put(PATH + "/controllers/{id}", call -> {
            Controller controller = call.body(Controller.class);
            requireId(call, controller.id());
            inventory.put(controller);
            return controller;
        });
        routes.get(PATH + "/storage", _ -> inventory.storage());
        routes.put(PATH + "/storage", call -> {
            inventory.setCapacity(call.body(Capacity.class).capacityGibibytes());
            return inventory.storage();
        });
    }

    record Capacity(long capacityGibibytes) {}

    private static void requireId(Call call, @Nullable String id) {
        if (!call.name("id").equals(id)) {
            throw Refusal.invalid("id is '" + id + "' but the path says '" + call.name("id") + "'");
        }
    }

    private void routePools(Routes routes) {
        routes.get(PATH + "/pools", _ -> inventory.pools());
        routes.get(
                PATH + "/pools/{tag}",
                call -> inventory.pool(call.name("tag")).orElseThrow(() -> Refusal.unknown("pool", call.name("tag"))));
        routes.put(PATH + "/pools/{tag}", call -> {
            if (!call.body().isObject() || call.body().toString().length() > LONGEST_DESCRIPTION) {
                throw Refusal.invalid(
                        "what describes a pool is an object of at most " + LONGEST_DESCRIPTION + " characters");
            }
            inventory.putPool(call.name("tag"), call.body());
            return call.body();
        });
        routes.delete(PATH + "/pools/{tag}", call -> {
            inventory.removePool(call.name("tag"));
            return Map.of();
        });
    }

    @Override
    public Map<String, Work> works() {
        return Map.of(
                "clone", new CloneWork(inventory, world()),
                "delete", VmWork.removal(inventory, world()),
                "power-on", each((vm, _) -> powerOn(vm)),
                "power-off", each((vm, _) -> change(vm, it -> it.withPower(null))),
                "remote-access", each((vm, _) -> change(vm, it -> it.withRemoteAccess(true))),
                "host-name", inGuest(this::setHostName),
                "join-domain", inGuest(this::joinDomain),
                "put-into-unit", inGuest(this::putIntoUnit),
                "backup", each(this::backUp));
    }

    private Work each(VmWork.Deed deed) {
        return VmWork.of(inventory, world(), deed);
    }

    /** As an agent in the guest does it: not before that answers. */
    private Work inGuest(VmWork.Deed deed) {
        return each((vm, value) -> {
            if (!vm.guestReady(world().now())) {
                throw new Refusal(409, "GUEST_AWAY", "the guest of '" + vm.name() + "' does not answer");
            }
            if (value.isEmpty()) {
                throw Refusal.invalid("a value is missing");
            }
            deed.to(vm, value);
        });
    }

    private void change(Vm vm, UnaryOperator<Vm> change) {
        inventory.change(vm.id(), change);
    }

    private void powerOn(Vm vm) {
        if (!vm.on()) {
            change(vm, it -> it.withPower(world().now().plus(world().pace().of("boot"))));
        }
    }

    private void setHostName(Vm vm, String name) {
        if (name.length() > LONGEST_HOST_NAME) {
            throw Refusal.invalid("the host name '" + name + "' has more than " + LONGEST_HOST_NAME + " characters");
        }
        change(vm, it -> it.withHostName(name));
    }

    private void joinDomain(Vm vm, String domain) {
        if (vm.guest() != Guest.WINDOWS) {
            throw Refusal.invalid("the guest of '" + vm.name() + "' joins no domain, it is " + vm.guest());
        }
        change(vm, it -> it.inDomain(domain));
    }

    private void putIntoUnit(Vm vm, String unit) {
        if (vm.domain() == null) {
            throw Refusal.invalid("'" + vm.name() + "' is in no domain");
        }
        change(vm, it -> it.inUnit(unit));
    }

    private void backUp(Vm vm, String name) {
        if (vm.thin()) {
            throw Refusal.invalid("'" + vm.name() + "' is a thin clone: a backup would hold half of its disk");
        }
        if (name.isEmpty()) {
            throw Refusal.invalid("a backup needs a name");
        }
        if (!vm.backups().contains(name)) {
            change(vm, it -> it.backedUpAs(name));
        }
    }
}
