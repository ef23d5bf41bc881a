package io.taskmill.projector.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.Run;
import io.taskmill.model.Shards;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskTransition;
import io.taskmill.model.task.Transition;
import io.taskmill.model.task.Transition.Verdict;
import io.taskmill.store.EntityCollection;
import io.taskmill.store.SessionStore;
import io.taskmill.store.TaskStore;
import io.taskmill.testkit.RealStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two replicas that fold one shard's stream at the same time, each with a cache of its own, lose nothing. */
class TwoReplicasIT {

    @RegisterExtension
    static final RealStore real = new RealStore();

    private static final Shards SHARDS = new Shards(4);
    private static final int REPLICAS = 2;
    private static final Instant NOW = Instant.parse("2031-05-04T12:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyNumberThatWasAddedIsThere(long seed) throws Exception {
        Random random = new Random(seed);
        List<Marks.Message> stream = new ArrayList<>();
        Map<String, TreeSet<Integer>> model = new TreeMap<>();
        String prefix = UUID.randomUUID().toString();
        for (int i = 0; i < 600; i++) {
            String id = prefix + random.nextInt(12);
            int number = random.nextInt(60);
            stream.add(random.nextInt(4) == 0 ? new Marks.Look(id) : new Marks.Add(id, number));
            if (stream.getLast() instanceof Marks.Add) {
                model.computeIfAbsent(id, _ -> new TreeSet<>()).add(number);
            }
        }
        var _ = bothFold(
                random, stream, Marks::keyed, store -> new SessionStore(store.database(), SHARDS), Marks::decide);
        try (FoldStore store = new FoldStore(real)) {
            SessionStore sessions = new SessionStore(store.database(), SHARDS);
            model.forEach((id, numbers) -> assertThat(
                            sessions.find(id).map(found -> found.entity().untold()))
                    .contains(List.copyOf(numbers)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void tasksEndAsOneFolderAloneWouldHaveLeftThem(long seed) throws Exception {
        Random random = new Random(seed);
        List<TaskEvent> stream = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            stream.addAll(history(new TaskId(UUID.randomUUID()), "r-1", random.nextInt(8), true));
        }
        stream.addAll(stream.subList(0, stream.size() / 2)); // repetitions
        Collections.shuffle(stream, random);
        Map<TaskId, @Nullable Task> model = new TreeMap<>();
        for (TaskEvent event : stream) {
            model.put(
                    event.task(),
                    TaskTransition.apply(model.get(event.task()), event, NOW).task());
        }
        var _ = bothFoldTasks(random, stream);
        try (FoldStore store = new FoldStore(real)) {
            TaskStore tasks = new TaskStore(store.database(), SHARDS);
            model.forEach((id, task) ->
                    assertThat(tasks.find(id).orElseThrow().entity()).isEqualTo(task));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void ofCompetingRunsTheResultOfAtMostOneEverCounts(long seed) throws Exception {
        Random random = new Random(seed);
        List<TaskEvent> stream = new ArrayList<>();
        List<TaskId> ids = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            TaskId id = new TaskId(UUID.randomUUID());
            ids.add(id);
            stream.addAll(history(id, "r-1", 1, true));
            stream.addAll(history(id, "r-2", 1, false));
        }
        Collections.shuffle(stream, random);
        List<Folded<TaskId, Task, Transition>> outcomes = bothFoldTasks(random, stream);
        try (FoldStore store = new FoldStore(real)) {
            TaskStore tasks = new TaskStore(store.database(), SHARDS);
            for (TaskId id : ids) {
                Task task = tasks.find(id).orElseThrow().entity();
                assertThat(task.end()).as("invariant 1").isNotNull();
                String owner = task.run() == null ? "" : task.run().id();
                assertThat(task.end().value()).isEqualTo(result(owner));
                assertThat(outcomes.stream()
                                .filter(folded -> folded.key().equals(id))
                                .filter(folded -> folded.outcome().verdict() instanceof Verdict.Applied)
                                .map(folded -> folded.outcome().task())
                                .filter(applied -> applied != null && applied.run() != null)
                                .map(applied -> applied.run().id())
                                .distinct())
                        .as("runs that were told to count (invariant 2)")
                        .containsOnly(owner);
            }
        }
    }

    private static List<TaskEvent> history(TaskId id, String run, int reports, boolean withCommand) {
        List<TaskEvent> events = new ArrayList<>();
        if (withCommand) {
            events.add(new RunCommand(
                    id,
                    1,
                    new TaskSpec("COUNT", 1, "default", Priority.LOW, Json.EMPTY_OBJECT, null, null, null, NOW)));
        }
        events.add(new RunEvent.Start(id, 1, run(run, 1, 0), null));
        for (int report = 1; report <= reports; report++) {
            events.add(new RunEvent.Progress(id, 1, run(run, 1 + report, report * 10)));
        }
        events.add(new RunEvent.Finished(id, 1, run(run, reports + 2, 100), NOW.plusSeconds(9), result(run)));
        return events;
    }

    private static Json result(String run) {
        return new Json("\"" + run + "\"");
    }

    private static Run run(String id, int seq, int progress) {
        return new Run(id, "s-of-" + id, "host", seq, NOW.plusSeconds(1), progress, StatusMessage.of("at", progress));
    }

    private static List<Folded<TaskId, Task, Transition>> bothFoldTasks(Random random, List<TaskEvent> stream)
            throws Exception {
        return bothFold(
                random,
                stream,
                event -> new Keyed<>(event.task(), event),
                store -> new TaskStore(store.database(), SHARDS),
                (task, event) -> {
                    Transition transition = TaskTransition.apply(task, event, NOW);
                    boolean certain = transition.verdict() instanceof Verdict.Repeated
                            && transition.decisions().isEmpty();
                    return new Decider.Decided<>(transition.task(), transition, certain);
                });
    }

    private static <K, E, M, D> List<Folded<K, E, D>> bothFold(
            Random random,
            List<M> stream,
            Function<M, Keyed<K, M>> keyed,
            Function<FoldStore, EntityCollection<K, E>> open,
            Decider<E, M, D> decider)
            throws Exception {
        CyclicBarrier start = new CyclicBarrier(REPLICAS);
        List<Callable<List<Folded<K, E, D>>>> replicas = new ArrayList<>();
        for (int i = 0; i < REPLICAS; i++) {
            List<List<M>> batches = batches(new Random(random.nextLong()), stream);
            replicas.add(() -> {
                try (FoldStore store = new FoldStore(real)) {
                    GuardedFold<K, E> fold = new GuardedFold<>(open.apply(store), 8, _ -> true, _ -> {});
                    List<Folded<K, E, D>> outcomes = new ArrayList<>();
                    start.await();
                    for (List<M> batch : batches) {
                        outcomes.addAll(
                                foldUntilThrough(fold, batch.stream().map(keyed).toList(), decider));
                    }
                    return outcomes;
                }
            });
        }
        List<Folded<K, E, D>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(REPLICAS)) {
            for (var outcomes : threads.invokeAll(replicas)) {
                all.addAll(outcomes.get());
            }
        }
        return all;
    }

    /** As a shard's consumer does: what lost too often comes again. */
    private static <K, E, M, D> List<Folded<K, E, D>> foldUntilThrough(
            GuardedFold<K, E> fold, List<Keyed<K, M>> batch, Decider<E, M, D> decider) {
        while (true) {
            try {
                return fold.fold(batch, decider);
            } catch (LostRacesException e) {
                fold.forget();
            }
        }
    }

    private static <M> List<List<M>> batches(Random random, List<M> stream) {
        List<List<M>> batches = new ArrayList<>();
        for (int from = 0; from < stream.size(); ) {
            int to = Math.min(stream.size(), from + 1 + random.nextInt(20));
            batches.add(stream.subList(from, to));
            from = to;
        }
        return batches;
    }
}
