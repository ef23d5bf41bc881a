package io.taskmill.handlers.vdi.hypervisor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A virtual machine.
 *
 * @param name unique in the hypervisor
 * @param pool the tag that it bears
 * @param thin whether it shares the disk of its template
 * @param guestReady whether an agent in its guest answers
 * @param hostName as its guest has it; null before it was set
 * @param domain that its guest has joined
 * @param unit of the domain that it was put into
 * @param user whom it is given to; null while it is free
 * @param backups their names
 */
public record Vm(
        String id,
        String name,
        @Nullable String pool,
        String template,
        GuestSystem guest,
        boolean thin,
        boolean remoteAccess,
        boolean on,
        boolean guestReady,
        @Nullable String hostName,
        @Nullable String domain,
        @Nullable String unit,
        @Nullable String user,
        List<String> backups) {

    public Vm {
        backups = List.copyOf(backups);
    }
}
