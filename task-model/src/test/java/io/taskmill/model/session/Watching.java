package io.taskmill.model.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A shard that watches leases while ticks and heartbeats are folded; remembers who was lost. */
final class Watching {

    private final List<String> lost = new ArrayList<>();
    private LeaseWatch watch = LeaseWatch.EMPTY;

    Watching heartbeat(String session) {
        watch = watch.renewed(session);
        return this;
    }

    Watching forget(String session) {
        watch = watch.forget(session);
        return this;
    }

    /** One tick. */
    Watching tick(String sender, Duration uptime) {
        LeaseWatch.Ticked ticked = watch.tick(sender, uptime);
        watch = ticked.watch();
        lost.addAll(ticked.over());
        return this;
    }

    Watching tick(String sender, int second) {
        return tick(sender, Duration.ofSeconds(second));
    }

    /** A tick a second, both ends included. */
    Watching ticks(String sender, int fromSecond, int toSecond) {
        for (int second = fromSecond; second <= toSecond; second++) {
            tick(sender, second);
        }
        return this;
    }

    List<String> lost() {
        return List.copyOf(lost);
    }

    LeaseWatch watch() {
        return watch;
    }
}
