package io.taskmill.model.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.taskmill.model.Claim;
import io.taskmill.model.RateRule;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.RateEvent;
import io.taskmill.model.message.RateEvent.ClaimRate;
import io.taskmill.model.message.RateEvent.RateTold;
import io.taskmill.model.message.RateEvent.ReturnRate;
import io.taskmill.model.rate.Rate.Granted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

class RateTransitionTest {

    private static final String KEY = "host:a";
    private static final Instant NOW = Instant.parse("2031-05-04T12:00:00Z");
    private static final RateRule THREE_A_SECOND = new RateRule(KEY, 3, Duration.ofSeconds(1), 2);

    @Example
    void letsGoABurstAtOnceAndTheOthersEvenly() {
        assertThat(times(THREE_A_SECOND, 5)).containsExactly(0L, 0L, 334L, 667L, 1000L);
    }

    @Example
    void savesNoMoreThanItsBurst() {
        Rate used = claims(null, THREE_A_SECOND, 5, NOW);

        assertThat(granted(claims(used, THREE_A_SECOND, 3, NOW.plusSeconds(60))).subList(5, 8))
                .containsExactly(60_000L, 60_000L, 60_334L);
    }

    @Property
    void inNoSpanMoreAreLetGoThanItsBurstAndItsRateAllow(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 400) Integer> pauses,
            @ForAll @IntRange(min = 1, max = 50) int count,
            @ForAll @IntRange(min = 1, max = 10) int burst) {
        RateRule rule = new RateRule(KEY, count, Duration.ofSeconds(1), burst);
        Rate rate = null;
        Instant now = NOW;
        for (int pause : pauses) {
            now = now.plusMillis(pause);
            rate = RateTransition.apply(rate, claim(rule, pauses.size()), now);
            rate = withNewName(rate);
        }
        List<Long> times = granted(rate);
        for (int first = 0; first < times.size(); first++) {
            for (int last = first; last < times.size(); last++) {
                double span = (times.get(last) - times.get(first)) / 1000.0;
                assertThat(last - first + 1).isLessThanOrEqualTo((int) Math.floor(burst + span * count + 1e-6) + 1);
            }
        }
    }

    @Example
    void aTimeThatIsReturnedIsGivenToTheNext() {
        Rate rate = claims(null, THREE_A_SECOND, 5, NOW);
        Instant third = NOW.plusMillis(334);
        Rate returned = RateTransition.apply(rate, new ReturnRate(KEY, of(2), third), NOW);

        assertThat(granted(RateTransition.apply(returned, claim(THREE_A_SECOND, 9), NOW))
                        .getLast())
                .isEqualTo(334);
        assertThat(granted(RateTransition.apply(returned, claim(THREE_A_SECOND, 9), third))
                        .getLast())
                .as("too late for it")
                .isEqualTo(1334);
        assertThat(RateTransition.apply(returned, new ReturnRate(KEY, of(2), third), NOW))
                .as("a repetition")
                .isEqualTo(returned);
    }

    @Example
    void whatWasToldIsForgotten() {
        Rate rate = claims(null, THREE_A_SECOND, 1, NOW);
        Rate told = RateTransition.apply(
                rate, new RateTold(KEY, Set.of(rate.outbox().getFirst().id())), NOW);

        assertThat(told.outbox()).isEmpty();
        assertThat(told.isIdle(NOW)).isFalse();
        assertThat(told.isIdle(NOW.plusMillis(334))).isTrue();
    }

    @Example
    void ratesThatNobodyCanMeanAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RateRule(KEY, 0, Duration.ofSeconds(1), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RateRule(KEY, 1, Duration.ZERO, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RateRule(KEY, 1, Duration.ofDays(2), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RateRule(KEY, 1, Duration.ofDays(1), -1));
        assertThat(new RateRule(KEY, 1, Duration.ofDays(1), 0).burst()).isEqualTo(1);
    }

    private static List<Long> times(RateRule rule, int claims) {
        return granted(claims(null, rule, claims, NOW));
    }

    private static Rate claims(@Nullable Rate rate, RateRule rule, int claims, Instant now) {
        Rate result = rate == null ? Rate.unknown(KEY) : rate;
        int known = result.outbox().size();
        for (int i = known; i < known + claims; i++) {
            RateEvent claim = claim(rule, i);
            result = RateTransition.apply(result, claim, now);
        }
        return result;
    }

    /** So that each claim stands for another task. */
    private static Rate withNewName(Rate rate) {
        List<Granted> renamed = new ArrayList<>();
        for (Granted granted : rate.outbox()) {
            renamed.add(new Granted(of(renamed.size()), granted.at()));
        }
        return new Rate(rate.key(), rate.next(), rate.returned(), renamed, rate.returns());
    }

    private static ClaimRate claim(RateRule rule, int task) {
        return new ClaimRate(of(task), rule);
    }

    private static Claim of(int task) {
        return new Claim(new TaskId(new UUID(7, task)), 1);
    }

    private static List<Long> granted(@Nullable Rate rate) {
        return rate == null
                ? List.of()
                : rate.outbox().stream()
                        .map(granted -> Duration.between(NOW, granted.at()).toMillis())
                        .toList();
    }
}
