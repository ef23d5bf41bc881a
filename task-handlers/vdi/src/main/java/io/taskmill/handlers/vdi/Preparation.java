package io.taskmill.handlers.vdi;

import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handlers.vdi.hypervisor.GuestSystem;
import io.taskmill.handlers.vdi.hypervisor.HypervisorException;
import io.taskmill.handlers.vdi.hypervisor.Order;
import io.taskmill.handlers.vdi.hypervisor.Vm;
import io.taskmill.model.StatusMessage;

/** Prepares one machine, step by step; each looks first whether it is as it is to be. */
final class Preparation {

    /** As RFC 1123 allows a label. */
    private static final int LONGEST_HOST_NAME = 63;

    private final Site site;

    Preparation(Site site) {
        this.site = site;
    }

    Left takeUp(TaskContext context) throws InterruptedException {
        return site.orders().takeUp(context);
    }

    /** What a machine of that name is called by itself: its name, of which too much is taken out before the number. */
    static String hostName(String vmName) {
        if (vmName.length() <= LONGEST_HOST_NAME) {
            return vmName;
        }
        String number = vmName.substring(vmName.lastIndexOf('-'));
        return vmName.substring(0, LONGEST_HOST_NAME - number.length()) + number;
    }

    /** Whether it was prepared like that, wherever its user has taken it since: it may be switched off. */
    static boolean isDone(VmPrepareHandler.Params wanted, Vm vm) {
        boolean named = wanted.hostName() == null || wanted.hostName().equals(vm.hostName());
        boolean joined = wanted.hostName() == null
                || vm.guest() != GuestSystem.WINDOWS
                || ((wanted.domain() == null || wanted.domain().equals(vm.domain()))
                        && (wanted.unit() == null || wanted.unit().equals(vm.unit())));
        return vm.remoteAccess() && named && joined;
    }

    VmPrepareHandler.Prepared prepare(VmPrepareHandler.Params wanted, Left left, TaskContext context)
            throws InterruptedException {
        String id = wanted.vmId();
        Vm vm = get(id);
        try {
            reachable(vm, left, context);
            if (wanted.hostName() != null) {
                inGuest(vm, wanted, left, context);
            }
        } catch (HypervisorException | TaskFailedException e) {
            context.entity(Pools.fact(vm, VmStatus.FAILED));
            throw e;
        }
        Vm prepared = get(id);
        context.entity(Pools.usual(prepared));
        context.progress(100, StatusMessage.of("prepared", prepared.name()));
        return new VmPrepareHandler.Prepared(id, prepared.hostName(), prepared.domain(), prepared.unit());
    }

    private Vm get(String id) throws InterruptedException {
        return site.hypervisor()
                .vm(id)
                .orElseThrow(() -> new TaskFailedException("VM_UNKNOWN", "there is no machine '" + id + "'", false));
    }

    private void reachable(Vm vm, Left left, TaskContext context) throws InterruptedException {
        context.step("REMOTE_ACCESS");
        if (!vm.remoteAccess()) {
            order("remote-access", new Order.AllowRemoteAccess(vm.id()), left, context);
        }
        context.step("POWER_ON");
        if (!vm.on()) {
            order("power-on", new Order.PowerOn(vm.id()), left, context);
        }
        context.progress(20, StatusMessage.of("on", vm.name()));
    }

    private void inGuest(Vm machine, VmPrepareHandler.Params wanted, Left left, TaskContext context)
            throws InterruptedException {
        context.step("AWAITING_GUEST");
        Vm vm = answering(machine.id());
        context.progress(40, StatusMessage.of("answers", vm.name()));
        String hostName = wanted.hostName();
        if (hostName != null && !hostName.equals(vm.hostName())) {
            context.step("HOST_NAME");
            order("host-name", new Order.SetHostName(vm.id(), hostName), left, context);
        }
        context.progress(60, StatusMessage.of("named", vm.name()));
        if (vm.guest() == GuestSystem.WINDOWS) {
            joined(vm, wanted, left, context);
        }
    }

    private void joined(Vm vm, VmPrepareHandler.Params wanted, Left left, TaskContext context)
            throws InterruptedException {
        String domain = wanted.domain();
        if (domain != null && !domain.equals(vm.domain())) {
            context.step("DOMAIN");
            order("join-domain", new Order.JoinDomain(vm.id(), domain), left, context);
            context.progress(80, StatusMessage.of("joined", vm.name()));
        }
        String unit = wanted.unit();
        if (unit != null && domain != null && !unit.equals(vm.unit())) {
            context.step("UNIT");
            order("put-into-unit", new Order.PutIntoUnit(vm.id(), unit), left, context);
        }
    }

    /** Ends at the latest with the run's timeout. */
    private Vm answering(String id) throws InterruptedException {
        Vm vm = get(id);
        while (!vm.guestReady()) {
            Thread.sleep(site.orders().pacing().poll());
            vm = get(id);
        }
        return vm;
    }

    private void order(String name, Order order, Left left, TaskContext context) throws InterruptedException {
        site.orders().carryOutWhole(name, order, left, context);
    }
}
