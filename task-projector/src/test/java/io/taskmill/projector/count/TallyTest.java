package io.taskmill.projector.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.store.TaskCountStore.Chunk;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TallyTest {

    /** What may happen to a shard and its tally. */
    sealed interface Step {}

    /** @param state null for a stub */
    record Write(int task, @Nullable State state) implements Step {}

    record Read(int atMost) implements Step {}

    record Tell() implements Step {}

    record BeginAgain() implements Step {}

    /** A shard's tasks, its counts as the store has them, and who folds it. */
    private static final class Shard {

        final TreeMap<TaskId, @Nullable State> tasks = new TreeMap<>();
        final Tally tally = new Tally();
        Map<State, Long> stored = Map.of();
        boolean verified;

        void take(Step step) {
            switch (step) {
                case Write(int task, State state) -> write(id(task), state);
                case Read(int atMost) -> read(atMost);
                case Tell() -> tell();
                case BeginAgain() -> tally.walk();
            }
        }

        private void write(TaskId id, @Nullable State state) {
            tally.changed(id, tasks.get(id), state);
            tasks.put(id, state);
        }

        private void tell() {
            Map<State, Long> sums = new EnumMap<>(State.class);
            sums.putAll(stored);
            tally.untold().forEach((state, delta) -> sums.merge(state, delta, Long::sum));
            sums.values().removeIf(count -> count == 0);
            stored = sums;
            tally.told();
        }

        void read(int atMost) {
            if (!tally.walking()) {
                return;
            }
            TaskId line = tally.line();
            Map<State, Long> counts = new EnumMap<>(State.class);
            TaskId last = null;
            int read = 0;
            for (TaskId id : (line == null ? tasks : tasks.tailMap(line, false)).keySet()) {
                if (read == atMost) {
                    break;
                }
                State state = tasks.get(id);
                if (state != null) {
                    counts.merge(state, 1L, Long::sum);
                }
                last = id;
                read++;
            }
            tally.read(new Chunk(counts, last, read < atMost));
            if (read < atMost) {
                stored = tally.found();
                verified = true;
                tally.stopWalking();
                tally.told();
            }
        }

        Map<State, Long> truth() {
            Map<State, Long> counts = new EnumMap<>(State.class);
            tasks.values().forEach(state -> {
                if (state != null) {
                    counts.merge(state, 1L, Long::sum);
                }
            });
            return counts;
        }
    }

    /** Not in the order of their numbers, and with every bit set in some. */
    private static TaskId id(int i) {
        return new TaskId(new UUID(i * 0x9E37_79B9_7F4A_7C15L, -i));
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> write = Combinators.combine(
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.of(State.class).injectNull(0.1))
                .as(Write::new);
        Arbitrary<Step> read = Arbitraries.integers().between(1, 6).map(Read::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(8, write),
                        Tuple.of(4, read),
                        Tuple.of(2, Arbitraries.of(new Tell())),
                        Tuple.of(1, Arbitraries.of(new BeginAgain())))
                .list()
                .ofMaxSize(120);
    }

    @Property
    void whateverIsWrittenBetweenTheChunksAWalkEndsExact(
            @ForAll("steps") List<Step> before, @ForAll("steps") List<Step> during) {
        Shard shard = new Shard();
        before.forEach(shard::take);
        shard.tally.forget(); // what was not told is lost with the folder

        shard.tally.walk();
        during.forEach(shard::take);
        while (shard.tally.walking()) {
            shard.read(7);
        }
        shard.tell();

        assertThat(shard.stored).isEqualTo(shard.truth());
    }

    @Property
    void onceVerifiedTheCountsStayExactByWhatIsTold(@ForAll("steps") List<Step> steps) {
        Shard shard = new Shard();
        shard.tally.walk();
        shard.read(1);
        assertThat(shard.verified).isTrue();
        for (Step step : steps) {
            shard.take(step);
            if (!shard.tally.walking()) {
                shard.tell();
                assertThat(shard.stored).isEqualTo(shard.truth());
            }
        }
    }

    @Test
    void aWriteBehindTheLineIsAddedAndOneBeyondItIsNot() {
        Tally tally = new Tally();
        TaskId first = new TaskId(new UUID(1, 0));
        TaskId second = new TaskId(new UUID(2, 0));
        TaskId third = new TaskId(new UUID(3, 0));
        tally.walk();
        tally.changed(first, null, State.INITIAL);
        tally.read(new Chunk(Map.of(State.INITIAL, 2L), second, false));

        tally.changed(second, State.INITIAL, State.FINISHED);
        tally.changed(third, null, State.FAILED);

        assertThat(tally.found()).isEqualTo(Map.of(State.INITIAL, 1L, State.FINISHED, 1L));
        assertThat(tally.untold()).isEqualTo(Map.of(State.FINISHED, 1L, State.FAILED, 1L));
    }

    @Test
    void stubsDoNotCountUntilTheirSubmissionIsKnown() {
        Tally tally = new Tally();
        tally.changed(id(1), null, null);
        assertThat(tally.untold()).isEmpty();
        tally.changed(id(1), null, State.IN_PROGRESS);
        assertThat(tally.untold()).isEqualTo(Map.of(State.IN_PROGRESS, 1L));
    }

    @Test
    void changesThatComeToNothingAreNotTold() {
        Tally tally = new Tally();
        tally.changed(id(1), null, State.INITIAL);
        tally.changed(id(1), State.INITIAL, State.FINISHED);
        tally.changed(id(2), State.FINISHED, State.FINISHED);
        assertThat(tally.untold()).isEqualTo(Map.of(State.FINISHED, 1L));
    }
}
