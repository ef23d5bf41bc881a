package io.taskmill.simulator.hypervisor;

import io.taskmill.simulator.Refusal;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** All that there is. Confined to the thread that holds the world. */
final class Inventory {

    private final Map<String, Template> templates = new TreeMap<>();
    private final Map<String, Controller> controllers = new TreeMap<>();
    private final Map<String, JsonNode> pools = new TreeMap<>();
    private final Map<String, Vm> vms = new LinkedHashMap<>();
    private final Map<String, String> idsByName = new HashMap<>();
    private long capacityGibibytes;
    private long used;
    private long lastVm;

    /** What is kept. */
    record Saved(
            List<Template> templates,
            List<Controller> controllers,
            long capacityGibibytes,
            long lastVm,
            Map<String, JsonNode> pools,
            List<Vm> vms) {

        /** What a new one has. */
        static final Saved NEW = new Saved(
                List.of(
                        new Template("ubuntu-24", "Ubuntu 24.04", Guest.LINUX, false, 10),
                        new Template("windows-11", "Windows 11", Guest.WINDOWS, false, 20),
                        new Template("windows-11-thin", "Windows 11, thin", Guest.WINDOWS, true, 1)),
                List.of(new Controller("controller-1", false), new Controller("controller-2", false)),
                250_000,
                0,
                Map.of(),
                List.of());
    }

    Inventory(Saved saved) {
        saved.templates().forEach(template -> templates.put(template.id(), template));
        saved.controllers().forEach(controller -> controllers.put(controller.id(), controller));
        pools.putAll(saved.pools());
        capacityGibibytes = saved.capacityGibibytes();
        lastVm = saved.lastVm();
        saved.vms().forEach(this::put);
    }

    Saved saved() {
        return new Saved(
                List.copyOf(templates.values()),
                List.copyOf(controllers.values()),
                capacityGibibytes,
                lastVm,
                Map.copyOf(pools),
                List.copyOf(vms.values()));
    }

    Collection<Template> templates() {
        return List.copyOf(templates.values());
    }

    Template template(String id) {
        return Optional.ofNullable(templates.get(id)).orElseThrow(() -> Refusal.unknown("template", id));
    }

    void put(Template template) {
        templates.put(template.id(), template);
    }

    Collection<Controller> controllers() {
        return List.copyOf(controllers.values());
    }

    /** One that is there: the one asked for, or of those that are not away the one with the fewest machines. */
    Controller controller(@Nullable String id) {
        if (id != null) {
            return Optional.ofNullable(controllers.get(id)).orElseThrow(() -> Refusal.unknown("controller", id));
        }
        Map<String, Long> load =
                vms.values().stream().collect(Collectors.groupingBy(Vm::controller, Collectors.counting()));
        return controllers.values().stream()
                .filter(controller -> !controller.away())
                .min((one, other) -> Long.compare(load.getOrDefault(one.id(), 0L), load.getOrDefault(other.id(), 0L)))
                .orElseThrow(() -> Refusal.unreachable("all controllers are away"));
    }

    void put(Controller controller) {
        controllers.put(controller.id(), controller);
    }

    Optional<JsonNode> pool(String tag) {
        return Optional.ofNullable(pools.get(tag));
    }

    Map<String, JsonNode> pools() {
        return Map.copyOf(pools);
    }

    void putPool(String tag, JsonNode description) {
        pools.put(tag, description);
    }

    /** @throws Refusal while machines bear it */
    void removePool(String tag) {
        long left = vms(tag).size();
        if (left > 0) {
            throw new Refusal(409, "IN_USE", left + " machines are of the pool '" + tag + "'");
        }
        if (pools.remove(tag) == null) {
            throw Refusal.unknown("pool", tag);
        }
    }

    Collection<Vm> vms() {
        return List.copyOf(vms.values());
    }

    List<Vm> vms(String pool) {
        return vms.values().stream().filter(vm -> pool.equals(vm.pool())).toList();
    }

    boolean hasVm(String id) {
        return vms.containsKey(id);
    }

    Vm vm(String id) {
        return Optional.ofNullable(vms.get(id)).orElseThrow(() -> Refusal.unknown("vm", id));
    }

    Optional<Vm> named(String name) {
        return Optional.ofNullable(idsByName.get(name)).map(vms::get);
    }

    Vm change(String id, UnaryOperator<Vm> change) {
        Vm changed = change.apply(vm(id));
        vms.put(id, changed);
        return changed;
    }

    /** Makes one that has no equal by name. */
    Vm add(Template template, String name, @Nullable String pool, String controller) {
        if (used + template.gibibytes() > capacityGibibytes) {
            throw Refusal.noSpace("'" + name + "' takes " + template.gibibytes() + " GiB, and "
                    + (capacityGibibytes - used) + " of " + capacityGibibytes + " are free");
        }
        lastVm++;
        Vm vm = Vm.clonedFrom(template, "vm-" + lastVm, name, pool, controller);
        put(vm);
        return vm;
    }

    private void put(Vm vm) {
        vms.put(vm.id(), vm);
        idsByName.put(vm.name(), vm.id());
        used += vm.gibibytes();
    }

    void remove(String id) {
        Vm removed = vms.remove(id);
        if (removed != null) {
            idsByName.remove(removed.name());
            used -= removed.gibibytes();
        }
    }

    Storage storage() {
        return new Storage(capacityGibibytes, used);
    }

    void setCapacity(long gibibytes) {
        capacityGibibytes = gibibytes;
    }

    /** How much there is, and is taken. */
    record Storage(long capacityGibibytes, long usedGibibytes) {}
}
