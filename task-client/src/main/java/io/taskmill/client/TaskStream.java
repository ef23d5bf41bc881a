package io.taskmill.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Follows changes of tasks on a thread of its own, and connects again, to the next API, whenever that ends. Nothing is
 * missed by who lists the tasks at each reset and keeps of two views the one of the higher version: see
 * {@link LiveTasks}.
 */
public final class TaskStream implements AutoCloseable {

    /** Three of the API's heartbeats. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(45);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Is told what happens, one thing after the other, on the stream's thread. What it throws ends the connection. */
    public interface Listener {

        /**
         * What is known may be wrong: list the tasks again, now. What changes meanwhile is told afterwards.
         *
         * @param api the one that is followed now
         * @param reason such as {@code connected}
         */
        void reset(TaskmillClient api, String reason);

        /** A task has changed. */
        void task(TaskView task);

        /**
         * A task was deleted.
         *
         * @param version of the task; a view of a lower one is older than this
         */
        void deleted(String id, long version);

        /** The connection ended, and will be tried again. */
        default void lost(RuntimeException why) {}
    }

    private final List<TaskmillClient> apis;
    private final Map<String, String> filters;
    private final Listener listener;
    private final RandomGenerator random;
    private final Thread thread = Thread.ofVirtual().name("task-stream").unstarted(this::run);
    private int failures;

    /**
     * Begins to follow.
     *
     * @param apis tried in turn; they are not closed with this
     * @param filters parameters of the request, such as {@code state}, by name; empty for all tasks
     * @param random spreads the attempts of many clients
     */
    public TaskStream(
            List<TaskmillClient> apis, Map<String, String> filters, Listener listener, RandomGenerator random) {
        if (apis.isEmpty()) {
            throw new IllegalArgumentException("apis are none");
        }
        this.apis = List.copyOf(apis);
        this.filters = Map.copyOf(filters);
        this.listener = listener;
        this.random = random;
        thread.start();
    }

    private void run() {
        try {
            for (int turn = 0; true; turn++) {
                TaskmillClient api = apis.get(turn % apis.size());
                try (EventStream events = api.stream(filters)) {
                    follow(api, events);
                } catch (RuntimeException e) {
                    listener.lost(e);
                }
                TimeUnit.NANOSECONDS.sleep(pause().toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // only close() interrupts this thread
        }
    }

    private void follow(TaskmillClient api, EventStream events) throws InterruptedException {
        while (true) {
            EventStream.Event event = events.next(LONGEST_SILENCE);
            switch (event.event()) {
                case "reset" -> {
                    listener.reset(api, Answers.reason(event.data()));
                    failures = 0;
                }
                case "task" -> listener.task(Answers.task(event.data()));
                case "deleted" -> {
                    Answers.Gone gone = Answers.gone(event.data());
                    listener.deleted(gone.id(), gone.version());
                }
                default -> {} // of a newer version
            }
        }
    }

    /** Doubles with each failure; a half of it is left to chance. */
    private Duration pause() {
        long full = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures, 10));
        failures++;
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }

    /** Ends following; nothing is told afterwards. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
