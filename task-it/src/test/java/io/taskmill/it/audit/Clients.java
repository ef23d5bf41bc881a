package io.taskmill.it.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.it.system.HttpTasks;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Clients that run errands beside each other, and go to another API whenever one gives no answer. */
public final class Clients implements AutoCloseable {

    private static final int CLIENTS = 24;
    private static final int REPEATS = 3;
    private static final long BEFORE_ASKING_AGAIN_MILLIS = 200;

    private final Map<String, Errand> accepted = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> clients = new ArrayList<>();
    private final List<HttpTasks> apis;
    private final int errands;

    /** Begins. */
    public Clients(List<HttpTasks> apis, int errands) {
        this.apis = List.copyOf(apis);
        this.errands = errands;
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(threads.submit(() -> {
                for (int n = next.getAndIncrement(); n < errands; n = next.getAndIncrement()) {
                    run(n, Errand.number(n));
                }
                return null;
            }));
        }
    }

    /** Whether all errands are run. */
    public boolean done() {
        return clients.stream().allMatch(Future::isDone);
    }

    /** What was accepted, by its id; fails if a client got an answer that it should not get. */
    public Map<String, Errand> results() {
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
        return Map.copyOf(accepted);
    }

    private void run(int n, Errand errand) throws InterruptedException {
        String key = creator(n);
        String body = errand.body(key);
        boolean keyed = errand == Errand.KEYED;
        String id = idOf(ask(n, Set.of(200, 202), api -> keyed ? api.postKeyed(key, body) : api.postJson(body)));
        accepted.put(id, errand);
        switch (errand) {
            case SHORT, FAILING, RETRIED, STRICT, CHECKPOINTING -> {
                // that was all
            }
            case CANCELLED, STRICT_CANCELLED -> {
                // it has ended if the first request to cancel it was not answered
                var _ = ask(n, Set.of(200, 202, 409), api -> api.cancel(id));
            }
            case KEYED -> {
                for (int i = 1; i < REPEATS; i++) {
                    assertThat(idOf(ask(n + i, Set.of(200, 202), api -> api.postKeyed(key, body))))
                            .as("the task of %s", key)
                            .isEqualTo(id);
                }
            }
            case DELETED -> delete(n, id);
            case DELETED_PENDING -> {
                var _ = ask(n, Set.of(200, 202, 204, 410), api -> api.delete(id, true, null));
                delete(n, id);
            }
            case RETRIED_EDITED -> retryOnceFailed(n, id);
        }
    }

    /** By this a task's document tells which errand it belongs to, also one whose submission was not answered. */
    static String creator(int n) {
        return Errand.number(n) + "-" + n;
    }

    private void delete(int n, String id) throws InterruptedException {
        var _ = ask(n, Set.of(204, 410), api -> api.delete(id));
    }

    private void retryOnceFailed(int n, String id) throws InterruptedException {
        while (true) {
            String told = ask(n, Set.of(200), api -> api.answer(id)).body();
            if (told.contains("\"state\":\"FINISHED\"")) {
                return;
            }
            if (told.contains("\"state\":\"FAILED\"")) {
                var _ = ask(n, Set.of(200, 202, 409), api -> api.retry(id, "{\"params\":{\"millis\":0}}"));
            }
            TimeUnit.MILLISECONDS.sleep(BEFORE_ASKING_AGAIN_MILLIS);
        }
    }

    /**
     * Asks one API after the other until one answers so, or is sure that it will not.
     *
     * @param first which is asked first
     */
    private HttpResponse<String> ask(
            int first, Set<Integer> expected, Function<HttpTasks, HttpResponse<String>> question)
            throws InterruptedException {
        for (int i = first; ; i++) {
            try {
                HttpResponse<String> answer = question.apply(apis.get(i % apis.size()));
                if (expected.contains(answer.statusCode())) {
                    return answer;
                }
                // not done yet, still pending, or not sure; or the key's first user is still at it
                assertThat(answer.statusCode()).as(answer.body()).isIn(202, 409, 503);
            } catch (UncheckedIOException e) {
                unanswered.incrementAndGet(); // that API is away
            }
            TimeUnit.MILLISECONDS.sleep(BEFORE_ASKING_AGAIN_MILLIS);
        }
    }

    private static String idOf(HttpResponse<String> answer) {
        return HttpTasks.idOf(answer);
    }

    @Override
    public String toString() {
        return next.get() + " of " + errands + " errands begun, " + accepted.size() + " accepted, " + unanswered
                + " requests unanswered";
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
