package io.taskmill.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.taskmill.model.LogEntry;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.RunLog;
import io.taskmill.testkit.RealStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RunLogStoreIT {

    static final RealStore real = new RealStore();

    @RegisterExtension
    static final StoreContext context = new StoreContext(real);

    private final RunLogStore logs = context.bean(RunLogStore.class);
    private final TaskId task = Tasks.newId();
    private final TaskId other = Tasks.newId();

    @BeforeEach
    void nothingIsStored() {
        var _ = real.withDatabase(database -> database.getCollection("runLogs").deleteMany(new Document()));
    }

    @Test
    void aLogIsReadByEpochRunAndChunkInWhateverOrderItCame() {
        List<RunLog> chunks = new ArrayList<>();
        for (int epoch : new int[] {1, 2, 10}) {
            for (String run : List.of("r", "r.1", "r-2")) {
                IntStream.range(0, 12).forEach(chunk -> chunks.add(chunk(task, epoch, run, chunk, "a", "b")));
            }
        }
        Collections.shuffle(chunks, new Random(1));
        chunks.add(chunk(other, 1, "r", 0, "of another task"));
        logs.write(chunks);

        List<LogLine> all = logs.read(task, null, null, null, 1_000);
        assertThat(all).hasSize(3 * 3 * 12 * 2);
        assertThat(all).extracting(line -> line.position().epoch()).isSorted();
        assertThat(all.stream().map(LogLine::position).distinct()).hasSize(all.size());
        assertThat(logs.read(task, 10, null, null, 1_000)).isEqualTo(all.subList(2 * 72, 3 * 72));
        List<LogLine> run = logs.read(task, 2, "r", null, 1_000);
        assertThat(run)
                .extracting(LogLine::position)
                .isEqualTo(IntStream.range(0, 12)
                        .boxed()
                        .flatMap(chunk -> Stream.of(0, 1).map(entry -> new LogPosition(2, "r", chunk, entry)))
                        .toList());
        assertThat(logs.read(task, 3, null, null, 1_000)).isEmpty();
        assertThat(logs.read(task, 2, "r-", null, 1_000)).isEmpty();
    }

    @Test
    void pagesAfterAPositionShowEveryEntryOnce() {
        logs.write(IntStream.range(0, 40)
                .mapToObj(i -> chunk(
                        task,
                        1 + i / 20,
                        "r",
                        i % 20,
                        IntStream.rangeClosed(0, i % 5)
                                .mapToObj(n -> i + "." + n)
                                .toArray(String[]::new)))
                .toList());
        List<LogLine> all = logs.read(task, null, null, null, 1_000);
        for (int size : new int[] {1, 2, 7, 50, 1_000}) {
            List<LogLine> seen = new ArrayList<>();
            @Nullable LogPosition after = null;
            List<LogLine> page = logs.read(task, null, null, null, size);
            while (!page.isEmpty()) {
                seen.addAll(page);
                after = page.getLast().position();
                page = logs.read(task, null, null, after, size);
            }
            assertThat(seen).as("pages of " + size).isEqualTo(all);
        }
        assertThat(logs.read(task, 2, null, new LogPosition(1, "r", 3, 0), 1_000))
                .as("what comes after a position before the range")
                .isEqualTo(logs.read(task, 2, null, null, 1_000));
        assertThat(logs.read(task, 1, null, new LogPosition(2, "r", 3, 0), 1_000))
                .isEmpty();
    }

    @Test
    void aChunkThatComesAgainIsStoredOnce() {
        RunLog first = chunk(task, 1, "r", 0, "one");
        RunLog second = chunk(task, 1, "r", 1, "two");
        logs.write(List.of(first, first));
        logs.write(List.of(first, second));
        logs.write(List.of(second, first));

        assertThat(texts()).containsExactly("one", "two");
    }

    @Test
    void whatTasksHaveLoggedIsDeletedAndNothingElse() {
        TaskId third = Tasks.newId();
        logs.write(List.of(
                chunk(task, 1, "r", 0, "one"),
                chunk(task, 2, "s", 0, "two"),
                chunk(other, 1, "r", 0, "stays"),
                chunk(third, 1, "r", 0, "three")));

        logs.delete(List.of(task, third));
        logs.delete(List.of(task));
        logs.delete(List.of());

        assertThat(texts()).isEmpty();
        assertThat(logs.read(third, null, null, null, 10)).isEmpty();
        assertThat(logs.read(other, null, null, null, 10)).hasSize(1);
    }

    /** Invariant 10. */
    @Test
    void aPageIsReadFromTheIdsAndCostsWhatItShows() {
        List<RunLog> chunks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            TaskId each = i == 50 ? task : Tasks.newId();
            IntStream.range(0, 20).forEach(chunk -> chunks.add(chunk(each, 1, "r", chunk, "line")));
        }
        logs.write(chunks);

        Explained page = Explained.of(logs.query(task, null, null, new LogPosition(1, "r", 9, 0), 5));
        assertThat(page.indexes()).containsExactly("_id_");
        assertThat(page.stages()).doesNotContain("SORT", "COLLSCAN");
        assertThat(page.documents()).isEqualTo(6);
        assertThat(page.keys()).isLessThanOrEqualTo(7);
        assertThat(Explained.of(logs.query(task, 1, "r", null, 1_000)).documents())
                .isEqualTo(20);
    }

    @Test
    void aRunIsAskedForWithItsEpoch() {
        assertThatIllegalArgumentException().isThrownBy(() -> logs.read(task, null, "r", null, 1));
    }

    @Test
    void whichTasksAreKnownAndWhichOfThemWereDeletedIsTold() {
        TaskStore tasks = new TaskStore(context.database(), new Shards(4));
        TaskId stub = Tasks.newId();
        TaskId gone = Tasks.newId();
        tasks.write(Stream.of(Tasks.running(task, "s-1"), Tasks.stub(stub), Tasks.deleted(gone))
                .map(each -> new Change<>(each.id(), null, each))
                .toList());

        assertThat(tasks.deleted(List.of(task, stub, gone, other)))
                .isEqualTo(Map.of(task, false, stub, false, gone, true));
    }

    private List<String> texts() {
        return logs.read(task, null, null, null, 1_000).stream()
                .map(line -> line.entry().text())
                .toList();
    }

    private static RunLog chunk(TaskId task, int epoch, String run, int number, String... texts) {
        return new RunLog(
                task,
                epoch,
                run,
                number,
                Arrays.stream(texts).map(text -> new LogEntry(Tasks.AT, text)).toList());
    }
}
