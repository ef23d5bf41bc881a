package io.taskmill.handlers.vdi;

import io.taskmill.handlers.vdi.hypervisor.Hypervisor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Lets the process die at a call, either before the hypervisor hears of it or before the handler hears of its answer. */
final class CrashingHypervisor {

    private final Hypervisor hypervisor;
    private final int fatal;
    private int calls;

    private CrashingHypervisor(Hypervisor hypervisor, int fatal) {
        this.hypervisor = hypervisor;
        this.fatal = fatal;
    }

    /** @param moment the first call's two sides are 0 and 1, the second's are 2 and 3, and so on */
    static Hypervisor at(int moment, Hypervisor hypervisor) {
        CrashingHypervisor crashing = new CrashingHypervisor(hypervisor, moment);
        return (Hypervisor) Proxy.newProxyInstance(
                Hypervisor.class.getClassLoader(), new Class<?>[] {Hypervisor.class}, (_, method, arguments) -> {
                    crashing.passes("before " + method.getName());
                    try {
                        return method.invoke(crashing.hypervisor, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        crashing.passes("after " + method.getName());
                    }
                });
    }

    private void passes(String where) {
        if (calls++ == fatal) {
            throw new Crash(where + ", moment " + fatal);
        }
    }
}
