package io.taskmill.it.mortal;

/** Where a projector breaks off that has something to tell the journal. */
public enum JournalDeath {
    /** What has happened is in the documents, and not in the journal. */
    BEFORE_TELLING,
    /** It is in both, and nothing that follows from it is done. */
    AFTER_TELLING
}
