package io.taskmill.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.task.Task;
import io.taskmill.testkit.FreePorts;
import io.taskmill.testkit.RealStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.mongodb.MongoDatabaseFactory;

class GuardedWriteIT {

    static final RealStore real = new RealStore();

    @RegisterExtension
    static final StoreContext context = new StoreContext(real);

    private final TaskStore store = new TaskStore(context.database(), new Shards(8));

    @Test
    void anInsertIsLostToWhoeverInsertedFirst() {
        Task first = Tasks.queued(Tasks.newId(), Tasks.SPEC);
        Task second = Tasks.running(first.id(), "s-1");
        assertThat(store.write(List.of(insert(first)))).isEmpty();
        assertThat(store.write(List.of(insert(second)))).containsExactly(first.id());
        assertThat(store.find(first.id())).contains(new Versioned<>(first, 1));
    }

    @Test
    void anUpdateIsLostToWhoeverUpdatedFirst() {
        Task known = Tasks.queued(Tasks.newId(), Tasks.SPEC);
        store.write(List.of(insert(known)));
        Task winner = Tasks.running(known.id(), "winner");
        assertThat(store.write(List.of(update(known, 1, winner)))).isEmpty();
        assertThat(store.write(List.of(update(known, 1, Tasks.running(known.id(), "loser")))))
                .containsExactly(known.id());
        assertThat(store.find(known.id())).contains(new Versioned<>(winner, 2));
    }

    @Test
    void anUpdateOfADocumentThatIsGoneIsLost() {
        Task never = Tasks.queued(Tasks.newId(), Tasks.SPEC);
        assertThat(store.write(List.of(update(never, 1, Tasks.running(never.id(), "s-1")))))
                .containsExactly(never.id());
        assertThat(store.find(never.id())).isEmpty();
    }

    @Test
    void aWriteThatChangesNothingCountsAllTheSame() {
        Task task = Tasks.queued(Tasks.newId(), Tasks.SPEC);
        store.write(List.of(insert(task)));
        assertThat(store.write(List.of(update(task, 1, task)))).isEmpty();
        assertThat(store.find(task.id())).contains(new Versioned<>(task, 2));
    }

    @Test
    void writingNothingWritesNothing() {
        assertThat(store.write(List.of())).isEmpty();
    }

    @Test
    void ofABulkExactlyTheLosersAreNamedAndTheWinnersAreWritten() {
        List<Change<TaskId, Task>> changes = new ArrayList<>();
        List<TaskId> losers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Task known = Tasks.queued(Tasks.newId(), Tasks.SPEC);
            boolean isNew = i % 2 == 0;
            boolean loses = i % 3 == 0;
            if (!isNew || loses) {
                store.write(List.of(insert(known)));
            }
            if (!isNew && loses) {
                // the same version number as this writer would make: only the stamp tells them apart
                store.write(List.of(update(known, 1, Tasks.running(known.id(), "other"))));
            }
            Task mine = Tasks.running(known.id(), "mine");
            changes.add(isNew ? insert(mine) : update(known, 1, mine));
            if (loses) {
                losers.add(known.id());
            }
        }
        assertThat(store.write(changes)).containsExactlyInAnyOrderElementsOf(losers);
        for (Change<TaskId, Task> change : changes) {
            Task now = store.find(change.key()).orElseThrow().entity();
            assertThat(now.equals(change.after())).isEqualTo(!losers.contains(change.key()));
        }
    }

    @Test
    void ofManyWritersOfOneVersionExactlyOneWins() throws Exception {
        int writers = 8;
        for (int round = 0; round < 20; round++) {
            Task known = Tasks.queued(Tasks.newId(), Tasks.SPEC);
            boolean exists = round % 2 == 0;
            if (exists) {
                store.write(List.of(insert(known)));
            }
            List<Callable<Boolean>> attempts = IntStream.range(0, writers)
                    .mapToObj(writer -> (Callable<Boolean>) () -> {
                        Task mine = Tasks.running(known.id(), "s-" + writer);
                        return store.write(List.of(exists ? update(known, 1, mine) : insert(mine)))
                                .isEmpty();
                    })
                    .toList();
            int won = -1;
            int winners = 0;
            try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
                var results = threads.invokeAll(attempts);
                for (int writer = 0; writer < writers; writer++) {
                    if (results.get(writer).get()) {
                        winners++;
                        won = writer;
                    }
                }
            }
            assertThat(winners).isEqualTo(1);
            assertThat(store.find(known.id()))
                    .contains(new Versioned<>(Tasks.running(known.id(), "s-" + won), exists ? 2 : 1));
        }
    }

    @Test
    void outdatedNamesWhatIsNoLongerAsKnown() {
        Task same = Tasks.queued(Tasks.newId(), Tasks.SPEC);
        Task changed = Tasks.queued(Tasks.newId(), Tasks.SPEC);
        Task appeared = Tasks.queued(Tasks.newId(), Tasks.SPEC);
        TaskId absent = Tasks.newId();
        TaskId gone = Tasks.newId();
        store.write(List.of(insert(same), insert(changed), insert(appeared)));
        store.write(List.of(update(changed, 1, Tasks.running(changed.id(), "s-1"))));
        Map<TaskId, @Nullable Long> known = new HashMap<>();
        known.put(same.id(), 1L);
        known.put(changed.id(), 1L);
        known.put(appeared.id(), null);
        known.put(absent, null);
        known.put(gone, 3L);
        assertThat(store.outdated(known)).isEqualTo(Set.of(changed.id(), appeared.id(), gone));
        assertThat(store.outdated(Map.of())).isEmpty();
    }

    @Test
    void aDocumentThatTheStoreRefusesIsNoLostRace() {
        var _ = real.withDatabase(database -> database.runCommand(
                Document.parse("{collMod: 'tasks', validator: {epoch: {$lt: 1000}}, validationLevel: 'strict'}")));
        Task fine = Tasks.queued(Tasks.newId(), Tasks.SPEC);
        Task refused = Tasks.stub(Tasks.newId(), 1_000);
        assertThatThrownBy(() -> store.write(List.of(insert(refused), insert(fine))))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("cannot write tasks");
    }

    @Test
    @Timeout(20)
    void aStoreThatIsAwayIsToldWithinSeconds() {
        String nowhere = "mongodb://127.0.0.1:" + FreePorts.next() + "/nowhere";
        try (ConfigurableApplicationContext away = StoreContext.start(nowhere)) {
            TaskStore lost =
                    new TaskStore(away.getBean(MongoDatabaseFactory.class).getMongoDatabase(), new Shards(8));
            Task task = Tasks.queued(Tasks.newId(), Tasks.SPEC);
            List<ThrowingCallable> accesses =
                    List.of(() -> lost.find(task.id()), () -> lost.write(List.of(insert(task))), () -> away.getBean(
                                    Installation.class)
                            .shards());
            for (var access : accesses) {
                long start = System.nanoTime();
                assertThatThrownBy(access)
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageStartingWith("cannot ");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    private static Change<TaskId, Task> insert(Task task) {
        return new Change<>(task.id(), null, task);
    }

    private static Change<TaskId, Task> update(Task known, long version, Task after) {
        return new Change<>(after.id(), new Versioned<>(known, version), after);
    }
}
