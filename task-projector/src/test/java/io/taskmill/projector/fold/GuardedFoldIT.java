package io.taskmill.projector.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskmill.model.Shards;
import io.taskmill.model.session.Session;
import io.taskmill.projector.fold.Marks.Add;
import io.taskmill.projector.fold.Marks.Glance;
import io.taskmill.projector.fold.Marks.Look;
import io.taskmill.projector.fold.Marks.Message;
import io.taskmill.store.Change;
import io.taskmill.store.SessionStore;
import io.taskmill.store.Versioned;
import io.taskmill.testkit.RealStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GuardedFoldIT {

    @RegisterExtension
    static final RealStore real = new RealStore();

    private final FoldStore replica = new FoldStore(real);
    private final FoldStore otherReplica = new FoldStore(real);
    private final SessionStore store = new SessionStore(replica.database(), new Shards(4));
    private final SessionStore otherStore = new SessionStore(otherReplica.database(), new Shards(4));
    private final GuardedFold<String, Session> fold = new GuardedFold<>(store, 100, _ -> true, _ -> {});
    private final GuardedFold<String, Session> other = new GuardedFold<>(otherStore, 100, _ -> true, _ -> {});
    private final String id = UUID.randomUUID().toString();

    @AfterEach
    void close() {
        replica.close();
        otherReplica.close();
    }

    @Test
    void aBatchWritesEachChangedDocumentOnce() {
        List<Message> batch = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            batch.add(new Add(id + i % 10, i));
        }
        assertThat(fold(fold, batch)).hasSize(1_000);
        assertThat(replica.commands()).containsOnlyOnce("insert").doesNotContain("update");
        for (int i = 0; i < 10; i++) {
            assertThat(store.find(id + i)).hasValueSatisfying(document -> {
                assertThat(document.version()).isEqualTo(1);
                assertThat(document.entity().untold()).hasSize(100);
            });
        }
    }

    @Test
    void eachWriteIsToldOnceWithWhatWasThereBeforeAndItsVersion() {
        List<Written<Session>> written = new ArrayList<>();
        GuardedFold<String, Session> told = new GuardedFold<>(store, 100, _ -> true, written::add);
        fold(told, new Add(id, 1), new Add(id, 2));
        fold(told, new Add(id, 2));
        fold(told, new Add(id, 3));
        assertThat(written)
                .containsExactly(
                        new Written<>(null, Marks.of(id, List.of(1, 2)), 1),
                        new Written<>(Marks.of(id, List.of(1, 2)), Marks.of(id, List.of(1, 2, 3)), 2));
    }

    @Test
    void aLostRaceIsNotTold() {
        List<Written<Session>> written = new ArrayList<>();
        GuardedFold<String, Session> told = new GuardedFold<>(store, 100, _ -> true, written::add);
        fold(told, new Add(id, 1));
        fold(other, new Add(id, 2));
        fold(told, new Add(id, 3));
        assertThat(written).extracting(Written::version).containsExactly(1L, 3L);
    }

    @Test
    void aBatchAboutKnownEntitiesAsksForNothingAndWritesOnce() {
        fold(fold, new Add(id, 1));
        replica.commands();
        fold(fold, new Add(id, 2), new Add(id, 3));
        assertThat(replica.commands()).containsExactly("update");
        assertThat(stored(id)).contains(new Versioned<>(Marks.of(id, List.of(1, 2, 3)), 2));
    }

    @Test
    void whatChangesNothingIsNotWritten() {
        fold(fold, new Add(id, 1));
        replica.commands();
        fold(fold, new Add(id, 1), new Look(id), new Glance(id));
        assertThat(replica.commands()).doesNotContain("insert", "update");
        assertThat(stored(id)).contains(new Versioned<>(Marks.of(id, List.of(1)), 1));
    }

    @Test
    void theMessagesOfAnEntityAreFoldedInTheirOrder() {
        assertThat(fold(fold, new Add(id, 7), new Add(id, 3), new Look(id), new Add(id, 5), new Look(id)))
                .containsExactly(List.of(), List.of(7), List.of(3, 7), List.of(3, 7), List.of(3, 5, 7));
    }

    @Test
    void anUncertainOutcomeIsNotTakenFromAStaleCache() {
        fold(fold, new Add(id, 1));
        fold(other, new Add(id, 2));
        assertThat(fold(fold, new Look(id))).containsExactly(List.of(1, 2));
    }

    @Test
    void aRepeatThatNeedsNoProofCostsNothing() {
        fold(fold, new Add(id, 1));
        fold(other, new Add(id, 2));
        replica.commands();
        assertThat(fold(fold, new Glance(id))).containsExactly(List.of(1));
        assertThat(replica.commands()).isEmpty();
    }

    @Test
    void aChangeOnTopOfAStaleCacheLosesItsRaceAndIsFoldedAgain() {
        fold(fold, new Add(id, 1));
        fold(other, new Add(id, 2));
        assertThat(fold(fold, new Add(id, 3), new Look(id))).containsExactly(List.of(1, 2), List.of(1, 2, 3));
        assertThat(stored(id)).contains(new Versioned<>(Marks.of(id, List.of(1, 2, 3)), 3));
    }

    @Test
    void onlyTheLosersOfABatchAreFoldedAgain() {
        fold(fold, new Add(id + "stale", 1), new Add(id + "known", 1));
        fold(other, new Add(id + "stale", 2));
        AtomicInteger decided = new AtomicInteger();
        List<Folded<String, Session, List<Integer>>> folded = fold.fold(
                Stream.of(new Add(id + "stale", 3), new Add(id + "known", 3), new Add(id + "new", 3))
                        .map(Marks::keyed)
                        .toList(),
                (marks, message) -> {
                    decided.incrementAndGet();
                    return Marks.decide(marks, message);
                });
        assertThat(decided).hasValue(4);
        assertThat(folded).extracting(Folded::key).containsExactlyInAnyOrder(id + "stale", id + "known", id + "new");
        assertThat(numbers(id + "stale")).containsExactly(1, 2, 3);
        assertThat(numbers(id + "known")).containsExactly(1, 3);
        assertThat(numbers(id + "new")).containsExactly(3);
    }

    @Test
    void whatDidNotExistIsLookedForAgain() {
        assertThat(fold(fold, new Look(id))).containsExactly(List.of());
        fold(other, new Add(id, 2));
        assertThat(fold(fold, new Look(id))).containsExactly(List.of(2));
    }

    @Test
    void twoReplicasThatBothSeeNothingCreateOneDocument() {
        // the other one writes between this one's read and write
        AtomicInteger calls = new AtomicInteger();
        fold.fold(List.of(Marks.keyed(new Add(id, 1))), (marks, message) -> {
            if (calls.getAndIncrement() == 0) {
                fold(other, new Add(id, 2));
            }
            return Marks.decide(marks, message);
        });
        assertThat(stored(id)).contains(new Versioned<>(Marks.of(id, List.of(1, 2)), 2));
    }

    @Test
    void whatWasForgottenIsReadAgain() {
        fold(fold, new Add(id, 1));
        fold(other, new Add(id, 2));
        fold.forget();
        assertThat(fold(fold, new Glance(id))).containsExactly(List.of(1, 2));
    }

    @Test
    void onlyWhatLivesIsRemembered() {
        GuardedFold<String, Session> upToTwo =
                new GuardedFold<>(store, 100, marks -> Marks.numbers(marks).size() < 2, _ -> {});
        fold(upToTwo, new Add(id, 1));
        replica.commands();
        fold(upToTwo, new Glance(id));
        assertThat(replica.commands()).isEmpty();
        fold(upToTwo, new Add(id, 2));
        replica.commands();
        fold(upToTwo, new Glance(id));
        assertThat(replica.commands()).containsExactly("find");
    }

    @Test
    void noMoreThanItsShareIsRemembered() {
        GuardedFold<String, Session> three = new GuardedFold<>(store, 3, _ -> true, _ -> {});
        for (int i = 0; i < 5; i++) {
            fold(three, new Add(id + i, 1));
        }
        replica.commands();
        fold(three, new Glance(id + 2), new Glance(id + 3), new Glance(id + 4));
        assertThat(replica.commands()).isEmpty();
        fold(three, new Glance(id + 0), new Glance(id + 1));
        assertThat(replica.commands()).containsExactly("find");
    }

    @Test
    void whoLosesEveryRaceGivesUp() {
        assertThatThrownBy(() -> foldAgainst(Integer.MAX_VALUE))
                .isInstanceOf(LostRacesException.class)
                .hasMessageContaining(id);
        assertThat(numbers(id)).doesNotContain(1);
    }

    @Test
    void whoLosesSomeRacesGetsThrough() {
        foldAgainst(7);
        assertThat(numbers(id)).contains(1);
        assertThat(stored(id).orElseThrow().version()).isEqualTo(8);
    }

    @Test
    void foldingNothingDoesNothing() {
        assertThat(fold(fold)).isEmpty();
        assertThat(replica.commands()).isEmpty();
    }

    /** Another writer gets in between read and write, that many times. */
    private void foldAgainst(int times) {
        AtomicInteger rounds = new AtomicInteger();
        fold.fold(List.of(Marks.keyed(new Add(id, 1))), (marks, message) -> {
            if (rounds.getAndIncrement() < times) {
                Versioned<Session> now = otherStore.find(id).orElse(null);
                List<Integer> more = new ArrayList<>(Marks.numbers(now == null ? null : now.entity()));
                more.add(100 + rounds.get());
                assertThat(otherStore.write(List.of(new Change<>(id, now, Marks.of(id, more)))))
                        .isEmpty();
            }
            return Marks.decide(marks, message);
        });
    }

    private static List<List<Integer>> fold(GuardedFold<String, Session> by, Message... messages) {
        return fold(by, List.of(messages));
    }

    private static List<List<Integer>> fold(GuardedFold<String, Session> by, List<Message> messages) {
        return by.fold(messages.stream().map(Marks::keyed).toList(), Marks::decide).stream()
                .map(Folded::outcome)
                .toList();
    }

    private Optional<Versioned<Session>> stored(String key) {
        return store.find(key);
    }

    private List<Integer> numbers(String key) {
        return stored(key).orElseThrow().entity().untold();
    }
}
