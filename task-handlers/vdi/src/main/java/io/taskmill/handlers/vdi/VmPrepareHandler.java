package io.taskmill.handlers.vdi;

import io.taskmill.handler.Limits;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import io.taskmill.handlers.vdi.hypervisor.Vm;
import io.taskmill.model.Timeouts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * VM_PREPARE: lets a machine be reached from afar and switches it on; if asked, gives its guest a host name, and to one of
 * Windows a domain and a unit in it.
 */
public final class VmPrepareHandler implements TaskHandler<VmPrepareHandler.Params, VmPrepareHandler.Prepared> {

    private static final Duration TIMEOUT = Duration.ofMinutes(20);

    private final Preparation preparation;

    VmPrepareHandler(Site site) {
        this.preparation = new Preparation(site);
    }

    /**
     * What is wanted.
     *
     * @param vmId which machine
     * @param hostName of its guest; with none nothing is done in the guest
     * @param domain that a guest of Windows joins
     * @param unit of the domain that it is put into
     */
    public record Params(
            @Limits(min = 1, max = 200) String vmId,
            @Limits(min = 1, max = 63) @Nullable String hostName,
            @Limits(min = 1, max = 253) @Nullable String domain,
            @Limits(min = 1, max = 255) @Nullable String unit) {

        /** As a pool's settings have it for each of its machines. */
        static Params of(PoolSettings settings, Vm vm) {
            return Boolean.TRUE.equals(settings.guest())
                    ? new Params(vm.id(), Preparation.hostName(vm.name()), settings.domain(), settings.unit())
                    : new Params(vm.id(), null, null, null);
        }
    }

    public record Prepared(
            String vmId,
            @Nullable String hostName,
            @Nullable String domain,
            @Nullable String unit) {}

    @Override
    public TaskDescription<Params> describe() {
        return Descriptions.of("VM_PREPARE", Params.class)
                .withRetry(Descriptions.WHILE_AWAY)
                .withTimeouts(new Timeouts(null, TIMEOUT, null))
                .withGate("vm:{params.vmId}", 1);
    }

    @Override
    public Prepared run(Params params, TaskContext context) throws InterruptedException {
        return Failures.named(() -> {
            Left left = preparation.takeUp(context);
            return preparation.prepare(params, left, context);
        });
    }
}
