package io.taskmill.handlers.vdi;

/** What a pool is. */
public enum PoolStatus {
    CREATING,
    ACTIVE,
    /** Some of its machines are missing or not prepared. */
    PARTIAL,
    /** It has none. */
    FAILED,
    DELETING
}
