package io.taskmill.simulator.storage;

/**
 * A disk image.
 *
 * @param vmId whose it is
 * @param inUse whether somebody has it open, so that it cannot be removed
 * @param parts how many of its {@value #PARTS} parts are there
 */
record Image(String id, String name, String vmId, String pool, long sizeBytes, boolean inUse, int parts) {

    static final int PARTS = 10;

    /** What is shown of it. */
    record View(String id, String name, String vmId, String pool, long sizeBytes, boolean inUse, String status) {}

    View view() {
        return new View(id, name, vmId, pool, sizeBytes, inUse, parts == PARTS ? "OK" : "ILLEGAL");
    }

    Image withoutPart() {
        return new Image(id, name, vmId, pool, sizeBytes, inUse, parts - 1);
    }
}
