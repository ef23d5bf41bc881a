package io.taskmill.simulator.hypervisor;

/** What runs in a machine. */
public enum Guest {
    WINDOWS,
    LINUX
}
