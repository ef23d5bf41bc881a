package io.taskmill.api.schedule;

import io.taskmill.model.plan.Firings;
import io.taskmill.model.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The firings that come next, if nothing is changed. */
record Preview(List<Upcoming> items) {

    static final int MOST = 100;
    static final int DEFAULT = 10;

    /**
     * One of them.
     *
     * @param due when its task is made, which jitter makes later
     */
    record Upcoming(Instant firing, Instant due) {}

    /** @param name by which jitter is drawn */
    static Preview of(String name, Plan plan, Firings firings, Instant after, int count) {
        List<Upcoming> upcoming = new ArrayList<>();
        Optional<Instant> next = plan.next(after, firings);
        while (next.isPresent() && upcoming.size() < count) {
            Instant firing = next.get();
            upcoming.add(new Upcoming(firing, plan.due(name, firing)));
            next = plan.next(firing, firings);
        }
        return new Preview(upcoming);
    }
}
