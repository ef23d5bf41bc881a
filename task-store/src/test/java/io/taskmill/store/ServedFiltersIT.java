package io.taskmill.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import io.taskmill.model.Category;
import io.taskmill.model.EntityRef;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.Result;
import io.taskmill.model.Shards;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.task.End;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskRow;
import io.taskmill.store.TaskFilter.Subject;
import io.taskmill.testkit.RealStore;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A page of every list that can be asked for costs as much as it shows, wherever it stands (invariant 10). */
class ServedFiltersIT {

    static final RealStore real = new RealStore();

    @RegisterExtension
    static final StoreContext context = new StoreContext(real);

    private static final Shards SHARDS = new Shards(4);
    private static final int TASKS = 6_000;

    /** Latest first. */
    private static final List<Task> ALL =
            IntStream.range(0, TASKS).mapToObj(ServedFiltersIT::task).toList().reversed();

    private static final List<@Nullable Subject> SUBJECTS = new ArrayList<>();

    static {
        SUBJECTS.add(null);
        SUBJECTS.addAll(List.of(new Subject.Type("COUNT"), new Subject.Type("RARE"), new Subject.Type("NOBODYS")));
        SUBJECTS.addAll(List.of(
                new Subject.Entity("vm"),
                new Subject.Entity("vm:7"),
                new Subject.Entity("vm:70"),
                new Subject.Entity("pool")));
        SUBJECTS.addAll(List.of(new Subject.Creator("ada"), new Subject.Creator("bob"), new Subject.Creator("")));
    }

    private final TaskList list = new TaskList(context.database(), SHARDS);

    /** Of every state, most of them finished; most of one type; half of them about something, a third by somebody. */
    private static Task task(int i) {
        TaskId id = new TaskId(new UUID((0x019C_0000_0000L + i) << 16 | 0x7000, 2L << 62 | i));
        EntityRef entity =
                i % 4 == 0 ? new EntityRef("vm", "" + i % 80) : i % 4 == 1 ? new EntityRef("pool", null) : null;
        String creator = i % 3 == 0 ? (i % 2 == 0 ? "ada" : "bob") : null;
        String type = i % 41 == 0 ? "RARE" : "COUNT";
        Json params = new Json("{\"n\":" + i + "}");
        TaskSpec spec = new TaskSpec(type, 1, "basic", Priority.LOW, params, entity, creator, null, Tasks.AT);
        return inSomeState(Tasks.queued(id, spec), i);
    }

    private static Task inSomeState(Task queued, int i) {
        return switch (i % 23) {
            case 0, 1 -> queued;
            case 2 -> Tasks.with(queued, Tasks.run("s-1", null));
            case 3 -> Tasks.stub(queued.id());
            case 4, 5 -> ended(queued, Tasks.FAILED);
            case 6 -> ended(queued, new End(State.CANCELLED, Result.FAILURE, Tasks.AT, null, null));
            default -> ended(queued, Tasks.FINISHED);
        };
    }

    private static Task ended(Task queued, End end) {
        return Tasks.ended(queued.id(), queued.spec(), end);
    }

    @BeforeAll
    static void fill() {
        assertThat(new TaskStore(context.database(), SHARDS)
                        .write(ALL.stream()
                                .map(task -> new Change<>(task.id(), null, task))
                                .toList()))
                .isEmpty();
    }

    static final List<Set<State>> STATES = Stream.concat(
                    Stream.of(EnumSet.allOf(State.class)),
                    Stream.concat(
                            Stream.of(Category.values()).map(TaskFilter::statesOf),
                            Stream.of(State.values()).map(Set::of)))
            .toList();

    @ParameterizedTest
    @FieldSource("STATES")
    void aPageIsReadFromAnIndexInOrderAndNoDocumentIsReadThatIsNotShown(Set<State> states) {
        for (Subject subject : SUBJECTS) {
            TaskFilter filter = new TaskFilter(states, subject);
            List<Task> matching = ALL.stream().filter(matches(filter)).toList();
            for (TaskId before : positions(matching)) {
                List<TaskId> rest = matching.stream()
                        .map(Task::id)
                        .filter(id -> before == null || id.compareTo(before) < 0)
                        .toList();
                for (int limit : List.of(50, 200, 201)) {
                    List<TaskId> expected = rest.stream().limit(limit).toList();
                    assertThat(list.newest(filter, before, limit))
                            .as("%s before %s", filter, before)
                            .extracting(TaskRow::id)
                            .containsExactlyElementsOf(expected);
                    assertServed(
                            Explained.of(list.query(collection(), filter, before, limit)), filter, expected.size());
                }
            }
        }
    }

    private static void assertServed(Explained explained, TaskFilter filter, int shown) {
        assertThat(explained.stages()).as("%s", filter).contains("IXSCAN").doesNotContain("COLLSCAN", "SORT");
        assertThat(explained.indexes()).as("%s", filter).containsOnly(index(filter.subject()));
        assertThat(explained.returned()).as("%s", filter).isEqualTo(shown);
        assertThat(explained.documents()).as("%s", filter).isEqualTo(shown);
        assertThat(explained.keys())
                .as("%s", filter)
                .isLessThanOrEqualTo(shown + filter.states().size());
    }

    private static String index(@Nullable Subject subject) {
        return switch (subject) {
            case null -> "state";
            case Subject.Type _ -> "type";
            case Subject.Entity _ -> "entity";
            case Subject.Creator _ -> "creator";
        };
    }

    /** The first page, one in the middle, and the last one, which is empty where nothing matches. */
    private static List<@Nullable TaskId> positions(List<Task> matching) {
        List<@Nullable TaskId> positions = new ArrayList<>();
        positions.add(null);
        if (!matching.isEmpty()) {
            positions.add(matching.get(matching.size() / 2).id());
            positions.add(matching.get(Math.max(0, matching.size() - 20)).id());
        }
        return positions;
    }

    private static Predicate<Task> matches(TaskFilter filter) {
        return task -> {
            TaskSpec spec = task.spec();
            return spec != null && filter.states().contains(task.state()) && matches(spec, filter.subject());
        };
    }

    private static boolean matches(TaskSpec spec, @Nullable Subject subject) {
        EntityRef entity = spec.entity();
        return switch (subject) {
            case null -> true;
            case Subject.Type(String name) -> spec.type().equals(name);
            case Subject.Entity(String reference) ->
                entity != null
                        && (entity.type().equals(reference) || (entity.type() + ":" + entity.id()).equals(reference));
            case Subject.Creator(String name) -> name.equals(spec.creator());
        };
    }

    private static MongoCollection<Document> collection() {
        return context.database().getCollection("tasks");
    }
}
