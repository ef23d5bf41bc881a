package io.taskmill.handlers.vdi;

/** What a machine is. */
public enum VmStatus {
    CREATING,
    ACTIVE,
    /** It is given to somebody. */
    RESERVED,
    /** Its backup is being made. */
    SERVICE,
    /** It could not be prepared. */
    FAILED,
    DELETING
}
