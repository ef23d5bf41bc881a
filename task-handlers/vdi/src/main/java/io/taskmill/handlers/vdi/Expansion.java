package io.taskmill.handlers.vdi;

import io.taskmill.handlers.vdi.hypervisor.Vm;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Decides by what a pool grows. */
final class Expansion {

    private Expansion() {}

    /**
     * How the machines are called that it is to have besides: as many as a step, but not beyond its total, with the lowest
     * numbers that are free.
     *
     * @param forced whether it grows though enough of its machines are free
     */
    static List<String> names(PoolSettings settings, List<Vm> vms, boolean forced) {
        long free = vms.stream().filter(vm -> vm.user() == null).count();
        if (!forced && free >= settings.reserve()) {
            return List.of();
        }
        Set<String> taken = vms.stream().map(Vm::name).collect(Collectors.toSet());
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(settings::vmName)
                .filter(name -> !taken.contains(name))
                .limit(Math.max(0, Math.min(settings.total() - vms.size(), settings.step())))
                .toList();
    }
}
