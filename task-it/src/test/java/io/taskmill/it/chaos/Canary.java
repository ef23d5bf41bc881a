package io.taskmill.it.chaos;

import io.taskmill.it.system.HttpTasks;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Whether the system works: a task is accepted by one of the APIs and finishes. */
final class Canary {

    private static final String TASK =
            "{\"type\":\"LEDGER\",\"creator\":\"canary\",\"priority\":\"high\",\"params\":{\"millis\":0}}";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** Another one is sent if this one does not come back: it may have been in a queue that was purged. */
    private static final Duration ONE_WITHIN = Duration.ofSeconds(20);

    private static final long PAUSE_MILLIS = 100;

    private final List<HttpTasks> apis;

    Canary(List<HttpTasks> apis) {
        this.apis = List.copyOf(apis);
    }

    /**
     * Returns how long it took until a task that was submitted from now on has finished.
     *
     * @throws AssertionError if none does
     */
    Duration awaitOne() throws InterruptedException {
        long began = System.nanoTime();
        for (int i = 0; elapsed(began).compareTo(PATIENCE) < 0; i++) {
            HttpTasks api = apis.get(i % apis.size());
            try {
                HttpResponse<String> answer = api.postJson(TASK);
                if (answer.statusCode() == 202 && finishes(api, HttpTasks.idOf(answer))) {
                    return elapsed(began);
                }
            } catch (UncheckedIOException e) {
                // that one is away
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        throw new AssertionError("no task has finished within " + PATIENCE);
    }

    private static boolean finishes(HttpTasks api, String id) throws InterruptedException {
        long began = System.nanoTime();
        while (elapsed(began).compareTo(ONE_WITHIN) < 0) {
            if (api.answer(id).body().contains("\"state\":\"FINISHED\"")) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return false;
    }

    private static Duration elapsed(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
