package io.taskmill.handlers.vdi.hypervisor;

/** What runs in a machine. */
public enum GuestSystem {
    WINDOWS,
    LINUX
}
