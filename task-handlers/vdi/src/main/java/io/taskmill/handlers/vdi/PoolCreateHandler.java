package io.taskmill.handlers.vdi;

import io.taskmill.handler.SpawnedFamily;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handler.TaskHandler;
import io.taskmill.handlers.vdi.hypervisor.HypervisorException;
import io.taskmill.handlers.vdi.hypervisor.Vm;
import io.taskmill.model.StatusMessage;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * POOL_CREATE: clones the machines that a pool begins with, those that are missing, and has each prepared. A pool that got
 * fewer is PARTIAL and keeps them; a later run, or a retry, goes on from what is there.
 */
public final class PoolCreateHandler implements TaskHandler<PoolSettings, PoolCreateHandler.Created> {

    private final Site site;

    PoolCreateHandler(Site site) {
        this.site = site;
    }

    /**
     * What came of it.
     *
     * @param vms how many the pool has
     * @param prepared how many of them were prepared
     */
    public record Created(String poolId, int vms, int prepared) {}

    @Override
    public TaskDescription<PoolSettings> describe() {
        return Descriptions.of("POOL_CREATE", PoolSettings.class)
                .withRetry(Descriptions.WHILE_AWAY)
                .withGate(Descriptions.POOL_GATE, 1)
                .withGate("template:{params.templateId}", 1);
    }

    @Override
    public @Nullable Created run(PoolSettings settings, TaskContext context) throws InterruptedException {
        Failures.named(() -> {
            context.step("VALIDATING");
            settings.requireSound();
            Left left = site.orders().takeUp(context);
            requireTemplate(settings);
            Pool pool = begun(settings);
            site.pools().put(pool, context);
            context.step("CLONING");
            List<Vm> vms = cloned(pool, left, context);
            context.step("PREPARING");
            site.prepare(settings, vms, context);
            return true;
        });
        return null;
    }

    private void requireTemplate(PoolSettings settings) throws InterruptedException {
        try {
            site.hypervisor().template(settings.templateId());
        } catch (HypervisorException.Unknown e) {
            throw new TaskFailedException(
                    "TEMPLATE_UNKNOWN", "there is no template '" + settings.templateId() + "'", false);
        }
    }

    /** A new one, or the one that was begun with the same settings and is not through. */
    private Pool begun(PoolSettings settings) throws InterruptedException {
        Pool known = site.pools().find(settings.poolId()).orElse(null);
        if (known == null) {
            return new Pool(settings, PoolStatus.CREATING);
        }
        boolean unfinished =
                switch (known.status()) {
                    case CREATING, PARTIAL, FAILED -> true;
                    case ACTIVE, DELETING -> false;
                };
        if (!unfinished || !known.settings().equals(settings)) {
            throw new TaskFailedException(
                    "POOL_EXISTS", "there is a pool '" + settings.poolId() + "', it is " + known.status(), false);
        }
        return known.with(PoolStatus.CREATING);
    }

    private List<Vm> cloned(Pool pool, Left left, TaskContext context) throws InterruptedException {
        PoolSettings settings = pool.settings();
        List<String> names = IntStream.rangeClosed(1, settings.initial())
                .mapToObj(settings::vmName)
                .toList();
        return site.orUnfinished(pool, context, () -> site.cloneMissing(settings, names, left, context));
    }

    @Override
    public Created end(PoolSettings settings, SpawnedFamily family, TaskContext context) throws InterruptedException {
        return Failures.named(() -> {
            int vms = site.settle(settings.poolId(), family.summary().unsuccessful() == 0, context);
            context.progress(100, StatusMessage.of("prepared", family.summary().finished(), vms));
            return new Created(settings.poolId(), vms, family.summary().finished());
        });
    }
}
