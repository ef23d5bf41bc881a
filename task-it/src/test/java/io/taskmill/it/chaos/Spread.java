package io.taskmill.it.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How long something took each time. */
final class Spread {

    private final List<Duration> times = new ArrayList<>();

    void add(Duration time) {
        times.add(time);
        Collections.sort(times);
    }

    Duration median() {
        return times.get(times.size() / 2);
    }

    Duration longest() {
        return times.getLast();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "n=%d shortest=%.1f s median=%.1f s longest=%.1f s",
                times.size(),
                seconds(times.getFirst()),
                seconds(median()),
                seconds(longest()));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
