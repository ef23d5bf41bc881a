package io.taskmill.handlers.storage;

/**
 * A disk image of a virtual machine.
 *
 * @param vmId whose it is
 */
public record Image(String id, String name, String vmId, long sizeBytes, Status status) {

    /** What can be done with it. */
    public enum Status {
        /** Nothing is missing of it. */
        OK,
        /** Part of it is gone, since a removal was cut off: it can only be removed. */
        ILLEGAL
    }
}
