package io.taskmill.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.testkit.RealStore;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Clients that submit one task after the other, whatever the answers, until they are stopped. */
public final class Load implements AutoCloseable {

    /** Short ones, and among them some that last while something breaks. */
    private static final String SHORT = "{\"times\":0}";

    private static final String LONG = "{\"times\":3}";
    private static final int ONE_LONG_IN = 20;

    /** Enough to keep all parts busy, few enough that two cores keep up. */
    private static final Duration PACE = Duration.ofMillis(20);

    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final ExecutorService threads;
    private final List<Future<?>> clients;
    private volatile boolean stopped;

    /** One client for each of these. */
    public Load(Collection<HttpTasks> apis) {
        threads = Executors.newVirtualThreadPerTaskExecutor();
        clients = apis.stream()
                .<Future<?>>map(api -> threads.submit(() -> submitUntilStopped(api)))
                .toList();
    }

    private void submitUntilStopped(HttpTasks api) {
        try {
            for (int i = 0; !stopped; i++) {
                submit(api, i % ONE_LONG_IN == 0 ? LONG : SHORT);
                TimeUnit.NANOSECONDS.sleep(PACE.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void submit(HttpTasks api, String params) {
        try {
            HttpResponse<String> answer = api.post("COUNT", params);
            if (answer.statusCode() == 202) {
                accepted.add(HttpTasks.idOf(answer));
            } else {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
                refused.incrementAndGet();
            }
        } catch (UncheckedIOException e) {
            unanswered.incrementAndGet(); // the API itself is away
        }
    }

    /** How many tasks have been accepted so far. */
    public int accepted() {
        return accepted.size();
    }

    /** Waits until so many more are accepted. */
    public void awaitMore(int tasks, Duration atMost) {
        int target = accepted() + tasks;
        await(tasks + " more accepted").atMost(atMost).until(() -> accepted() >= target);
    }

    /** Ends all clients, and fails if one of them got an answer that it should not get. */
    public void stop() {
        stopped = true;
        for (Future<?> client : clients) {
            try {
                client.get();
            } catch (ExecutionException e) {
                throw new AssertionError("a client was answered wrongly", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while clients end", e);
            }
        }
    }

    /** Waits until every accepted task is known and ended, all of them FINISHED, none twice (invariant 1). */
    public void assertNothingLost(RealStore store, Duration atMost) {
        List<String> ids = List.copyOf(accepted);
        assertThat(ids).doesNotHaveDuplicates();
        for (int from = 0; from < ids.size(); from += 500) {
            String some = IntStream.range(from, Math.min(ids.size(), from + 500))
                    .mapToObj(i -> "{\"$uuid\":\"" + ids.get(i) + "\"}")
                    .reduce((one, other) -> one + "," + other)
                    .orElseThrow();
            int expected = Math.min(500, ids.size() - from);
            String finished = "{\"_id\":{\"$in\":[" + some + "]},\"state\":\"FINISHED\"}";
            await("all of " + ids.size() + " accepted tasks finished")
                    .atMost(atMost)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> store.count("tasks", finished) == expected);
        }
        assertThat(store.count("tasks", "{\"state\":\"FAILED\"}")).isZero();
    }

    @Override
    public String toString() {
        return accepted() + " accepted, " + refused + " refused, " + unanswered + " unanswered";
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
    }
}
