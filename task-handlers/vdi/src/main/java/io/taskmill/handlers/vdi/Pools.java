package io.taskmill.handlers.vdi;

import io.taskmill.handler.EntityFact;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handlers.vdi.hypervisor.Hypervisor;
import io.taskmill.handlers.vdi.hypervisor.Vm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pools, which the hypervisor keeps, and what is told of them and of their machines. */
final class Pools {

    private final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final Hypervisor hypervisor;

    Pools(Hypervisor hypervisor) {
        this.hypervisor = hypervisor;
    }

    List<Vm> vms(String id) throws InterruptedException {
        return hypervisor.vms(id);
    }

    Optional<Pool> find(String id) throws InterruptedException {
        return hypervisor.pool(id).map(description -> read(id, description));
    }

    private Pool read(String id, JsonNode description) {
        try {
            return json.treeToValue(description, Pool.class);
        } catch (JacksonException e) {
            throw new TaskFailedException(
                    "POOL_UNREADABLE",
                    "what describes the pool '" + id + "' cannot be read: " + e.getOriginalMessage(),
                    false);
        }
    }

    /** @throws TaskFailedException with the code POOL_UNKNOWN if there is none */
    Pool get(String id) throws InterruptedException {
        return find(id).orElseThrow(
                        () -> new TaskFailedException("POOL_UNKNOWN", "there is no pool '" + id + "'", false));
    }

    /** @throws TaskFailedException unless it is there, and works at least in part */
    Pool inUse(String id) throws InterruptedException {
        Pool pool = get(id);
        return switch (pool.status()) {
            case ACTIVE, PARTIAL -> pool;
            case CREATING, FAILED, DELETING ->
                throw new TaskFailedException("POOL_NOT_ACTIVE", "the pool '" + id + "' is " + pool.status(), false);
        };
    }

    /** Writes down what it is, then tells it. */
    void put(Pool pool, TaskContext context) throws InterruptedException {
        hypervisor.describePool(pool.id(), pool);
        context.entity(pool.fact(vms(pool.id()).size()));
    }

    /** Tells that of each machine. */
    void tell(List<Vm> vms, VmStatus status, TaskContext context) throws InterruptedException {
        List<EntityFact> facts = new ArrayList<>();
        for (Vm vm : vms) {
            facts.add(fact(vm, status));
        }
        tell(facts, context);
    }

    static EntityFact fact(Vm vm, VmStatus status) {
        EntityFact fact = EntityFact.of("vm", vm.id())
                .with("name", vm.name())
                .with("pool", vm.pool())
                .with("template", vm.template())
                .with("hostName", vm.hostName());
        return status == VmStatus.CREATING ? fact.isBuilding(status.name()) : fact.is(status.name());
    }

    /** Of one that nothing is the matter with. */
    static EntityFact usual(Vm vm) {
        return fact(vm, vm.user() == null ? VmStatus.ACTIVE : VmStatus.RESERVED);
    }

    /** The same of many. */
    void tellUsual(List<Vm> vms, TaskContext context) throws InterruptedException {
        tell(vms.stream().map(Pools::usual).toList(), context);
    }

    void gone(List<String> vms, TaskContext context) throws InterruptedException {
        tell(vms.stream().map(id -> EntityFact.of("vm", id).isGone()).toList(), context);
    }

    private static void tell(List<EntityFact> facts, TaskContext context) throws InterruptedException {
        for (int from = 0; from < facts.size(); from += TaskContext.MOST_FACTS) {
            context.entities(facts.subList(from, Math.min(from + TaskContext.MOST_FACTS, facts.size())));
        }
    }

    /** How a pool stands that was built or expanded: whatever is missing or unprepared makes it PARTIAL. */
    static PoolStatus statusAfter(PoolSettings settings, int vms, boolean allPrepared) {
        if (vms == 0) {
            return PoolStatus.FAILED;
        }
        return allPrepared && vms >= settings.initial() ? PoolStatus.ACTIVE : PoolStatus.PARTIAL;
    }
}
