package io.taskmill.handlers.vdi.hypervisor;

/**
 * What machines are cloned from.
 *
 * @param thin whether clones share its disk
 */
public record Template(String id, String name, GuestSystem guest, boolean thin) {}
