package io.taskmill.it.system;

import static org.awaitility.Awaitility.await;

import io.taskmill.handler.TaskDescription;
import io.taskmill.model.TaskPolicy;
import io.taskmill.testkit.RealBroker;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Short tasks at a steady rate, published past the API, until it is stopped: much work for all but the API. */
public final class Flow implements AutoCloseable {

    private final AtomicInteger published = new AtomicInteger();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Commands commands;
    private final ScheduledFuture<?> publishing;

    /** Begins. What a pause of the machine has cost is not made up for: a burst would be no steady rate. */
    public Flow(RealBroker broker, int mostPerSecond) {
        commands = new Commands(broker);
        publishing = thread.scheduleWithFixedDelay(
                this::publishOne, 0, TimeUnit.SECONDS.toNanos(1) / mostPerSecond, TimeUnit.NANOSECONDS);
    }

    private void publishOne() {
        var _ = commands.publish("COUNT", TaskDescription.DEFAULT_POOL, "{\"times\":0}", TaskPolicy.DEFAULT);
        published.incrementAndGet();
    }

    /** Waits until so many more are published. */
    public void awaitMore(int tasks, Duration atMost) {
        int target = published.get() + tasks;
        await(tasks + " more published").atMost(atMost).until(() -> published.get() >= target);
    }

    /** Publishes no more, and returns once the broker has all that were. */
    public void stop() {
        thread.close();
        if (publishing.state() == Future.State.FAILED) {
            throw new IllegalStateException("publishing ended after " + published, publishing.exceptionNow());
        }
        commands.awaitConfirms();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        commands.close();
    }
}
