package io.taskmill.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.EntityRef;
import io.taskmill.model.TaskId;
import io.taskmill.model.journal.JournalEntry;
import io.taskmill.model.journal.JournalIds;
import io.taskmill.model.journal.JournalKind;
import io.taskmill.model.journal.JournalLevel;
import io.taskmill.store.JournalFilter.Subject;
import io.taskmill.testkit.RealStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The journal holds each entry once, and a page of it costs as much as it shows (invariant 10). */
class JournalStoreIT {

    static final RealStore real = new RealStore();

    @RegisterExtension
    static final StoreContext context = new StoreContext(real);

    private static final int ENTRIES = 4_000;
    private static final Set<JournalLevel> ALL_LEVELS = EnumSet.allOf(JournalLevel.class);

    /** Latest first. */
    private static final List<JournalEntry> ALL =
            IntStream.range(0, ENTRIES).mapToObj(JournalStoreIT::entry).toList().reversed();

    private static final List<@Nullable Subject> SUBJECTS = new ArrayList<>();

    static {
        SUBJECTS.add(null);
        SUBJECTS.addAll(List.of(
                new Subject.Type("COUNT"),
                new Subject.Type("RARE"),
                new Subject.Type("NOBODYS"),
                new Subject.Entity("vm"),
                new Subject.Entity("vm:7"),
                new Subject.Entity("pool"),
                new Subject.Actor("ada"),
                new Subject.Actor("nobody"),
                new Subject.Kind(JournalKind.TASK_FAILED),
                new Subject.Kind(JournalKind.PAUSED),
                new Subject.Kind(JournalKind.SCHEDULE_RUN)));
    }

    private final JournalStore journal = new JournalStore(context.database());

    /** Most of one type and kind; half of them about something, a third by somebody. */
    private static JournalEntry entry(int i) {
        Instant at = Tasks.AT.plusSeconds(i);
        JournalKind kind = i % 23 == 0
                ? JournalKind.TASK_FAILED
                : i % 37 == 0 ? JournalKind.PAUSED : i % 2 == 0 ? JournalKind.TASK_STARTED : JournalKind.TASK_FINISHED;
        EntityRef entity =
                i % 4 == 0 ? new EntityRef("vm", "" + i % 80) : i % 4 == 1 ? new EntityRef("pool", null) : null;
        return new JournalEntry(
                JournalIds.from(at) + "~" + i,
                at,
                kind,
                kind == JournalKind.PAUSED ? null : new TaskId(new UUID(0x7000, 2L << 62 | i)),
                i % 41 == 0 ? "RARE" : i % 5 == 0 ? null : "COUNT",
                entity,
                i % 3 == 0 ? "ada" : null,
                i % 2 == 0 ? Map.of("epoch", "1") : Map.of());
    }

    @BeforeEach
    void fill() {
        if (journal.count() != ENTRIES) {
            var _ = real.withDatabase(
                    database -> database.getCollection(JournalStore.COLLECTION).deleteMany(new Document()));
            journal.write(1, ALL);
        }
    }

    static final List<JournalFilter> FILTERS = filters();

    private static List<JournalFilter> filters() {
        List<JournalFilter> filters = new ArrayList<>();
        for (Subject subject : SUBJECTS) {
            Stream<Set<JournalLevel>> levels = subject instanceof Subject.Kind
                    ? Stream.of(ALL_LEVELS)
                    : Stream.of(ALL_LEVELS, Set.of(JournalLevel.ERROR), Set.of(JournalLevel.INFO));
            levels.forEach(level -> {
                filters.add(new JournalFilter(null, null, level, subject));
                filters.add(
                        new JournalFilter(Tasks.AT.plusSeconds(1_000), Tasks.AT.plusSeconds(3_000), level, subject));
            });
        }
        return filters;
    }

    private static List<JournalEntry> expected(JournalFilter filter) {
        Instant from = filter.from();
        Instant to = filter.to();
        Predicate<JournalEntry> inTime = entry -> (from == null || !entry.at().isBefore(from))
                && (to == null || entry.at().isBefore(to));
        return ALL.stream()
                .filter(inTime)
                .filter(entry -> filter.levels().contains(entry.kind().level()))
                .filter(entry -> matches(filter.subject(), entry))
                .toList();
    }

