package io.taskmill.model;

/** What a parent tells a part of its family. */
public enum ChunkOrder {
    /** The family is sealed: its children are to be published. */
    RELEASE,
    /** No more children are to be published, and those that are out are to be cancelled. */
    CANCEL,
    /** It was never sealed, and never will be. */
    DISCARD,
    /** The parent was deleted, and its children are to be deleted with it. */
    DELETE
}
