package io.taskmill.handlers.vdi.hypervisor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be ordered of a hypervisor. Each bears that it is done already. */
public sealed interface Order {

    /** So many machines at most are dealt with by one. */
    int MOST = 100;

    /**
     * New machines.
     *
     * @param pool the tag that they bear
     * @param controller what carries them; any one if null
     * @param names each unique; a machine of that name, pool and template that is there counts as made
     */
    record Clone(String template, String pool, @Nullable String controller, List<String> names) implements Order {

        public Clone {
            names = List.copyOf(names);
        }
    }

    /** They are to be no more. */
    record Delete(List<String> vms) implements Order {

        public Delete {
            vms = List.copyOf(vms);
        }
    }

    record PowerOn(String vm) implements Order {}

    record AllowRemoteAccess(String vm) implements Order {}

    /** An agent in the guest must answer. */
    record SetHostName(String vm, String hostName) implements Order {}

    /** An agent in the guest must answer; guests of Windows only. */
    record JoinDomain(String vm, String domain) implements Order {}

    /** An agent in the guest must answer, and it must be in a domain. */
    record PutIntoUnit(String vm, String unit) implements Order {}

    /** @param name one of that name counts as made */
    record Backup(String vm, String name) implements Order {}
}
