package io.taskmill.model.family;

import io.taskmill.model.ChunkKey;
import io.taskmill.model.ChunkOrder;
import io.taskmill.model.OnFailure;
import io.taskmill.model.family.Chunk.Recorded;
import io.taskmill.model.family.Chunk.Stage;
import io.taskmill.model.message.ChildEnded;
import io.taskmill.model.message.ChunkEvent;
import io.taskmill.model.message.TellChunk;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an event makes of a part of a family. Pure. Any order and any repetition of what its parent and its children
 * tell gives the same ends.
 */
public final class ChunkTransition {

    private ChunkTransition() {}

    /** @param chunk null if nothing is known of it */
    public static @Nullable Chunk apply(@Nullable Chunk chunk, ChunkEvent event, Instant now) {
        return switch (event) {
            case ChunkEvent.Recorded recorded -> recorded(chunk, recorded, now);
            case TellChunk told -> told(chunk, told.key(), told.order(), now);
            case ChildEnded ended -> chunk == null ? null : ended(chunk, ended, now);
            case ChunkEvent.Published published ->
                chunk == null
                        ? null
                        : new ChunkDraft(chunk).published(published.followUps()).toChunk();
            case ChunkEvent.DueReached _ -> chunk == null ? null : due(chunk, now);
        };
    }

    /** What its parent may have told it already, if that was faster. */
    private static Chunk recorded(@Nullable Chunk chunk, ChunkEvent.Recorded event, Instant now) {
        Recorded children =
                new Recorded(event.epoch(), event.first(), event.mode(), event.onFailure(), event.members());
        if (chunk == null) {
            return ChunkDraft.of(event.key(), Stage.OPEN, now)
                    .recorded(children, now)
                    .toChunk();
        }
        if (chunk.recorded() != null || chunk.isOver()) {
            return chunk;
        }
        return switch (chunk.stage()) {
            case RELEASED ->
                told(chunk, new ChunkDraft(chunk).recorded(children, now).released(now), now);
            case CANCELLED ->
                told(chunk, new ChunkDraft(chunk).recorded(children, now).cancelled(now), now);
            case OPEN, DISCARDED, DELETED -> chunk;
        };
    }

    private static Chunk told(@Nullable Chunk chunk, ChunkKey key, ChunkOrder order, Instant now) {
        if (chunk == null) {
            return ChunkDraft.of(key, stage(order), now).toChunk();
        }
        return switch (order) {
            case RELEASE -> released(chunk, now);
            case CANCEL -> cancelled(chunk, now);
            case DISCARD ->
                chunk.stage() == Stage.OPEN ? new ChunkDraft(chunk).discarded().toChunk() : chunk;
            case DELETE ->
                chunk.stage() == Stage.DELETED || chunk.stage() == Stage.DISCARDED
                        ? chunk
                        : new ChunkDraft(chunk).deleted().toChunk();
        };
    }

    private static Stage stage(ChunkOrder order) {
        return switch (order) {
            case RELEASE -> Stage.RELEASED;
            case CANCEL -> Stage.CANCELLED;
            case DISCARD -> Stage.DISCARDED;
            case DELETE -> Stage.DELETED;
        };
    }

    private static Chunk released(Chunk chunk, Instant now) {
        return switch (chunk.stage()) {
            case OPEN -> told(chunk, new ChunkDraft(chunk).released(now), now);
            case RELEASED, CANCELLED -> toldAgain(chunk, now);
            case DISCARDED, DELETED -> chunk;
        };
    }

    private static Chunk cancelled(Chunk chunk, Instant now) {
        return switch (chunk.stage()) {
            case OPEN -> told(chunk, new ChunkDraft(chunk).cancelled(now), now);
            case RELEASED ->
                chunk.isOver() ? toldAgain(chunk, now) : told(chunk, new ChunkDraft(chunk).cancelled(now), now);
            case CANCELLED -> toldAgain(chunk, now);
            case DISCARDED, DELETED -> chunk;
        };
    }

    /** Whoever asks for what is done is told that it is. */
    private static Chunk toldAgain(Chunk chunk, Instant now) {
        return chunk.isOver() ? new ChunkDraft(chunk).reporting(now).toChunk() : chunk;
    }

    private static Chunk ended(Chunk chunk, ChildEnded event, Instant now) {
        Recorded known = chunk.recorded();
        boolean counts = known != null
                && (chunk.stage() == Stage.RELEASED || chunk.stage() == Stage.CANCELLED)
                && event.index() >= 0
                && event.index() < chunk.published()
                && known.members().get(event.index()).id().equals(event.child())
                && chunk.end(event.index()).isEmpty();
        if (!counts) {
            return chunk;
        }
        ChildEnd end = ChildEnd.of(event.how());
        return told(
                chunk,
                new ChunkDraft(chunk)
                        .ended(
                                event.index(),
                                end,
                                event.code() == null ? end.name() : event.code(),
                                event.text() == null ? "" : event.text(),
                                now),
                now);
    }

    /** The parent is told what matters to it at once, and how far its children are now and then. */
    private static Chunk told(Chunk before, ChunkDraft draft, Instant now) {
        Chunk after = draft.toChunk();
        Recorded known = after.recorded();
        boolean first = known != null
                && known.onFailure() == OnFailure.FAIL_FAST
                && before.counts().unsuccessful() == 0
                && after.counts().unsuccessful() > 0;
        boolean soon = after.ended() > after.told()
                && Optional.ofNullable(after.toldAt())
                        .map(at -> !at.plus(Chunk.REPORTS_EVERY).isAfter(now))
                        .orElse(true);
        return (after.isOver() && !before.isOver()) || first || soon
                ? draft.reporting(now).toChunk()
                : after;
    }

    private static Chunk due(Chunk chunk, Instant now) {
        if (chunk.due().filter(at -> !at.isAfter(now)).isEmpty()) {
            return chunk;
        }
        ChunkDraft draft = new ChunkDraft(chunk);
        if (chunk.reportsAt().filter(at -> !at.isAfter(now)).isPresent()) {
            draft.reporting(now);
        }
        if (chunk.asksAt().isAfter(now)) {
            return draft.toChunk();
        }
        return switch (chunk.stage()) {
            case OPEN -> draft.askedParent(now).toChunk();
            case RELEASED -> (chunk.recorded() == null ? draft.missing(now) : draft.askedAfterChildren(now)).toChunk();
            case CANCELLED ->
                (chunk.recorded() == null
                                ? draft.missing(now)
                                : draft.cancelling().askedAfterChildren(now))
                        .toChunk();
            case DISCARDED, DELETED -> chunk;
        };
    }
}
