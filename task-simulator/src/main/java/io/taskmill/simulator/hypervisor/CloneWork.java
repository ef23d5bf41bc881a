package io.taskmill.simulator.hypervisor;

import io.taskmill.simulator.Refusal;
import io.taskmill.simulator.Work;
import io.taskmill.simulator.World;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Clones machines from a template, each for itself: some may fail while others are there. */
final class CloneWork implements Work {

    private static final int MOST = 100;

    private final Inventory inventory;
    private final World world;

    CloneWork(Inventory inventory, World world) {
        this.inventory = inventory;
        this.world = world;
    }

    /** @param controller any one if null */
    record Asked(
            String template,
            @Nullable String pool,
            @Nullable String controller,
            List<String> names) {

        Asked(
                @Nullable String template,
                @Nullable String pool,
                @Nullable String controller,
                @Nullable List<String> names) {
            if (template == null || names == null || names.isEmpty() || names.size() > MOST) {
                throw Refusal.invalid("clone needs a template and 1 to " + MOST + " names");
            }
            this.template = template;
            this.pool = pool;
            this.controller = controller;
            this.names = List.copyOf(names);
        }
    }

    @Override
    public int units(JsonNode request) {
        Asked asked = world.read(request, Asked.class);
        inventory.template(asked.template());
        if (inventory.controller(asked.controller()).away()) {
            throw Refusal.unreachable("the controller '" + asked.controller() + "' is away");
        }
        return asked.names().size();
    }

    @Override
    public String subject(JsonNode request, int unit) {
        return world.read(request, Asked.class).names().get(unit);
    }

    @Override
    public Object carryOut(JsonNode request, int unit) {
        Asked asked = world.read(request, Asked.class);
        String name = asked.names().get(unit);
        Vm known = inventory.named(name).orElse(null);
        if (known == null) {
            return new Made(inventory
                    .add(
                            inventory.template(asked.template()),
                            name,
                            asked.pool(),
                            inventory.controller(asked.controller()).id())
                    .id());
        }
        if (Objects.equals(known.pool(), asked.pool()) && known.template().equals(asked.template())) {
            return new Made(known.id());
        }
        throw new Refusal(409, "NAME_TAKEN", "there is another machine named '" + name + "'");
    }

    /** @param id of the machine */
    record Made(String id) {}

    @Override
    public boolean takesSpace() {
        return true;
    }

    @Override
    public boolean halted(JsonNode request) {
        String controller = world.read(request, Asked.class).controller();
        return (controller != null && inventory.controller(controller).away())
                || inventory.controllers().stream().allMatch(Controller::away);
    }
}
