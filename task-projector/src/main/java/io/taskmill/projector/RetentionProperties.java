package io.taskmill.projector;

import io.taskmill.messaging.config.Bounds;
import io.taskmill.model.State;
import io.taskmill.store.Reservations;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long tasks that have ended are kept.
 *
 * @param finished how long finished tasks are kept; 0s keeps them for ever, else 31d to 36500d
 * @param failed how long failed tasks are kept; 0s keeps them for ever, else 31d to 36500d
 * @param cancelled how long cancelled tasks are kept; 0s keeps them for ever, else 31d to 36500d
 */
@ConfigurationProperties("taskmill.projector.retention")
record RetentionProperties(
        @DefaultValue("90d") Duration finished,
        @DefaultValue("0s") Duration failed,
        @DefaultValue("90d") Duration cancelled) {

    /** No key outlives its task, although it is forgotten by another clock and some time after it may be. */
    private static final Duration SHORTEST = Reservations.LONGEST_TTL.plusDays(1);

    private static final Duration LONGEST = Duration.ofDays(36_500);

    RetentionProperties {
        require("finished", finished);
        require("failed", failed);
        require("cancelled", cancelled);
    }

    private static void require(String property, Duration age) {
        Bounds.requireUnlessZero("taskmill.projector.retention." + property, age, SHORTEST, LONGEST);
    }

    /** By state; without an entry for ever. */
    Map<State, Duration> ages() {
        Map<State, Duration> ages =
                new EnumMap<>(Map.of(State.FINISHED, finished, State.FAILED, failed, State.CANCELLED, cancelled));
        ages.values().removeIf(Duration::isZero);
        return ages;
    }
}
