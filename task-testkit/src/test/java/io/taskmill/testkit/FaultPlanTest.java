package io.taskmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskmill.testkit.FaultPlan.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultPlanTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Pace PACE = new Pace(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(10));

    private static final List<FaultKind> KINDS = List.of(
            new FaultKind("kill", List.of("a", "b", "c"), Duration.ZERO, Duration.ZERO),
            new FaultKind("freeze", List.of("a", "b"), Duration.ofSeconds(1), Duration.ofSeconds(30)),
            new FaultKind("alarm", List.of("broker"), Duration.ofSeconds(5), Duration.ofSeconds(10)));

    private static FaultPlan drawn(long seed) {
        return FaultPlan.drawn(seed, HOUR, PACE, KINDS);
    }

    @Test
    void oneSeedGivesOnePlan() {
        assertThat(drawn(7)).isEqualTo(drawn(7)).isNotEqualTo(drawn(8));
    }

    @Test
    void eachKindComesAsOftenAsTheOthers() {
        Map<String, Long> counts =
                drawn(7).faults().stream().collect(Collectors.groupingBy(Fault::kind, Collectors.counting()));
        assertThat(counts).hasSize(KINDS.size());
        assertThat(counts.values()).allMatch(count -> count >= 100);
        assertThat(counts.values().stream().mapToLong(Long::longValue).max().orElseThrow()
                        - counts.values().stream()
                                .mapToLong(Long::longValue)
                                .min()
                                .orElseThrow())
                .isLessThanOrEqualTo(1);
    }

    @Test
    void noTargetHasTwoAtATimeAndEachIsGrantedItsRest() {
        drawn(7).faults().stream().collect(Collectors.groupingBy(Fault::target)).forEach((target, faults) -> {
            for (int i = 1; i < faults.size(); i++) {
                assertThat(faults.get(i).after())
                        .as(target)
                        .isGreaterThanOrEqualTo(faults.get(i - 1).over().plus(PACE.rest()));
            }
        });
    }

    @Test
    void faultsBeginInOrderWithinTheLengthAndLastAsTheirKindDoes() {
        List<Fault> faults = drawn(7).faults();
        assertThat(faults).extracting(Fault::after).isSorted().allMatch(after -> after.compareTo(HOUR) < 0);
        assertThat(faults).allSatisfy(fault -> {
            FaultKind kind = KINDS.stream()
                    .filter(each -> each.name().equals(fault.kind()))
                    .findFirst()
                    .orElseThrow();
            assertThat(kind.targets()).contains(fault.target());
            assertThat(fault.lasting()).isBetween(kind.shortest(), kind.longest());
        });
    }

    @Test
    void whatIsWrittenDownIsReadAgain(@TempDir Path folder) {
        FaultPlan plan = drawn(-3);
        Path file = folder.resolve("plan");
        plan.write(file);
        assertThat(FaultPlan.read(file)).isEqualTo(plan);
    }

    @Test
    void whatIsNoPlanIsRefusedWithItsLine(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("plan");
        Files.writeString(file, "seed 1\nPT1S kill\n");
        assertThatThrownBy(() -> FaultPlan.read(file))
                .isInstanceOf(TestkitException.class)
                .hasMessageContaining("'PT1S kill' is not a fault");
        Files.writeString(file, "PT1S kill a PT0S\n");
        assertThatThrownBy(() -> FaultPlan.read(file)).isInstanceOf(TestkitException.class);
    }

    @Test
    void aKindWithoutTargetsOrWithATimeThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new FaultKind("kill", List.of(), Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FaultKind("kill", List.of("a"), Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
