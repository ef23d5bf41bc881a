package io.taskmill.runtime.intake;

import static io.taskmill.model.Priority.HIGH;
import static io.taskmill.model.Priority.LOW;
import static io.taskmill.model.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.taskmill.model.Priority;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightedTurnsTest {

    private static final Set<Priority> ALL = EnumSet.allOf(Priority.class);
    private static final int ROUND = 10;

    private final WeightedTurns<Priority> turns = fresh();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100})
    void allWithWorkShareSixToThreeToOne(int rounds) {
        assertThat(counts(picks(turns, ALL, rounds * ROUND)))
                .isEqualTo(Map.of(HIGH, 6L * rounds, NORMAL, 3L * rounds, LOW, (long) rounds));
    }

    @Test
    void turnsAreSpreadInsteadOfComingInRuns() {
        assertThat(picks(turns, ALL, ROUND))
                .containsExactly(HIGH, NORMAL, HIGH, HIGH, NORMAL, HIGH, LOW, HIGH, NORMAL, HIGH);
    }

    @Test
    void twoWithWorkShareByTheirWeights() {
        assertThat(counts(picks(turns, Set.of(NORMAL, LOW), 40))).isEqualTo(Map.of(NORMAL, 30L, LOW, 10L));
    }

    @Test
    void theOnlyOneWithWorkHasAllTurns() {
        assertThat(counts(picks(turns, Set.of(LOW), 100))).isEqualTo(Map.of(LOW, 100L));
    }

    @Test
    void nobodyHasATurnWithoutWork() {
        assertThat(turns.next(Set.of())).isEmpty();
    }

    @Test
    void whoWasAloneForLongStarvesNobodyAfterwards() {
        picks(turns, Set.of(LOW), 1_000);
        assertThat(counts(picks(turns, ALL, ROUND))).isEqualTo(Map.of(HIGH, 6L, NORMAL, 3L, LOW, 1L));
    }

    @Test
    void whoHadNoWorkForLongHasItsShareFromThenOn() {
        picks(turns, Set.of(HIGH, NORMAL), 1_003);
        assertThat(counts(picks(turns, ALL, 3 * ROUND)).getOrDefault(LOW, 0L)).isBetween(2L, 4L);
    }

    @Test
    void whoCannotBeServedAtEverySecondTurnIsNotPassedOverForEver() {
        long served = Stream.generate(() -> {
                    turns.next(Set.of(HIGH)); // the free slot is one of those kept for high priority
                    return turns.next(ALL).orElseThrow();
                })
                .limit(4 * ROUND)
                .filter(LOW::equals)
                .count();
        assertThat(served).isPositive();
    }

    @Property
    void overAnyStretchEachHasItsShareWithinTwoTurns(
            @ForAll @IntRange(max = 60) int before, @ForAll @IntRange(min = 1, max = 200) int length) {
        WeightedTurns<Priority> fresh = fresh();
        picks(fresh, ALL, before);
        Map<Priority, Long> counts = counts(picks(fresh, ALL, length));
        for (Priority priority : Priority.values()) {
            double share = (double) length * priority.weight() / ROUND;
            assertThat((double) counts.getOrDefault(priority, 0L)).isCloseTo(share, within(2.0));
        }
    }

    @Property
    void whateverWasPossibleBeforeEachIsServedWithinTwoRoundsOnceAllHaveWork(
            @ForAll @Size(max = 80) List<Set<Priority>> history) {
        WeightedTurns<Priority> fresh = fresh();
        history.forEach(fresh::next);
        assertThat(picks(fresh, ALL, 2 * ROUND)).contains(HIGH, NORMAL, LOW);
    }

    @Property
    void onlyThosePossibleAreChosen(@ForAll @Size(max = 80) List<Set<Priority>> history) {
        WeightedTurns<Priority> fresh = fresh();
        for (Set<Priority> candidates : history) {
            assertThat(fresh.next(candidates).map(candidates::contains).orElse(candidates.isEmpty()))
                    .isTrue();
        }
    }

    private static WeightedTurns<Priority> fresh() {
        return new WeightedTurns<>(List.of(Priority.values()), Priority::weight);
    }

    private static List<Priority> picks(WeightedTurns<Priority> turns, Set<Priority> candidates, int count) {
        return Stream.generate(() -> turns.next(candidates).orElseThrow())
                .limit(count)
                .toList();
    }

    private static Map<Priority, Long> counts(List<Priority> picks) {
        return picks.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
