package io.taskmill.model.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.taskmill.model.Pause;
import io.taskmill.model.Pause.Kind;
import io.taskmill.model.message.PauseCommand;
import io.taskmill.model.message.PauseCommand.PauseWork;
import io.taskmill.model.message.PauseCommand.ResumeWork;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.pause.PausesTransition.Outcome;
import io.taskmill.model.pause.PausesTransition.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PausesTransitionTest {

    private static final Instant AT = Instant.parse("2031-05-04T12:00:00Z");

    private static PauseWork pause(String id, Kind kind, String name, String reason) {
        return new PauseWork(kind, name, id, "ada", reason, AT);
    }

    private static ResumeWork resume(String id, Kind kind, String name) {
        return new ResumeWork(kind, name, id, "bob", null, AT.plusSeconds(60));
    }

    private static Pauses after(PauseCommand... commands) {
        Pauses pauses = Pauses.NONE;
        for (PauseCommand command : commands) {
            pauses = PausesTransition.apply(pauses, command).pauses();
        }
        return pauses;
    }

    @Test
    void whatIsPausedSaysWhoWantedItAndWhy() {
        Outcome outcome = PausesTransition.apply(null, pause("c-1", Kind.POOL, "heavy", "repairs"));

        assertThat(outcome.verdict()).isEqualTo(Verdict.APPLIED);
        assertThat(outcome.pauses().pauses()).containsExactly(new Pause(Kind.POOL, "heavy", "ada", "repairs", AT));
        assertThat(outcome.pauses().revision()).isEqualTo(1);
        assertThat(outcome.pauses().hasApplied("c-1")).isTrue();
    }

    @Test
    void aPoolAndATypeArePausedApart() {
        Pauses pauses = after(pause("c-1", Kind.POOL, "heavy", "a"), pause("c-2", Kind.TYPE, "COUNT", "b"));

        assertThat(pauses.names(Kind.POOL)).containsExactly("heavy");
        assertThat(pauses.names(Kind.TYPE)).containsExactly("COUNT");
        assertThat(pauses.isPaused(Kind.POOL, "COUNT")).isFalse();
    }

    @Test
    void ofTwoWhoSayTheSameTheFirstOneStands() {
        PauseWork first = pause("c-1", Kind.POOL, "heavy", "repairs");
        PauseWork second = new PauseWork(Kind.POOL, "heavy", "c-2", "eve", "repairs", AT.plusSeconds(9));

        Outcome outcome = PausesTransition.apply(after(first), second);

        assertThat(outcome.verdict()).isEqualTo(Verdict.UNCHANGED);
        assertThat(outcome.pauses().pauses()).containsExactly(first.pause());
        assertThat(outcome.pauses().revision()).isEqualTo(1);
        assertThat(outcome.pauses().hasApplied("c-2")).isTrue();
    }

    @Test
    void anotherReasonTakesThePlaceOfTheFirst() {
        PauseWork second = new PauseWork(Kind.POOL, "heavy", "c-2", "eve", "disks are full", AT.plusSeconds(9));

        Pauses pauses = after(pause("c-1", Kind.POOL, "heavy", "repairs"), second);

        assertThat(pauses.pauses()).containsExactly(second.pause());
        assertThat(pauses.revision()).isEqualTo(2);
    }

    @Test
    void whatIsResumedIsPausedNoMore() {
        Pauses pauses = after(
                pause("c-1", Kind.POOL, "heavy", "a"),
                pause("c-2", Kind.TYPE, "COUNT", "b"),
                resume("c-3", Kind.POOL, "heavy"));

        assertThat(pauses.names(Kind.POOL)).isEmpty();
        assertThat(pauses.names(Kind.TYPE)).containsExactly("COUNT");
        assertThat(pauses.revision()).isEqualTo(3);
    }

    @Test
    void resumingWhatIsNotPausedChangesNothing() {
        Outcome outcome = PausesTransition.apply(null, resume("c-1", Kind.TYPE, "COUNT"));

        assertThat(outcome.verdict()).isEqualTo(Verdict.UNCHANGED);
        assertThat(outcome.pauses().revision()).isZero();
    }

    @Test
    void aPauseThatIsToldOnceMoreAfterItWasResumedDoesNotComeBack() {
        PauseWork pause = pause("c-1", Kind.POOL, "heavy", "a");

        Outcome outcome = PausesTransition.apply(after(pause, resume("c-2", Kind.POOL, "heavy")), pause);

        assertThat(outcome.verdict()).isEqualTo(Verdict.REPEATED);
        assertThat(outcome.pauses().pauses()).isEmpty();
    }

    @Test
    void oneMoreThanThereMayBeIsRefusedAndRemembered() {
        Pauses full = after(IntStream.range(0, Pauses.MOST)
                .mapToObj(i -> pause("c-" + i, Kind.POOL, "pool-" + i, "a"))
                .toArray(PauseCommand[]::new));

        Outcome outcome = PausesTransition.apply(full, pause("last", Kind.TYPE, "COUNT", "a"));

        assertThat(outcome.verdict()).isEqualTo(Verdict.TOO_MANY);
        assertThat(outcome.pauses().pauses()).hasSize(Pauses.MOST);
        assertThat(outcome.pauses().hasApplied("last")).isTrue();
        assertThat(PausesTransition.apply(full, pause("other", Kind.POOL, "pool-7", "b"))
                        .verdict())
                .as("another reason of one that is there")
                .isEqualTo(Verdict.APPLIED);
    }

    @Test
    void theLastCommandsAreRemembered() {
        Pauses pauses = after(IntStream.range(0, Pauses.REMEMBERED + 1)
                .mapToObj(i -> resume("c-" + i, Kind.POOL, "heavy"))
                .toArray(PauseCommand[]::new));

        assertThat(pauses.applied())
                .hasSize(Pauses.REMEMBERED)
                .doesNotContain("c-0")
                .contains("c-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Heavy", "a b", "COUNT"})
    void aPoolHasAPoolsName(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pause("c-1", Kind.POOL, name, "a"))
                .withMessageContaining("pool");
    }

    @Test
    void aReasonIsShort() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pause("c-1", Kind.POOL, "heavy", "a".repeat(UserCommand.MAX_TEXT + 1)))
                .withMessageContaining("reason");
    }

    @Property
    void theLastWishOfEachNameIsWhatCounts(@ForAll("wishes") List<PauseCommand> wishes) {
        Pauses pauses = after(wishes.toArray(PauseCommand[]::new));

        for (PauseCommand wish : wishes) {
            PauseCommand last = wishes.reversed().stream()
                    .filter(other ->
                            other.target() == wish.target() && other.name().equals(wish.name()))
                    .findFirst()
                    .orElseThrow();
            assertThat(pauses.isPaused(wish.target(), wish.name())).isEqualTo(last instanceof PauseWork);
        }
    }

    @Property
    void theRevisionRisesByOneWithEachChangeAndOnlyThen(@ForAll("wishes") List<PauseCommand> wishes) {
        Pauses pauses = Pauses.NONE;
        for (PauseCommand wish : wishes) {
            Pauses next = PausesTransition.apply(pauses, wish).pauses();
            assertThat(next.revision() - pauses.revision())
                    .isEqualTo(next.pauses().equals(pauses.pauses()) ? 0 : 1);
            assertThat(PausesTransition.apply(next, wish).pauses()).isEqualTo(next);
            pauses = next;
        }
    }

    @Provide
    Arbitrary<List<PauseCommand>> wishes() {
        Arbitrary<Kind> kinds = Arbitraries.of(Kind.class);
        Arbitrary<Integer> names = Arbitraries.integers().between(0, 2);
        Arbitrary<String> reasons = Arbitraries.of("a", "b");
        Arbitrary<Boolean> pausing = Arbitraries.of(true, false);
        return Combinators.combine(kinds, names, reasons, pausing)
                .as(PausesTransitionTest::wish)
                .list()
                .ofMaxSize(30)
                .map(wishes -> IntStream.range(0, wishes.size())
                        .mapToObj(i -> wishes.get(i).of("c-" + i))
                        .toList());
    }

    /** What is wanted, before it has an id. */
    private interface Wish {
        PauseCommand of(String id);
    }

    private static Wish wish(Kind kind, int number, String reason, boolean pausing) {
        String name = kind == Kind.POOL ? "pool-" + number : "TYPE_" + number;
        return id -> pausing ? pause(id, kind, name, reason) : resume(id, kind, name);
    }
}
