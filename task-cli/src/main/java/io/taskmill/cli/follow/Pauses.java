package io.taskmill.cli.follow;

import java.time.Duration;

/** Lets time go by. */
@FunctionalInterface
public interface Pauses {

    void pause(Duration duration) throws InterruptedException;
}
