package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.SPEC;
import static io.taskmill.model.task.Fixtures.TASK;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.cancel;
import static io.taskmill.model.task.Fixtures.crashOf;
import static io.taskmill.model.task.Fixtures.delete;
import static io.taskmill.model.task.Fixtures.on;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.journal.JournalEntry;
import io.taskmill.model.journal.JournalKind;
import io.taskmill.model.journal.JournalLevel;
import io.taskmill.model.journal.TaskJournal;
import io.taskmill.model.message.UserCommand.CancelTask;
import io.taskmill.model.message.UserCommand.DeleteTask;
import io.taskmill.model.task.Histories.Happening;
import io.taskmill.model.task.HistoryEntry.Kind;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

@PropertyDefaults(tries = 300, edgeCases = EdgeCasesMode.NONE)
class TaskJournalTest {

    private static final Runner MINE = new Runner("mine");

    @Provide
    Arbitrary<List<Happening>> anything() {
        return AnyHistories.anything();
    }

    private static List<JournalKind> kinds(List<JournalEntry> entries) {
        return entries.stream().map(JournalEntry::kind).toList();
    }

    @Example
    void aSubmissionIsToldWithItsCreatorTypeAndEntity() {
        List<JournalEntry> told = TaskJournal.added(null, after(submission()));

        assertThat(told).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(JournalKind.TASK_SUBMITTED);
            assertThat(entry.kind().level()).isEqualTo(JournalLevel.INFO);
            assertThat(entry.task()).isEqualTo(TASK);
            assertThat(entry.type()).isEqualTo(SPEC.type());
            assertThat(entry.entity()).isEqualTo(SPEC.entity());
            assertThat(entry.actor()).isEqualTo("ada");
            assertThat(entry.at()).isEqualTo(SPEC.created());
            assertThat(entry.args()).isEqualTo(Map.of("epoch", "1"));
        });
    }

    @Example
    void theUserOfACancelStaysItsActorThroughToTheEnd() {
        Task running = after(submission(), MINE.begins());
        Task aborting = after(submission(), MINE.begins(), cancel());
        Task cancelled = after(submission(), MINE.begins(), cancel(), MINE.aborts(3));

        assertThat(TaskJournal.added(running, aborting)).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(JournalKind.TASK_CANCEL_REQUESTED);
            assertThat(entry.actor()).isEqualTo("grace");
        });
        assertThat(TaskJournal.added(aborting, cancelled)).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(JournalKind.TASK_CANCELLED);
            assertThat(entry.actor()).isEqualTo("grace");
            assertThat(entry.args()).containsEntry("run", "mine").containsKey("reason");
        });
    }

    @Example
    void whatTaskmillDoesByItselfHasNoActor() {
        Task lost = after(submission(), MINE.begins(), crashOf(MINE));
        assertThat(TaskJournal.all(lost)).last().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(JournalKind.TASK_RUN_LOST);
            assertThat(entry.kind().level()).isEqualTo(JournalLevel.WARNING);
            assertThat(entry.actor()).isNull();
        });

        Task orphan = after(submission(), new CancelTask(TASK, "c-1", "taskmill:family", NOW, null));
        assertThat(TaskJournal.all(orphan)).last().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(JournalKind.TASK_CANCELLED);
            assertThat(entry.actor()).isNull();
        });
    }

    @Example
    void aStubIsToldOfOnceItIsKnownWhatItIs() {
        Task stub = after(MINE.begins());
        assertThat(stub.isStub()).isTrue();
        assertThat(TaskJournal.added(null, stub)).isEmpty();
        assertThat(TaskJournal.all(stub)).isEmpty();

        Task known = Fixtures.known(on(stub, submission()).task());
        assertThat(kinds(TaskJournal.added(stub, known)))
                .containsExactly(JournalKind.TASK_SUBMITTED, JournalKind.TASK_STARTED);
    }

    @Example
    void aDeletionIsToldWithWhoWantedItAndWhatTheTaskWas() {
        Task ended = after(submission(), cancel());
        Task gone = Fixtures.known(on(ended, delete(1)).task());

        assertThat(TaskJournal.added(ended, gone)).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(JournalKind.TASK_DELETED);
            assertThat(entry.actor()).isEqualTo("grace");
            assertThat(entry.type()).isEqualTo(SPEC.type());
            assertThat(TaskJournal.all(gone)).singleElement().satisfies(again -> assertThat(again.id())
                    .isEqualTo(entry.id()));
        });
        assertThat(TaskJournal.added(
                        gone, Fixtures.known(on(gone, delete("again", 1)).task())))
                .isEmpty();
    }

    @Example
    void whatGoesByItsAgeOrWithItsParentIsNotToldOneByOne() {
        Task ended = after(submission(), cancel());
        for (String own : List.of("taskmill:retention", "taskmill:family")) {
            Task gone = Fixtures.known(
                    on(ended, new DeleteTask(TASK, "d-1", own, NOW, 1)).task());
            assertThat(gone.deleted()).isNotNull();
            assertThat(TaskJournal.added(ended, gone)).isEmpty();
            assertThat(TaskJournal.all(gone)).isEmpty();
        }
    }

    @Example
    void eachKindOfHistoryIsToldAsItsOwnKind() {
        Set<JournalKind> seen = EnumSet.noneOf(JournalKind.class);
        for (Kind kind : Kind.values()) {
            HistoryEntry entry = new HistoryEntry(NOW, kind, 1, null, null, null, null);
            Task task = after(submission()).draft().toTask();
            Task with = Rewritten.withHistory(task, new History(List.of(entry), 0));
            List<JournalEntry> told = TaskJournal.all(with);
            assertThat(told).hasSize(1);
            assertThat(told.getFirst().kind().name()).isEqualTo("TASK_" + kind);
            seen.add(told.getFirst().kind());
        }
        assertThat(seen).hasSize(Kind.values().length);
    }

    /** As a store would: an entry whose id is there stays as it is. */
    private static final class Journal {
        final Map<String, JournalEntry> entries = new LinkedHashMap<>();

        void insert(List<JournalEntry> told) {
            told.forEach(entry -> entries.putIfAbsent(entry.id(), entry));
        }
    }

    @Property
    void everyEntryOfAHistoryIsToldOnceHoweverMuchOfItIsKept(@ForAll("anything") List<Happening> history) {
        Journal journal = new Journal();
        Set<HistoryEntry> kept = new HashSet<>();
        for (Histories.Step step : Histories.fold(history)) {
            Task after = step.transition().task();
            journal.insert(TaskJournal.added(step.before(), after));
            if (after != null && !after.isStub()) {
                kept.addAll(after.history().entries());
                assertThat(journal.entries.values()).containsAll(TaskJournal.all(after));
            }
        }
        assertThat(journal.entries.values().stream().filter(entry -> entry.kind() != JournalKind.TASK_DELETED))
                .hasSize(kept.size());
    }

    /** Entries of a message are lost with their projector; whoever is given it again finds them in the document. */
    @Property
    void aProjectorThatDiesBeforeItHasToldLosesNothing(
            @ForAll("anything") List<Happening> history, @ForAll Set<@IntRange(max = 40) Integer> deaths) {
        Journal all = new Journal();
        Journal mended = new Journal();
        @Nullable Task task = null;
        for (int i = 0; i < history.size(); i++) {
            Task before = task;
            task = fold(task, history.get(i));
            all.insert(TaskJournal.added(before, task));
            if (!deaths.contains(i)) {
                mended.insert(TaskJournal.added(before, task));
                continue;
            }
            if (task != null) {
                mended.insert(TaskJournal.all(task));
            }
            Task again = fold(task, history.get(i));
            mended.insert(TaskJournal.added(task, again));
            all.insert(TaskJournal.added(task, again));
            task = again;
        }
        assertThat(mended.entries.keySet()).isEqualTo(all.entries.keySet());
    }

    private static @Nullable Task fold(@Nullable Task task, Happening happening) {
        return TaskTransition.apply(task, happening.event(), happening.now()).task();
    }
}
