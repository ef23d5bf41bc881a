package io.taskmill.simulator.hypervisor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A virtual machine.
 *
 * @param name unique in the hypervisor
 * @param pool the tag that tells what pool it is of
 * @param readyAt when its guest answers, or has begun to; null while it is off
 * @param hostName as its guest has it; null before it was set
 * @param domain that its guest has joined
 * @param unit of the domain that its guest was put into
 * @param user whom it is given to; null while it is free
 * @param backups their names
 */
record Vm(
        String id,
        String name,
        @Nullable String pool,
        String template,
        String controller,
        Guest guest,
        boolean thin,
        int gibibytes,
        boolean remoteAccess,
        @Nullable Instant readyAt,
        @Nullable String hostName,
        @Nullable String domain,
        @Nullable String unit,
        @Nullable String user,
        List<String> backups) {

    Vm {
        backups = List.copyOf(backups);
    }

    static Vm clonedFrom(Template template, String id, String name, @Nullable String pool, String controller) {
        return new Vm(
                id,
                name,
                pool,
                template.id(),
                controller,
                template.guest(),
                template.thin(),
                template.gibibytes(),
                false,
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    boolean on() {
        return readyAt != null;
    }

    boolean guestReady(Instant now) {
        return readyAt != null && !now.isBefore(readyAt);
    }

    Vm withRemoteAccess(boolean enabled) {
        return with(enabled, readyAt, hostName, domain, unit, user, backups);
    }

    /** @param ready when its guest will answer; null to switch it off */
    Vm withPower(@Nullable Instant ready) {
        return with(remoteAccess, ready, hostName, domain, unit, user, backups);
    }

    Vm withHostName(String name) {
        return with(remoteAccess, readyAt, name, domain, unit, user, backups);
    }

    Vm inDomain(String joined) {
        return with(remoteAccess, readyAt, hostName, joined, unit, user, backups);
    }

    Vm inUnit(String put) {
        return with(remoteAccess, readyAt, hostName, domain, put, user, backups);
    }

    Vm givenTo(@Nullable String whom) {
        return with(remoteAccess, readyAt, hostName, domain, unit, whom, backups);
    }

    Vm backedUpAs(String backup) {
        List<String> more = new ArrayList<>(backups);
        more.add(backup);
        return with(remoteAccess, readyAt, hostName, domain, unit, user, more);
    }

    private Vm with(
            boolean access,
            @Nullable Instant ready,
            @Nullable String host,
            @Nullable String joined,
            @Nullable String put,
            @Nullable String whom,
            List<String> saved) {
        return new Vm(
                id,
                name,
                pool,
                template,
                controller,
                guest,
                thin,
                gibibytes,
                access,
                ready,
                host,
                joined,
                put,
                whom,
                saved);
    }

    View view(Instant now) {
        return new View(
                id,
                name,
                pool,
                template,
                controller,
                guest,
                thin,
                remoteAccess,
                on(),
                guestReady(now),
                hostName,
                domain,
                unit,
                user,
                backups);
    }

    /** What clients see of it. */
    record View(
            String id,
            String name,
            @Nullable String pool,
            String template,
            String controller,
            Guest guest,
            boolean thin,
            boolean remoteAccess,
            boolean on,
            boolean guestReady,
            @Nullable String hostName,
            @Nullable String domain,
            @Nullable String unit,
            @Nullable String user,
            List<String> backups) {}
}
