package io.taskmill.handlers.vdi;

import java.time.Duration;

/**
 * How the tasks deal with a hypervisor.
 *
 * @param betweenSubmissions of what has to be ordered again
 * @param poll between two looks at what is under way
 * @param patience how long one that does not answer is asked again
 * @param cancelPatience how long an interrupted run waits for its remote operation to end
 */
public record Pacing(Duration betweenSubmissions, Duration poll, Duration patience, Duration cancelPatience) {

    /** What of a block could not be done is ordered so often in all. */
    public static final int MOST_SUBMISSIONS = 5;

    public Pacing {
        if (!poll.isPositive()) {
            throw new IllegalArgumentException("poll is " + poll + " but must be more than 0");
        }
    }
}
