package io.taskmill.model.family;

import java.util.Locale;

/**
 * A follow-up that a change of a chunk causes: written in the same update as the change, published with a confirm, then
 * cleared.
 *
 * @param from of {@link Kind#PUBLISH} the first child; else what tells this one from earlier ones of its kind
 * @param to of {@link Kind#PUBLISH} the child after the last; else 0
 */
public record ChunkFollowUp(Kind kind, int from, int to) {

    /** What is published. */
    public enum Kind {
        /** The submissions of children. */
        PUBLISH,
        /** The submissions of children that have not ended, to their shards alone: who is not known there is then. */
        REMIND,
        /** Cancels of the children that are out and have not ended. */
        CANCEL,
        /** How the children are, to the parent. */
        REPORT,
        /** Whether the family is sealed, asked of the parent. */
        ASK,
        /** Deletions of the children that were published. */
        DELETE
    }

    /** Within its chunk. */
    public String id() {
        return kind.name().toLowerCase(Locale.ROOT) + "-" + from + "-" + to;
    }

    /**
     * What {@link #id} stands for.
     *
     * @throws IllegalArgumentException if it stands for nothing
     */
    public static ChunkFollowUp parse(String id) {
        String[] parts = id.split("-", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("follow-up '" + id + "' is not <kind>-<from>-<to>");
        }
        return new ChunkFollowUp(
                Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]));
    }
}
