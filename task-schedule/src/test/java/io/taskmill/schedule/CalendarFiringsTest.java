package io.taskmill.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskmill.model.plan.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.BeforeTry;

/** Local times are told with their offset, so that each is one instant. */
class CalendarFiringsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId APIA = ZoneId.of("Pacific/Apia");
    private static final ZoneId CAIRO = ZoneId.of("Africa/Cairo");
    private static final ZoneId LORD_HOWE = ZoneId.of("Australia/Lord_Howe");

    private CalendarFirings firings = new CalendarFirings();

    @BeforeTry
    void fresh() {
        firings = new CalendarFirings();
    }

    @Example
    void aFixedTimeInASkippedHourFiresAtTheFirstInstantAfterIt() {
        assertThat(cron("0 30 2 * * *", BERLIN, "2026-03-28T12:00+01:00", 3))
                .containsExactly("2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00", "2026-03-31T02:30+02:00");
        assertThat(cron("30 2 * * *", NEW_YORK, "2026-03-07T12:00-05:00", 2))
                .containsExactly("2026-03-08T03:00-04:00", "2026-03-09T02:30-04:00");
    }

    @Example
    void severalFixedTimesInASkippedHourFireOnce() {
        assertThat(cron("0 0,20,40 2,3 * * *", BERLIN, "2026-03-29T00:00+01:00", 4))
                .containsExactly(
                        "2026-03-29T03:00+02:00",
                        "2026-03-29T03:20+02:00",
                        "2026-03-29T03:40+02:00",
                        "2026-03-30T02:00+02:00");
    }

    @Example
    void aFixedTimeInARepeatedHourFiresInTheFirstPassOnly() {
        assertThat(cron("0 30 2 * * *", BERLIN, "2026-10-24T12:00+02:00", 2))
                .containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00");
        assertThat(cron("0 30 1 * * *", NEW_YORK, "2026-10-31T12:00-04:00", 2))
                .containsExactly("2026-11-01T01:30-04:00", "2026-11-02T01:30-05:00");
    }

    @Example
    void whoAsksInTheSecondPassIsToldOfTheNextDay() {
        assertThat(cron("0 30 2 * * *", BERLIN, "2026-10-25T02:10+01:00", 1)).containsExactly("2026-10-26T02:30+01:00");
    }

    @Example
    void anIntervalDoesNotFireInASkippedHour() {
        assertThat(cron("0 */15 * * * *", BERLIN, "2026-03-29T01:40+01:00", 3))
                .containsExactly("2026-03-29T01:45+01:00", "2026-03-29T03:00+02:00", "2026-03-29T03:15+02:00");
        assertThat(cron("0 */15 * * * *", NEW_YORK, "2026-03-08T01:40-05:00", 2))
                .containsExactly("2026-03-08T01:45-05:00", "2026-03-08T03:00-04:00");
    }

    @Example
    void anIntervalFiresInBothPassesOfARepeatedHour() {
        assertThat(cron("0 */30 * * * *", BERLIN, "2026-10-25T01:40+02:00", 5))
                .containsExactly(
                        "2026-10-25T02:00+02:00",
                        "2026-10-25T02:30+02:00",
                        "2026-10-25T02:00+01:00",
                        "2026-10-25T02:30+01:00",
                        "2026-10-25T03:00+01:00");
        assertThat(cron("*/30 * * * *", NEW_YORK, "2026-11-01T00:40-04:00", 5))
                .containsExactly(
                        "2026-11-01T01:00-04:00",
                        "2026-11-01T01:30-04:00",
                        "2026-11-01T01:00-05:00",
                        "2026-11-01T01:30-05:00",
                        "2026-11-01T02:00-05:00");
    }

    @Example
    void anIntervalOfHoursLeavesOutTheHourThatIsSkippedAndDoublesTheOneThatIsRepeated() {
        assertThat(cron("0 0 */2 * * *", BERLIN, "2026-03-28T23:00+01:00", 2))
                .containsExactly("2026-03-29T00:00+01:00", "2026-03-29T04:00+02:00");
        assertThat(cron("0 0 */2 * * *", BERLIN, "2026-10-25T00:30+02:00", 3))
                .containsExactly("2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00", "2026-10-25T04:00+01:00");
    }

    @Example
    void changesOfHalfAnHourAreThoseOfAnHour() {
        assertThat(cron("0 15 2 * * *", LORD_HOWE, "2026-10-03T12:00+10:30", 2))
                .containsExactly("2026-10-04T02:30+11:00", "2026-10-05T02:15+11:00");
        assertThat(cron("0 45 1 * * *", LORD_HOWE, "2026-04-04T12:00+11:00", 2))
                .containsExactly("2026-04-05T01:45+11:00", "2026-04-06T01:45+10:30");
    }

    @Example
    void aGapAtMidnightSkipsNoDay() {
        assertThat(cron("0 0 */2 * * *", CAIRO, "2025-04-24T23:10+02:00", 2))
                .containsExactly("2025-04-25T02:00+03:00", "2025-04-25T04:00+03:00");
        assertThat(cron("@daily", CAIRO, "2025-04-24T12:00+02:00", 2))
                .containsExactly("2025-04-25T01:00+03:00", "2025-04-26T00:00+03:00");
    }

    @Example
    void aDayThatIsSkippedFiresOnceAtItsEnd() {
        // Samoa had no 30 December 2011.
        assertThat(cron("0 30 2 * * *", APIA, "2011-12-28T12:00-10:00", 3))
                .containsExactly("2011-12-29T02:30-10:00", "2011-12-31T00:00+14:00", "2011-12-31T02:30+14:00");
        assertThat(cron("0 0 */12 * * *", APIA, "2011-12-29T01:00-10:00", 2))
                .containsExactly("2011-12-29T12:00-10:00", "2011-12-31T00:00+14:00");
    }

    @Example
    void aLeapDayIsFoundAlsoOverACenturyWithoutOne() {
        assertThat(cron("0 0 12 29 2 *", ZoneOffset.UTC, "2026-01-01T00:00Z", 2))
                .containsExactly("2028-02-29T12:00Z", "2032-02-29T12:00Z");
        assertThat(cron("0 0 12 29 2 *", ZoneOffset.UTC, "2096-03-01T00:00Z", 1))
                .containsExactly("2104-02-29T12:00Z");
    }

    @Example
    void aDayThatNeverComesIsNoFiring() {
        assertThat(firings.after(new Timing.Cron("0 0 0 31 2 *", BERLIN), Instant.EPOCH))
                .isEmpty();
    }

    @Example
    void fiveFieldsBeginWithTheMinuteAndSixWithTheSecond() {
        assertThat(cron("5 4 * * 1-5", ZoneOffset.UTC, "2026-05-01T10:00Z", 2)) // a Friday
                .containsExactly("2026-05-04T04:05Z", "2026-05-05T04:05Z");
        assertThat(cron("*/20 5 4 * * *", ZoneOffset.UTC, "2026-05-01T00:00Z", 2))
                .containsExactly("2026-05-01T04:05Z", "2026-05-01T04:05:20Z");
    }

    @Example
    void sundayIsZeroAndSeven() {
        assertThat(cron("0 12 * * 0", ZoneOffset.UTC, "2026-05-01T00:00Z", 1)).containsExactly("2026-05-03T12:00Z");
        assertThat(cron("0 12 * * 7", ZoneOffset.UTC, "2026-05-01T00:00Z", 1)).containsExactly("2026-05-03T12:00Z");
    }

    @Example
    void ofADayOfTheMonthAndOneOfTheWeekEitherSuffices() {
        assertThat(cron("0 0 13 * 5", ZoneOffset.UTC, "2026-05-07T12:00Z", 3))
                .containsExactly("2026-05-08T00:00Z", "2026-05-13T00:00Z", "2026-05-15T00:00Z");
    }

    @Example
    void macrosAreRead() {
        assertThat(cron("@hourly", BERLIN, "2026-10-25T02:30+02:00", 1)).containsExactly("2026-10-25T02:00+01:00");
        assertThat(cron("@weekly", ZoneOffset.UTC, "2026-05-01T00:00Z", 1)).containsExactly("2026-05-03T00:00Z");
        assertThat(cron("@MONTHLY", ZoneOffset.UTC, "2026-05-01T00:00Z", 1)).containsExactly("2026-06-01T00:00Z");
        assertThat(cron("@yearly", ZoneOffset.UTC, "2026-05-01T00:00Z", 1)).containsExactly("2027-01-01T00:00Z");
    }

    @Example
    void whatIsNoExpressionIsToldWithWhatItHad() {
        assertThatThrownBy(() -> cron("* * *", BERLIN, "2026-05-01T00:00Z", 1)).hasMessageContaining("has 3 fields");
        assertThatThrownBy(() -> cron("61 * * * *", BERLIN, "2026-05-01T00:00Z", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("61");
        assertThatThrownBy(() -> cron("@sometimes", BERLIN, "2026-05-01T00:00Z", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("@daily");
    }

    @Property
    void whateverTextIsReadOrRefusedWithAReason(@ForAll @StringLength(min = 1, max = 255) String text) {
        if (text.isBlank()) {
            return;
        }
        try {
            var _ = firings.after(new Timing.Cron(text, BERLIN), Instant.EPOCH);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Example
    void aFixedRateKeepsToItsBeginning() {
        Timing every = new Timing.Every(Duration.ofMinutes(90), Instant.parse("2026-05-01T10:00:00Z"));
        assertThat(firings.after(every, Instant.parse("2026-04-01T00:00:00Z")))
                .contains(Instant.parse("2026-05-01T10:00:00Z"));
        assertThat(firings.after(every, Instant.parse("2026-05-01T10:00:00Z")))
                .contains(Instant.parse("2026-05-01T11:30:00Z"));
        assertThat(firings.after(every, Instant.parse("2026-05-01T11:29:59.999999Z")))
                .contains(Instant.parse("2026-05-01T11:30:00Z"));
        assertThat(firings.after(every, Instant.parse("2026-05-01T12:59:00Z")))
                .contains(Instant.parse("2026-05-01T13:00:00Z"));
    }

    /** Every instant around the changes of a year, in zones of all kinds. */
    @Property(tries = 2_000)
    void aFiringIsLaterThanWhatItWasAskedForAndNothingLiesBetween(
            @ForAll @LongRange(min = 1_767_225_600L, max = 1_798_761_600L) long second) {
        Instant instant = Instant.ofEpochSecond(second);
        for (ZoneId zone : List.of(BERLIN, NEW_YORK, LORD_HOWE, CAIRO)) {
            for (String expression : List.of("0 */20 * * * *", "0 10,50 0-4 * * *", "@daily")) {
                Timing timing = new Timing.Cron(expression, zone);
                Instant next = firings.after(timing, instant).orElseThrow();
                assertThat(next).isAfter(instant);
                assertThat(firings.after(timing, next.minusMillis(1))).contains(next);
                long between = Duration.between(instant, next).toSeconds() / 2;
                assertThat(firings.after(timing, instant.plusSeconds(between)).orElseThrow())
                        .isEqualTo(between == 0 || instant.plusSeconds(between).isBefore(next) ? next : null);
            }
        }
    }

    private List<String> cron(String expression, ZoneId zone, String after, int count) {
        List<String> found = new ArrayList<>();
        Optional<Instant> next = Optional.of(OffsetDateTime.parse(after).toInstant());
        for (int i = 0; i < count; i++) {
            next = firings.after(new Timing.Cron(expression, zone), next.orElseThrow());
            found.add(next.orElseThrow().atZone(zone).toOffsetDateTime().toString());
        }
        return found;
    }
}
