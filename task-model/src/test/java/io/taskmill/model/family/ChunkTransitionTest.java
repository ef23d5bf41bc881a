package io.taskmill.model.family;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Child;
import io.taskmill.model.ChunkKey;
import io.taskmill.model.ChunkMember;
import io.taskmill.model.ChunkOrder;
import io.taskmill.model.Json;
import io.taskmill.model.OnFailure;
import io.taskmill.model.Priority;
import io.taskmill.model.SpawnMode;
import io.taskmill.model.Summary.Failure;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.family.Chunk.Stage;
import io.taskmill.model.family.ChunkFollowUp.Kind;
import io.taskmill.model.message.ChildEnded;
import io.taskmill.model.message.ChunkEvent;
import io.taskmill.model.message.DependencyEnded.How;
import io.taskmill.model.message.SpawnChunk;
import io.taskmill.model.message.TellChunk;
import io.taskmill.model.type.TaskType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChunkTransitionTest {

    private static final Instant NOW = Instant.parse("2031-05-04T12:00:00Z");
    private static final TaskId PARENT = new TaskId(new UUID(7, 7));
    private static final ChunkKey KEY = new ChunkKey(PARENT, "r-1", 2);
    private static final TaskType COUNT =
            new TaskType("COUNT", 3, "counting", TaskPolicy.DEFAULT, Json.EMPTY_OBJECT, Map.of());

    private static Chunk after(ChunkEvent... events) {
        Chunk chunk = null;
        for (ChunkEvent event : events) {
            chunk = ChunkTransition.apply(chunk, event, NOW);
        }
        return Objects.requireNonNull(chunk);
    }

    private static Chunk then(Chunk chunk, ChunkEvent event) {
        return Objects.requireNonNull(ChunkTransition.apply(chunk, event, NOW));
    }

    private static Chunk later(Chunk chunk, Duration span) {
        return Objects.requireNonNull(ChunkTransition.apply(chunk, new ChunkEvent.DueReached(KEY), NOW.plus(span)));
    }

    private static ChunkEvent recorded(SpawnMode mode, OnFailure onFailure, String... types) {
        List<Child> children = IntStream.range(0, types.length)
                .mapToObj(index ->
                        new Child(types[index], null, Json.EMPTY_OBJECT, "c" + index, 1, null, null, null, null, null))
                .toList();
        SpawnChunk spawned = new SpawnChunk(
                PARENT,
                1,
                "r-1",
                2,
                1_000,
                mode,
                onFailure,
                1,
                Priority.HIGH,
                "ada",
                null,
                NOW,
                NOW.plusSeconds(60),
                List.of(),
                children);
        List<ChunkMember> members = IntStream.range(0, types.length)
                .mapToObj(
                        index -> Members.of(spawned, index, type(types[index]), id(index), _ -> _ -> Optional.empty()))
                .toList();
        return new ChunkEvent.Recorded(KEY, 1, 1_000, mode, onFailure, members);
    }

    private static @Nullable TaskType type(String name) {
        return name.equals(COUNT.name()) ? COUNT : null;
    }

    private static ChunkEvent three(SpawnMode mode, OnFailure onFailure) {
        return recorded(mode, onFailure, "COUNT", "COUNT", "COUNT");
    }

    private static TaskId id(int index) {
        return new TaskId(new UUID(1, index));
    }

    private static ChunkEvent tell(ChunkOrder order) {
        return new TellChunk(PARENT, "r-1", 2, order);
    }

    private static ChunkEvent ended(int index, How how) {
        return new ChildEnded(PARENT, "r-1", 2, index, id(index), how, how == How.FAILED ? "NO" : null, null);
    }

    private static List<Kind> kinds(Chunk chunk) {
        return chunk.outbox().stream().map(ChunkFollowUp::kind).toList();
    }

    @Test
    void beforeTheFamilyIsSealedNobodyIsPublished() {
        Chunk open = after(three(SpawnMode.PARALLEL, OnFailure.FAIL_FAST));
        assertThat(open.stage()).isEqualTo(Stage.OPEN);
        assertThat(open.outbox()).isEmpty();
        assertThat(open.published()).isZero();
    }

    @Test
    void releasedAllArePublishedAtOnce() {
        Chunk released = after(three(SpawnMode.PARALLEL, OnFailure.FAIL_FAST), tell(ChunkOrder.RELEASE));
        assertThat(released.outbox()).containsExactly(new ChunkFollowUp(Kind.PUBLISH, 0, 3));
        assertThat(then(released, tell(ChunkOrder.RELEASE))).isEqualTo(released);
    }

    @Test
    void whoIsToldBeforeItsChildrenAreKnownDoesTheSame() {
        Chunk early = after(tell(ChunkOrder.RELEASE), three(SpawnMode.PARALLEL, OnFailure.FAIL_FAST));
        assertThat(early.outbox()).containsExactly(new ChunkFollowUp(Kind.PUBLISH, 0, 3));
        Chunk cancelled = after(tell(ChunkOrder.CANCEL), three(SpawnMode.PARALLEL, OnFailure.FAIL_FAST));
        assertThat(cancelled.ends()).isEqualTo("CCC");
        Chunk discarded = after(tell(ChunkOrder.DISCARD), three(SpawnMode.PARALLEL, OnFailure.FAIL_FAST));
        assertThat(discarded.stage()).isEqualTo(Stage.DISCARDED);
        assertThat(discarded.recorded()).isNull();
    }

    @Test
    void oneAfterTheOtherEachIsPublishedOnceTheOneBeforeHasEnded() {
        Chunk first = after(three(SpawnMode.SERIAL, OnFailure.CONTINUE), tell(ChunkOrder.RELEASE));
        assertThat(first.published()).isEqualTo(1);
        Chunk second = then(first, ended(0, How.FAILED));
        assertThat(second.published()).isEqualTo(2);
        assertThat(second.outbox()).contains(new ChunkFollowUp(Kind.PUBLISH, 1, 2));
    }

    @Test
    void anEndCountsOnceAndOnlyOfAChildThatIsOut() {
        Chunk released = after(three(SpawnMode.SERIAL, OnFailure.CONTINUE), tell(ChunkOrder.RELEASE));
        assertThat(then(released, ended(2, How.FINISHED))).isEqualTo(released);
        Chunk one = then(released, ended(0, How.FINISHED));
        assertThat(then(one, ended(0, How.FAILED))).isEqualTo(one);
        ChildEnded stranger = new ChildEnded(PARENT, "r-1", 2, 1, id(9), How.FINISHED, null, null);
        assertThat(then(one, stranger)).isEqualTo(one);
    }

    @Test
    void theFirstFailureCancelsThoseThatAreOutAndIsToldAtOnce() {
        Chunk failed = after(
                three(SpawnMode.PARALLEL, OnFailure.FAIL_FAST),
                tell(ChunkOrder.RELEASE),
                ended(0, How.FINISHED),
                ended(1, How.FAILED));
        assertThat(failed.stage()).isEqualTo(Stage.CANCELLED);
        assertThat(kinds(failed)).contains(Kind.CANCEL, Kind.REPORT);
        assertThat(failed.report().counts().failed()).isEqualTo(1);
        assertThat(failed.failures()).containsExactly(new Failure(1_001, id(1), "c1", "NO", ""));
    }

    @Test
    void whoIsCancelledWithItsFamilyIsCountedAndIsNoFailureOfItsOwn() {
        Chunk failed = after(
                three(SpawnMode.PARALLEL, OnFailure.FAIL_FAST),
                tell(ChunkOrder.RELEASE),
                ended(1, How.FAILED),
                ended(0, How.CANCELLED),
                ended(2, How.CANCELLED));
        assertThat(failed.report().counts().cancelled()).isEqualTo(2);
        assertThat(failed.failures()).extracting(Failure::index).containsExactly(1_001);
    }

    @Test
    void theFirstFailureKeepsThoseThatAreNotOutFromStarting() {
        Chunk failed =
                after(three(SpawnMode.SERIAL, OnFailure.FAIL_FAST), tell(ChunkOrder.RELEASE), ended(0, How.CANCELLED));
        assertThat(failed.ends()).isEqualTo("CCC");
        assertThat(failed.isOver()).isTrue();
        assertThat(failed.published()).isEqualTo(1);
        assertThat(kinds(failed)).doesNotContain(Kind.CANCEL);
    }

    @Test
    void whoIsNotKnownAnyMoreIsNoSuccess() {
        Chunk unknown = after(
                recorded(SpawnMode.PARALLEL, OnFailure.CONTINUE, "COUNT"),
                tell(ChunkOrder.RELEASE),
                ended(0, How.UNKNOWN));
        assertThat(unknown.report().counts().unknown()).isEqualTo(1);
        assertThat(unknown.report().counts().unsuccessful()).isEqualTo(1);
        assertThat(unknown.failures()).extracting(Failure::code).containsExactly("UNKNOWN");
    }

    @Test
    void aChildOfAnUnknownTypeHasFailedWithoutBeingPublished() {
        Chunk parallel =
                after(recorded(SpawnMode.PARALLEL, OnFailure.CONTINUE, "COUNT", "NOBODYS"), tell(ChunkOrder.RELEASE));
        assertThat(parallel.ends()).isEqualTo(".X");
        assertThat(parallel.failures()).extracting(Failure::code).containsExactly(Members.UNKNOWN_TYPE);
        Chunk fast =
                after(recorded(SpawnMode.PARALLEL, OnFailure.FAIL_FAST, "NOBODYS", "COUNT"), tell(ChunkOrder.RELEASE));
        assertThat(fast.ends()).isEqualTo("XC");
        assertThat(fast.published()).isZero();
        Chunk serial =
                after(recorded(SpawnMode.SERIAL, OnFailure.IGNORE, "NOBODYS", "NOBODYS"), tell(ChunkOrder.RELEASE));
        assertThat(serial.isOver()).isTrue();
        assertThat(kinds(serial)).containsExactly(Kind.REPORT);
    }

    @Test
    void theParentIsToldAtOnceWhenAllAreOverAndOnceASecondBefore() {
        Chunk released = after(three(SpawnMode.PARALLEL, OnFailure.CONTINUE), tell(ChunkOrder.RELEASE));
        Chunk one = then(released, ended(0, How.FINISHED));
        assertThat(one.outbox()).contains(new ChunkFollowUp(Kind.REPORT, 1, 0));
        Chunk two = then(one, ended(1, How.FINISHED));
        assertThat(two.told()).isEqualTo(1);
        assertThat(two.due()).contains(NOW.plusSeconds(1));
        assertThat(later(two, Duration.ofSeconds(1)).told()).isEqualTo(2);
        Chunk three = then(two, ended(2, How.FINISHED));
        assertThat(three.told()).isEqualTo(3);
        assertThat(three.report().counts().over()).isTrue();
        assertThat(three.due()).isEmpty();
    }

    @Test
    void whoIsNotToldThatTheFamilyIsSealedAsksLessAndLessOften() {
        Chunk open = after(three(SpawnMode.PARALLEL, OnFailure.FAIL_FAST));
        assertThat(later(open, Duration.ofSeconds(59))).isEqualTo(open);
        Chunk asking = later(open, Duration.ofMinutes(1));
        assertThat(kinds(asking)).containsExactly(Kind.ASK);
        assertThat(asking.report().waits()).isTrue();
        assertThat(asking.due()).contains(NOW.plus(Duration.ofMinutes(3)));
    }

    @Test
    void childrenThatAreSilentAreAskedAfter() {
        Chunk released = after(three(SpawnMode.PARALLEL, OnFailure.CONTINUE), tell(ChunkOrder.RELEASE));
        assertThat(kinds(later(released, Duration.ofMinutes(1)))).containsExactly(Kind.PUBLISH, Kind.REMIND);
    }

    @Test
    void aPartOfWhoseChildrenNobodyEverTellsIsNoSuccess() {
        Chunk missing = later(after(tell(ChunkOrder.RELEASE)), Duration.ofMinutes(10));
        assertThat(missing.isOver()).isTrue();
        assertThat(missing.report().counts().unknown()).isEqualTo(1);
        Chunk late = then(missing, three(SpawnMode.PARALLEL, OnFailure.FAIL_FAST));
        assertThat(late.published()).isZero();
    }

    @Test
    void aCancelReachesPresentAndFutureChildren() {
        Chunk cancelled =
                after(three(SpawnMode.SERIAL, OnFailure.CONTINUE), tell(ChunkOrder.RELEASE), tell(ChunkOrder.CANCEL));
        assertThat(cancelled.ends()).isEqualTo(".CC");
        assertThat(kinds(cancelled)).contains(Kind.CANCEL);
        Chunk over = then(cancelled, ended(0, How.CANCELLED));
        assertThat(over.isOver()).isTrue();
        assertThat(kinds(then(over, tell(ChunkOrder.CANCEL)))).contains(Kind.REPORT);
    }

    @Test
    void deletedItForgetsItsChildrenOnceTheirDeletionsAreOut() {
        Chunk over = after(
                recorded(SpawnMode.PARALLEL, OnFailure.CONTINUE, "COUNT"),
                tell(ChunkOrder.RELEASE),
                ended(0, How.FINISHED));
        Chunk deleted = then(over, tell(ChunkOrder.DELETE));
        assertThat(kinds(deleted)).containsExactly(Kind.DELETE);
        assertThat(deleted.recorded()).isNotNull();
        Chunk emptied = then(
                deleted,
                new ChunkEvent.Published(KEY, Set.of(deleted.outbox().getFirst().id())));
        assertThat(emptied.recorded()).isNull();
        assertThat(emptied.outbox()).isEmpty();
        assertThat(then(emptied, tell(ChunkOrder.RELEASE))).isEqualTo(emptied);
    }

    @Test
    void followUpsAreReadAsTheyAreWritten() {
        for (Kind kind : Kind.values()) {
            ChunkFollowUp entry = new ChunkFollowUp(kind, 3, 7);
            assertThat(ChunkFollowUp.parse(entry.id())).isEqualTo(entry);
        }
    }

    @Test
    void aChildHasWhatItsTypeAndItsParentSayAndTheEarlierDeadline() {
        Chunk chunk = after(recorded(SpawnMode.PARALLEL, OnFailure.CONTINUE, "COUNT"));
        ChunkMember member = Objects.requireNonNull(chunk.recorded()).members().getFirst();
        assertThat(member.spec().typeVersion()).isEqualTo(3);
        assertThat(member.spec().pool()).isEqualTo("counting");
        assertThat(member.spec().priority()).isEqualTo(Priority.HIGH);
        assertThat(member.spec().creator()).isEqualTo("ada");
        assertThat(member.deadline()).isEqualTo(NOW.plusSeconds(60));
        assertThat(Objects.requireNonNull(member.spec().parent()).key()).isEqualTo(KEY);
    }
}
