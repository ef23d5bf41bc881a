package io.taskmill.it.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A figure over time, and whether it grows: the slope of the straight line that fits it best. */
final class Series {

    private static final double SECONDS_PER_HOUR = 3_600;

    private record Sample(double seconds, double value) {}

    private final List<Sample> samples = new ArrayList<>();

    void add(Duration at, double value) {
        samples.add(new Sample(at.toMillis() / 1000.0, value));
    }

    double mean() {
        return samples.stream().mapToDouble(Sample::value).average().orElse(0);
    }

    double last() {
        return samples.isEmpty() ? 0 : samples.getLast().value();
    }

    /** By how much it grows in an hour. */
    double slopePerHour() {
        double meanTime =
                samples.stream().mapToDouble(Sample::seconds).average().orElse(0);
        double mean = mean();
        double above = 0;
        double below = 0;
        for (Sample sample : samples) {
            above += (sample.seconds() - meanTime) * (sample.value() - mean);
            below += (sample.seconds() - meanTime) * (sample.seconds() - meanTime);
        }
        return below == 0 ? 0 : above / below * SECONDS_PER_HOUR;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "mean %.1f last %.1f slope %+.1f an hour", mean(), last(), slopePerHour());
    }
}
