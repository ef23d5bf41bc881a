package io.taskmill.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.taskmill.model.Timeouts;
import io.taskmill.model.message.RunCommand;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeLimitsTest {

    private static final long START = Long.MAX_VALUE - 10; // nanoTime may overflow at any time
    private static final Instant NOON = Runs.NOON;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void thereAreNoneUnlessTheTaskHasSome() {
        TimeLimits limits = begun(null, null);
        assertThat(limits.exceeded(after(Duration.ofDays(300)), NOON.plus(Duration.ofDays(300))))
                .isEmpty();
    }

    @Test
    void aRunMayTakeItsTimeoutFromItsBeginningAndNoLonger() {
        TimeLimits limits = begun(MINUTE, null);
        assertThat(limits.exceeded(after(MINUTE), NOON)).isEmpty();
        assertThat(limits.exceeded(after(MINUTE) + 1, NOON)).contains(Timeouts.runTimeout(MINUTE));
    }

    @Test
    void noTimePassesBeforeItBegins() {
        TimeLimits limits = new TimeLimits(command(MINUTE, NOON));
        assertThat(limits.exceeded(after(Duration.ofDays(1)), NOON.plus(MINUTE)))
                .isEmpty();
    }

    @Test
    void whatIsBeyondTheDeadlineEndsForThatReason() {
        TimeLimits limits = begun(MINUTE, NOON);
        assertThat(limits.exceeded(START, NOON)).isEmpty();
        assertThat(limits.exceeded(after(MINUTE.multipliedBy(2)), NOON.plusNanos(1)))
                .contains(Timeouts.deadlineExceeded(NOON));
    }

    @Test
    void anExtensionCountsFromNowAndTellsTheTimeInAll() {
        TimeLimits limits = begun(MINUTE, null);
        assertThat(limits.extended()).isNull();
        assertThat(limits.extend(MINUTE, after(Duration.ofSeconds(50)))).isTrue();
        assertThat(limits.extended()).isEqualTo(Duration.ofSeconds(110));
        assertThat(limits.exceeded(after(Duration.ofSeconds(110)), NOON)).isEmpty();
        assertThat(limits.exceeded(after(Duration.ofSeconds(111)), NOON))
                .contains(Timeouts.runTimeout(Duration.ofSeconds(110)));
    }

    @Test
    void anExtensionThatBringsNothingChangesNothing() {
        TimeLimits limits = begun(MINUTE, null);
        assertThat(limits.extend(Duration.ofSeconds(10), after(Duration.ofSeconds(50))))
                .isFalse();
        assertThat(limits.extended()).isNull();
        assertThat(begun(null, null).extend(MINUTE, START)).isFalse();
    }

    @Property
    void noExtensionBringsTheEndForward(
            @ForAll @IntRange(min = 0, max = 100) int first, @ForAll @IntRange(min = 1, max = 200) int second) {
        TimeLimits limits = begun(MINUTE, null);
        limits.extend(Duration.ofSeconds(100), START);
        limits.extend(Duration.ofSeconds(second), after(Duration.ofSeconds(first)));
        assertThat(limits.exceeded(after(Duration.ofSeconds(100)), NOON)).isEmpty();
        assertThat(limits.extended()).isEqualTo(Duration.ofSeconds(Math.max(100, first + second)));
    }

    @Test
    void inAllARunMayTakeAsLongAsATimeoutCanSay() {
        TimeLimits limits = begun(MINUTE, null);
        limits.extend(Timeouts.LONGEST, after(Duration.ofSeconds(1)));
        assertThat(limits.extended()).isEqualTo(Timeouts.LONGEST);
    }

    @Test
    void theDeadlineStandsWhateverIsExtended() {
        TimeLimits limits = begun(MINUTE, NOON);
        limits.extend(Duration.ofDays(1), START);
        assertThat(limits.exceeded(START, NOON.plusMillis(1))).contains(Timeouts.deadlineExceeded(NOON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "P366DT0.000000001S"})
    void refusesAnExtensionThatIsNone(String extension) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> begun(MINUTE, null).extend(Duration.parse(extension), START))
                .withMessageContaining(Duration.parse(extension).toString());
    }

    private static long after(Duration time) {
        return START + time.toNanos();
    }

    private static TimeLimits begun(@Nullable Duration timeout, @Nullable Instant deadline) {
        TimeLimits limits = new TimeLimits(command(timeout, deadline));
        limits.begin(START);
        return limits;
    }

    private static RunCommand command(@Nullable Duration timeout, @Nullable Instant deadline) {
        return Runs.command(1, new Timeouts(null, timeout, null), deadline);
    }
}
