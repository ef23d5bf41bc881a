package io.taskmill.projector.shard;

import io.taskmill.model.ChunkKey;
import io.taskmill.model.ChunkMember;
import io.taskmill.model.family.Chunk;
import io.taskmill.model.family.Chunk.Recorded;
import io.taskmill.model.family.ChunkFollowUp;
import io.taskmill.model.family.ChunkTransition;
import io.taskmill.model.message.ChunkEvent;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.UserCommand.CancelTask;
import io.taskmill.model.message.UserCommand.DeleteTask;
import io.taskmill.projector.follow.FollowUps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parts of families: what becomes of them is decided in {@link ChunkTransition}, here their children are published. */
final class ChunkKind implements Kind<ChunkKey, Chunk, ChunkEvent> {

    /** Who cancels and deletes children. */
    private static final String ACTOR = "taskmill:family";

    /** A part can have half a megabyte. */
    private static final int CACHED = 64;

    private final FollowUps followUps;

    ChunkKind(FollowUps followUps) {
        this.followUps = followUps;
    }

    @Override
    public String name() {
        return "chunk";
    }

    @Override
    public int cached() {
        return CACHED;
    }

    @Override
    public ChunkKey keyOf(ChunkEvent message) {
        return message.key();
    }

    @Override
    public @Nullable Chunk apply(@Nullable Chunk chunk, ChunkEvent message, Instant now) {
        return ChunkTransition.apply(chunk, message, now);
    }

    @Override
    public List<FollowUp> followUps(Chunk chunk) {
        return chunk.outbox().stream()
                .map(entry -> new FollowUp(entry.id(), again -> publish(chunk, entry, again)))
                .toList();
    }

    /** @param again whether somebody who died may have published it */
    private CompletableFuture<?> publish(Chunk chunk, ChunkFollowUp entry, boolean again) {
        return switch (entry.kind()) {
            case PUBLISH ->
                ofUnended(
                        chunk,
                        IntStream.range(entry.from(), entry.to()),
                        index -> followUps.submit(submission(chunk, index), again));
            case REMIND -> ofUnended(chunk, published(chunk), index -> followUps.submitAgain(submission(chunk, index)));
            case CANCEL -> ofUnended(chunk, published(chunk), index -> followUps.tellTask(cancel(chunk, index)));
            case REPORT, ASK -> followUps.tellTask(chunk.report());
            case DELETE -> all(published(chunk).mapToObj(index -> followUps.tellTask(deletion(chunk, index))));
        };
    }

    private static IntStream published(Chunk chunk) {
        return IntStream.range(0, chunk.published());
    }

    private static CompletableFuture<?> ofUnended(
            Chunk chunk, IntStream indexes, IntFunction<CompletableFuture<?>> publish) {
        return all(indexes.filter(index -> chunk.end(index).isEmpty()).mapToObj(publish));
    }

    private static CompletableFuture<?> all(Stream<? extends CompletableFuture<?>> publishes) {
        return CompletableFuture.allOf(publishes.toArray(CompletableFuture[]::new));
    }

    private static ChunkMember member(Chunk chunk, int index) {
        Recorded recorded = chunk.recorded();
        if (recorded == null) {
            throw new IllegalStateException("nobody has told of the children of chunk " + chunk.key());
        }
        return recorded.members().get(index);
    }

    private static RunCommand submission(Chunk chunk, int index) {
        ChunkMember member = member(chunk, index);
        return new RunCommand(member.id(), 1, 1, member.deadline(), member.spec());
    }

    private static CancelTask cancel(Chunk chunk, int index) {
        return new CancelTask(
                member(chunk, index).id(), "family-" + chunk.key().run() + "-cancel", ACTOR, chunk.since(), null);
    }

    private static DeleteTask deletion(Chunk chunk, int index) {
        return new DeleteTask(
                member(chunk, index).id(),
                "family-" + chunk.key().run() + "-delete",
                ACTOR,
                chunk.since(),
                DeleteTask.WITH_ITS_PARENT);
    }

    @Override
    public ChunkEvent published(ChunkKey key, Set<String> followUps) {
        return new ChunkEvent.Published(key, followUps);
    }

    @Override
    public Optional<Instant> due(Chunk chunk) {
        return chunk.due();
    }

    @Override
    public ChunkEvent dueReached(ChunkKey key) {
        return new ChunkEvent.DueReached(key);
    }

    @Override
    public boolean isLive(Chunk chunk) {
        return chunk.isLive();
    }
}
