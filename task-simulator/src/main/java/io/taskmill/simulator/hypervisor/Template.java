package io.taskmill.simulator.hypervisor;

/**
 * What machines are cloned from.
 *
 * @param thin whether clones share its disk, and so cannot live without it
 * @param gibibytes that one clone takes
 */
record Template(String id, String name, Guest guest, boolean thin, int gibibytes) {}
