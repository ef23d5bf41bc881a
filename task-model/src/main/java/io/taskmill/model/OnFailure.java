package io.taskmill.model;

/** What becomes of a family one of whose children does not finish: it fails, is cancelled, or is not known any more. */
public enum OnFailure {
    /** The others are cancelled, those that are not out yet never start, and the parent fails. */
    FAIL_FAST,
    /** The others go on, and the parent fails once all are through. */
    CONTINUE,
    /** The others go on, and the parent's end step decides. */
    IGNORE
}
