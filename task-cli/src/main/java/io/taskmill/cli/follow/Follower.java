package io.taskmill.cli.follow;

import io.taskmill.client.TaskView;
import io.taskmill.client.TaskmillClient;
import io.taskmill.client.UnavailableException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for a task again and again until it has ended, through outages too. */
public final class Follower {

    static final Duration INTERVAL = Duration.ofMillis(300);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 5;

    private final TaskmillClient client;
    private final FollowView view;
    private final Pauses pauses;

    public Follower(TaskmillClient client, FollowView view, Pauses pauses) {
        this.client = client;
        this.view = view;
        this.pauses = pauses;
    }

    /**
     * Follows a task.
     *
     * @return the task at its end; empty if nobody looks any more
     * @throws io.taskmill.client.TaskmillException other than for an outage, which is waited out
     */
    public Optional<TaskView> follow(String id) throws InterruptedException {
        int failures = 0;
        while (!view.abandoned()) {
            try {
                TaskView task = client.get(id);
                if (failures > 0) {
                    view.back();
                    failures = 0;
                }
                view.task(task);
                if (task.ended()) {
                    return Optional.of(task);
                }
                pauses.pause(INTERVAL);
            } catch (UnavailableException e) {
                if (failures == 0) {
                    view.away(e);
                }
                pauses.pause(patience(e.retryAfter(), failures));
                failures++;
            }
        }
        return Optional.empty();
    }

    /** As long as the API asks for, else longer and longer; never so long that a return is missed. */
    static Duration patience(@Nullable Duration retryAfter, int failures) {
        Duration pause =
                retryAfter == null ? FIRST_PAUSE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS)) : retryAfter;
        if (pause.compareTo(INTERVAL) < 0) {
            return INTERVAL;
        }
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
