package io.taskmill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {

    private static final TaskId TASK = TaskId.parse("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10");
    private static final TaskError DISK_FULL = new TaskError("DISK_FULL", "no space left", true);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static RetryPolicy policy(int maxAttempts, Duration backoff, Duration maxBackoff, String... neverOn) {
        return new RetryPolicy(maxAttempts, backoff, maxBackoff, Set.of(neverOn));
    }

    @Nested
    class Bounds {

        @Test
        void theBoundsThemselvesAreAllowed() {
            assertThat(policy(1, Duration.ofMillis(1), Duration.ofMillis(1)).maxAttempts())
                    .isEqualTo(1);
            assertThat(policy(1_000, RetryPolicy.LONGEST_BACKOFF, RetryPolicy.LONGEST_BACKOFF)
                            .maxAttempts())
                    .isEqualTo(1_000);
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 1_001})
        void otherNumbersOfAttemptsAreRefused(int maxAttempts) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> policy(maxAttempts, SECOND, SECOND))
                    .withMessage("retry.maxAttempts is " + maxAttempts + " but must be 1 to 1000");
        }

        @ParameterizedTest
        @ValueSource(strings = {"PT-1S", "PT0S", "PT0.000999999S", "P7DT0.001S", "PT2562047788015215H"})
        void otherBackoffsAreRefused(String backoff) {
            Duration parsed = Duration.parse(backoff);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> policy(2, parsed, parsed))
                    .withMessage("retry.backoff is " + parsed + " but must be at least 1 ms and at most PT168H");
        }

        @ParameterizedTest
        @ValueSource(strings = {"PT0.999S", "P7DT0.001S", "PT2562047788015215H"})
        void aLongestBackoffBelowTheFirstOrBeyondAWeekIsRefused(String maxBackoff) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> policy(2, SECOND, Duration.parse(maxBackoff)))
                    .withMessageContaining("retry.maxBackoff is " + Duration.parse(maxBackoff))
                    .withMessageContaining("at least backoff, PT1S, and at most PT168H");
        }

        @Test
        void moreThan64CodesAreRefused() {
            Set<String> codes =
                    IntStream.range(0, 65).mapToObj(i -> "CODE_" + i).collect(Collectors.toSet());

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new RetryPolicy(2, SECOND, SECOND, codes))
                    .withMessage("retry.neverOn names 65 codes but may name 64");
        }

        @Test
        void thePolicyIsNotChangedThroughTheSetItWasMadeOf() {
            Set<String> codes = new HashSet<>(Set.of("B", "A"));
            RetryPolicy policy = new RetryPolicy(2, SECOND, SECOND, codes);

            codes.add("C");

            assertThat(policy.neverOn()).containsExactly("A", "B");
        }
    }

    @Nested
    class Retries {

        @ParameterizedTest
        @CsvSource({"1, true", "2, true", "3, false", "4, false"})
        void thereAreAsManyAttemptsAsThePolicySays(int attempt, boolean followed) {
            assertThat(policy(3, SECOND, SECOND).retries(attempt, DISK_FULL)).isEqualTo(followed);
        }

        @Test
        void nothingFollowsTheOnlyAttempt() {
            assertThat(RetryPolicy.NONE.retries(1, DISK_FULL)).isFalse();
        }

        @Test
        void anErrorThatSaysThatNothingWillChangeIsNotRetried() {
            assertThat(policy(3, SECOND, SECOND).retries(1, new TaskError("NO_SUCH_VM", "gone", false)))
                    .isFalse();
        }

        @Test
        void anErrorWithACodeThatThePolicyExcludesIsNotRetried() {
            RetryPolicy policy = policy(3, SECOND, SECOND, "DISK_FULL");

            assertThat(policy.retries(1, DISK_FULL)).isFalse();
            assertThat(policy.retries(1, new TaskError("DISK_SLOW", "it is", true)))
                    .isTrue();
        }
    }

    @Nested
    class Delay {

        @Test
        void theWaitIsDrawnUniformlyFromZeroToTheBackoff() {
            RetryPolicy policy = policy(3, Duration.ofMinutes(10), Duration.ofMinutes(10));

            List<Long> waits = tasks(20_000)
                    .map(task -> policy.delay(task, 1, 1, DISK_FULL).toMillis())
                    .toList();

            assertUniform(waits, 600_000);
        }

        @Test
        void theWaitIsUniformAlsoForTheEpochsOfOneTaskAndForIdsInARow() {
            RetryPolicy policy = policy(1_000, Duration.ofMinutes(10), Duration.ofMinutes(10));

            assertUniform(
                    IntStream.rangeClosed(1, 20_000)
                            .mapToObj(epoch ->
                                    policy.delay(TASK, epoch, 1, DISK_FULL).toMillis())
                            .toList(),
                    600_000);
            assertUniform(
                    LongStream.range(0, 20_000)
                            .mapToObj(last -> new TaskId(new UUID(0x01983f5e7a007c3aL, 0x9d1f000000000000L + last)))
                            .map(task -> policy.delay(task, 1, 1, DISK_FULL).toMillis())
                            .toList(),
                    600_000);
        }

        private static void assertUniform(List<Long> waits, long cap) {
            assertThat(waits).allSatisfy(wait -> assertThat(wait).isBetween(0L, cap));
            assertThat(mean(waits)).isCloseTo(cap / 2.0, within(cap * 0.02));
            for (int tenth = 0; tenth < 10; tenth++) {
                long from = cap * tenth / 10;
                long to = cap * (tenth + 1) / 10;
                assertThat(waits.stream().filter(wait -> from <= wait && wait < to))
                        .as("waits from %d to %d ms", from, to)
                        .hasSizeBetween(waits.size() * 9 / 100, waits.size() * 11 / 100);
            }
        }

        private static double mean(List<Long> waits) {
            return waits.stream().mapToLong(wait -> wait).average().orElseThrow();
        }

        @Test
        void theSameFailureAlwaysGivesTheSameWait() {
            RetryPolicy policy = policy(3, Duration.ofHours(1), Duration.ofHours(2));

            assertThat(policy.delay(TASK, 2, 2, DISK_FULL)).isEqualTo(policy.delay(TASK, 2, 2, DISK_FULL));
            assertThat(policy.delay(TASK, 2, 2, DISK_FULL)).isNotEqualTo(policy.delay(TASK, 3, 2, DISK_FULL));
        }

        @Test
        void theLongestWaitDoublesWithEachAttemptUpToItsCap() {
            RetryPolicy policy = policy(1_000, Duration.ofSeconds(10), Duration.ofSeconds(75));

            assertThat(longest(policy, 1)).isBetween(9_900L, 10_000L);
            assertThat(longest(policy, 2)).isBetween(19_800L, 20_000L);
            assertThat(longest(policy, 3)).isBetween(39_600L, 40_000L);
            assertThat(longest(policy, 4)).isBetween(74_250L, 75_000L);
            assertThat(longest(policy, 5)).isBetween(74_250L, 75_000L);
        }

        @ParameterizedTest
        @ValueSource(ints = {40, 41, 42, 63, 64, 65, 66, 1_000})
        void noAttemptIsTooLateForTheArithmetic(int attempt) {
            assertThat(longest(policy(1_000, Duration.ofMillis(1), Duration.ofDays(7)), attempt))
                    .isBetween(598_000_000L, 604_800_000L);
            assertThat(longest(policy(1_000, Duration.ofDays(7), Duration.ofDays(7)), attempt))
                    .isBetween(598_000_000L, 604_800_000L);
        }

        @Test
        void theWaitIsNeverLessThanTheErrorAsksFor() {
            RetryPolicy policy = policy(3, SECOND, SECOND);
            TaskError busy = new TaskError("BUSY", "not now", true, Duration.ofMinutes(3));

            assertThat(policy.delay(TASK, 1, 1, busy))
                    .as("also beyond the longest back-off")
                    .isEqualTo(Duration.ofMinutes(3));
        }

        @Test
        void aWaitThatIsLongerThanTheErrorAsksForStays() {
            RetryPolicy policy = policy(3, Duration.ofHours(1), Duration.ofHours(1));
            TaskError busy = new TaskError("BUSY", "not now", true, Duration.ofMillis(1));

            assertThat(policy.delay(TASK, 1, 1, busy)).isEqualTo(policy.delay(TASK, 1, 1, DISK_FULL));
        }

        private static long longest(RetryPolicy policy, int attempt) {
            return tasks(2_000)
                    .mapToLong(task ->
                            policy.delay(task, attempt, attempt, DISK_FULL).toMillis())
                    .max()
                    .orElseThrow();
        }

        private static Stream<TaskId> tasks(int count) {
            Random random = new Random(17);
            return Stream.generate(() -> new TaskId(new UUID(random.nextLong(), random.nextLong())))
                    .limit(count);
        }
    }
}