    private static boolean matches(@Nullable Subject subject, JournalEntry entry) {
        EntityRef entity = entry.entity();
        return switch (subject) {
            case null -> true;
            case Subject.Type(String name) -> name.equals(entry.type());
            case Subject.Entity(String reference) ->
                entity != null
                        && (reference.equals(entity.type()) || reference.equals(entity.type() + ":" + entity.id()));
            case Subject.Actor(String name) -> name.equals(entry.actor());
            case Subject.Kind(JournalKind kind) -> kind == entry.kind();
        };
    }

    @ParameterizedTest
    @FieldSource("FILTERS")
    void aPageHoldsTheLatestThatMatchAndFollowingItShowsEachOnce(JournalFilter filter) {
        List<JournalEntry> all = expected(filter);
        List<JournalEntry> seen = new ArrayList<>();
        @Nullable String before = null;
        for (List<JournalEntry> page = journal.newest(filter, before, 700);
                !page.isEmpty();
                page = journal.newest(filter, before, 700)) {
            seen.addAll(page);
            before = page.getLast().id();
        }
        assertThat(seen).containsExactlyElementsOf(all);
    }

    @ParameterizedTest
    @FieldSource("FILTERS")
    void aPageCostsAsMuchAsItShows(JournalFilter filter) {
        List<JournalEntry> all = expected(filter);
        List<@Nullable String> places = new ArrayList<>();
        places.add(null);
        if (!all.isEmpty()) {
            places.add(all.get(all.size() / 2).id());
        }
        for (String before : places) {
            Explained explained = Explained.of(journal.query(filter, before, 20));
            assertThat(explained.stages()).doesNotContain("SORT", "COLLSCAN");
            assertThat(explained.documents()).isEqualTo(explained.returned());
            assertThat(explained.keys())
                    .as("one more for each level, where its range ends")
                    .isLessThanOrEqualTo(explained.returned() + filter.levels().size() + 1);
        }
    }

    @Test
    void whatIsToldTwiceIsThereOnceAndWhatWasFirstStands() {
        JournalEntry again = ALL.get(7);
        JournalEntry other = new JournalEntry(
                again.id(), again.at(), JournalKind.TASK_DELETED, again.task(), null, null, null, Map.of());
        JournalEntry fresh = new JournalEntry(
                JournalIds.from(Tasks.AT.minusSeconds(1)) + "~fresh",
                Tasks.AT.minusSeconds(1),
                JournalKind.RESUMED,
                null,
                null,
                null,
                null,
                Map.of());
        journal.write(2, List.of(again, other, fresh, fresh));
        journal.mend(2, List.of(again, other, fresh));
        journal.mend(2, List.of());

        assertThat(journal.count()).isEqualTo(ENTRIES + 1);
        assertThat(journal.newest(JournalFilter.NONE, null, 8).getLast()).isEqualTo(again);
        assertThat(journal.deleteOldest(null, 1)).isEqualTo(1);
        assertThat(journal.newest(JournalFilter.NONE, null, ENTRIES)).isEqualTo(ALL);
    }

    @Test
    void theOldestGoByAgeAndByNumberAndTheOthersStay() {
        assertThat(journal.deleteOldest(Tasks.AT.plusSeconds(100), 60)).isEqualTo(60);
        assertThat(journal.deleteOldest(Tasks.AT.plusSeconds(100), 60)).isEqualTo(40);
        assertThat(journal.deleteOldest(Tasks.AT.plusSeconds(100), 60)).isZero();
        assertThat(journal.deleteOldest(null, 30)).isEqualTo(30);
        assertThat(journal.newest(JournalFilter.NONE, null, ENTRIES)).isEqualTo(ALL.subList(0, ENTRIES - 130));

        Explained explained = Explained.of(journal.oldest(Tasks.AT.plusSeconds(1_000), 20));
        assertThat(explained.documents())
                .as("the index has all that is asked for")
                .isZero();
        assertThat(explained.keys()).isLessThanOrEqualTo(explained.returned() + 1);
    }

    /** Each entry pays for each of them. */
    @Test
    void thereIsAnIndexForEachFilterAndNoOther() {
        installationIndexes();
        List<Document> indexes = real.withDatabase(database ->
                database.getCollection(JournalStore.COLLECTION).listIndexes().into(new ArrayList<>()));
        assertThat(indexes)
                .extracting(index -> index.getString("name"))
                .containsExactlyInAnyOrder("_id_", "level", "kind", "type", "entity", "actor");
        assertThat(indexes.stream().filter(index -> index.containsKey("partialFilterExpression")))
                .extracting(index -> index.getString("name"))
                .containsExactlyInAnyOrder("type", "entity", "actor");
    }

    private static void installationIndexes() {
        context.bean(Installation.class).ensureIndexes();
    }
}
