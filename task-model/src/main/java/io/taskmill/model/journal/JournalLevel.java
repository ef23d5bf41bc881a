package io.taskmill.model.journal;

/** How much an entry asks for somebody's attention. */
public enum JournalLevel {
    /** As it should be. */
    INFO,
    /** Somebody has interfered, or something was healed. */
    WARNING,
    /** Something has failed. */
    ERROR
}
