package io.taskmill.simulator.hypervisor;

/**
 * What carries machines.
 *
 * @param away whether nobody reaches it for now: what it is to do waits, and more is refused
 */
record Controller(String id, boolean away) {}
