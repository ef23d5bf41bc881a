package io.taskmill.model.family;

import io.taskmill.model.ChunkCounts;
import io.taskmill.model.ChunkKey;
import io.taskmill.model.ChunkMember;
import io.taskmill.model.OnFailure;
import io.taskmill.model.SpawnMode;
import io.taskmill.model.Summary.Failure;
import io.taskmill.model.message.ChunkReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A part of a family as it is known.
 *
 * @param recorded null as long as its parent has told it something and its children are not known, and once it was deleted
 * @param ends how each child has ended, a letter for each: {@link ChildEnd}
 * @param published so many children are out, or about to be; those after them never were
 * @param failures the first of the children that did not finish
 * @param asked how often the parent, or the children, were asked in vain since anything was heard
 * @param since when it was last heard of, by the folding projector's clock
 * @param told how many ends the parent was told last
 * @param toldAt when; null before that
 */
public record Chunk(
        ChunkKey key,
        Stage stage,
        @Nullable Recorded recorded,
        String ends,
        int published,
        List<Failure> failures,
        List<ChunkFollowUp> outbox,
        int asked,
        Instant since,
        int told,
        @Nullable Instant toldAt) {

    /** So long a part whose family is not sealed waits before it asks its parent; twice as long after each time. */
    static final Duration ASKS_AFTER = Duration.ofMinutes(1);

    static final Duration ASKS_AT_LEAST_EVERY = Duration.ofHours(1);

    /** So long after the last end those children are asked after that have none. */
    static final Duration REMINDS_AT_LEAST_EVERY = Duration.ofMinutes(10);

    /** What was told to a part whose children nobody has told of by then counts for one that is not known. */
    static final Duration MISSING_AFTER = Duration.ofMinutes(10);

    /** The parent is told how far its children are so often at most. */
    static final Duration REPORTS_EVERY = Duration.ofSeconds(1);

    private static final int DOUBLINGS = 16;

    /** Where it is. */
    public enum Stage {
        /** The run has told of its children; none of them is out. */
        OPEN,
        /** The family is sealed, and its children are published. */
        RELEASED,
        /** No more children are published. */
        CANCELLED,
        /** The family was never sealed. */
        DISCARDED,
        /** The parent was deleted. */
        DELETED
    }

    /**
     * What the run has told.
     *
     * @param first how many children the parts before have
     */
    public record Recorded(int epoch, int first, SpawnMode mode, OnFailure onFailure, List<ChunkMember> members) {
        public Recorded {
            members = List.copyOf(members);
        }
    }

    public Chunk {
        failures = List.copyOf(failures);
        outbox = List.copyOf(outbox);
        if (recorded != null && ends.length() != recorded.members().size()) {
            throw new IllegalArgumentException(
                    "chunk " + key + " has " + recorded.members().size() + " children and " + ends.length() + " ends");
        }
    }

    /** Whether all of its children have ended, or none can be found. */
    public boolean isOver() {
        return !ends.isEmpty() && ends.indexOf(ChildEnd.NONE) < 0;
    }

    /** Whether more is to be expected of it. */
    public boolean isLive() {
        return switch (stage) {
            case OPEN, RELEASED, CANCELLED -> !isOver() || !outbox.isEmpty();
            case DISCARDED, DELETED -> false;
        };
    }

    /** How that child has ended; empty if it has not. */
    public Optional<ChildEnd> end(int index) {
        return ChildEnd.of(ends.charAt(index));
    }

    /** How many of its children have ended. */
    public int ended() {
        return (int) ends.chars().filter(end -> end != ChildEnd.NONE).count();
    }

    public ChunkCounts counts() {
        long weight = 0;
        for (int i = 0; i < ends.length() && recorded != null; i++) {
            weight += ends.charAt(i) == ChildEnd.NONE
                    ? 0
                    : recorded.members().get(i).weight();
        }
        return new ChunkCounts(
                count(ChildEnd.FINISHED),
                count(ChildEnd.FAILED),
                count(ChildEnd.CANCELLED),
                count(ChildEnd.UNKNOWN),
                weight,
                isOver());
    }

    private int count(ChildEnd how) {
        return (int) ends.chars().filter(end -> end == how.letter()).count();
    }

    /** What its parent is told. */
    public ChunkReport report() {
        return new ChunkReport(
                key.task(),
                recorded == null ? 1 : recorded.epoch(),
                key.run(),
                key.number(),
                stage == Stage.OPEN,
                counts(),
                failures);
    }

    /** When something must be done about it if nothing happens before. */
    public Optional<Instant> due() {
        return switch (stage) {
            case OPEN -> Optional.of(asksAt());
            case RELEASED, CANCELLED ->
                isOver()
                        ? Optional.empty()
                        : Stream.of(Optional.of(asksAt()), reportsAt())
                                .flatMap(Optional::stream)
                                .min(Instant::compareTo);
            case DISCARDED, DELETED -> Optional.empty();
        };
    }

    /** When it asks whoever it waits for. */
    Instant asksAt() {
        if (recorded == null) {
            return since.plus(MISSING_AFTER);
        }
        Duration longest = stage == Stage.OPEN ? ASKS_AT_LEAST_EVERY : REMINDS_AT_LEAST_EVERY;
        Duration wait = ASKS_AFTER.multipliedBy(1L << Math.min(asked, DOUBLINGS));
        return since.plus(wait.compareTo(longest) < 0 ? wait : longest);
    }

    /** When its parent may be told what it was not. */
    Optional<Instant> reportsAt() {
        return ended() > told && toldAt != null ? Optional.of(toldAt.plus(REPORTS_EVERY)) : Optional.empty();
    }
}
