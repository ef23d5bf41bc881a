package io.taskmill.it.audit;

import io.taskmill.it.audit.Request.Verb;
import io.taskmill.it.system.HttpTasks;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Clients that run errands beside each other, at a steady rate as far as they get, and go to another API whenever one gives no
 * answer. Whatever they ask for and are told goes into the books.
 */
public final class Clients implements AutoCloseable {

    private static final int AT_ONCE = 400;
    private static final int REPEATS = 3;
    private static final long BEFORE_ASKING_AGAIN_MILLIS = 250;

    /** A client that has not come to an end by then never will. */
    private static final Duration PATIENCE = Duration.ofMinutes(12);

    private final Clock clock = Clock.systemUTC();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Queue<String> wrongAnswers = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<HttpTasks> apis;
    private final Books books;
    private final Thread pace;
    private volatile boolean stopped;

    /** Begins. */
    public Clients(List<HttpTasks> apis, Books books, int errandsPerSecond) {
        this.apis = List.copyOf(apis);
        this.books = books;
        this.pace = Thread.ofVirtual().start(() -> begin(TimeUnit.SECONDS.toNanos(1) / errandsPerSecond));
    }

    /** What the rate has fallen behind by an outage is not made up for. */
    private void begin(long pauseNanos) {
        try {
            while (!stopped) {
                places.acquire();
                int number = begun.getAndIncrement();
                var _ = threads.submit(() -> run(number));
                TimeUnit.NANOSECONDS.sleep(pauseNanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // only stop() interrupts this thread
        }
    }

    /** How many errands were begun. */
    public int begun() {
        return begun.get();
    }

    /** How many are under way. */
    public int underWay() {
        return AT_ONCE - places.availablePermits();
    }

    /** Begins no more, and returns once all that were begun are done. */
    public void stop() throws InterruptedException {
        stopped = true;
        pace.interrupt();
        pace.join();
        threads.shutdown();
        if (!threads.awaitTermination(PATIENCE.toMillis() * 2, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("clients do not come to an end: " + this);
        }
    }

    /** Answers that must not be given, each with what was asked for. */
    public List<String> wrongAnswers() {
        return List.copyOf(wrongAnswers);
    }

    private void run(int number) {
        try {
            run(number, Errand.number(number));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // only close() interrupts this thread
        } catch (RuntimeException e) {
            wrongAnswers.add(Errand.creator(number) + ": " + e);
        } finally {
            places.release();
        }
    }

    private void run(int n, Errand errand) throws InterruptedException {
        String key = Errand.creator(n);
        String body = errand.body(key);
        boolean keyed = errand == Errand.KEYED;
        String id = HttpTasks.idOf(ask(
                n,
                Verb.SUBMIT,
                Request.NO_TASK,
                Set.of(200, 202),
                api -> keyed ? api.postKeyed(key, body) : api.postJson(body)));
        accepted.incrementAndGet();
        switch (errand) {
            case SHORT,
                    LONG,
                    FAILING,
                    RETRIED,
                    STRICT,
                    CHECKPOINTING,
                    GATED,
                    RATED,
                    FAMILY,
                    FAMILY_FAILING,
                    UNDONE,
                    FIRED -> {
                // that was all
            }
            case DEPENDENT -> {
                String second = errand.bodyAfter(key, id);
                var _ = ask(n, Verb.SUBMIT, Request.NO_TASK, Set.of(200, 202), api -> api.postJson(second));
            }
            case CANCELLED, STRICT_CANCELLED, GATED_CANCELLED -> cancel(n, id);
            case FAMILY_CANCELLED -> {
                awaitTold(n, id, "\"phase\":\"WAITING_CHILDREN\"", "\"phase\":\"DONE\"");
                cancel(n, id);
            }
            case CANCELLED_RUNNING -> {
                awaitTold(n, id, "\"phase\":\"RUNNING\"", "\"phase\":\"DONE\"");
                cancel(n, id);
            }
            case CANCELLED_WAITING -> {
                awaitTold(n, id, "\"phase\":\"RETRY_WAIT\"", "\"phase\":\"DONE\"");
                cancel(n, id);
            }
            case KEYED -> {
                for (int i = 1; i < REPEATS; i++) {
                    var _ = ask(n, Verb.SUBMIT, Request.NO_TASK, Set.of(200, 202), api -> api.postKeyed(key, body));
                }
            }
            case DELETED -> delete(n, id);
            case DELETED_PENDING -> {
                var _ = ask(n, Verb.DELETE, id, Set.of(200, 202, 204, 410), api -> api.delete(id, true, null));
                delete(n, id);
            }
            case RETRIED_EDITED -> retryOnceFailed(n, id);
        }
    }

    /** It has ended if the first request to cancel it was not answered. */
    private void cancel(int n, String id) throws InterruptedException {
        var _ = ask(n, Verb.CANCEL, id, Set.of(200, 202, 409), api -> api.cancel(id));
    }

    private void delete(int n, String id) throws InterruptedException {
        var _ = ask(n, Verb.DELETE, id, Set.of(204, 410), api -> api.delete(id));
    }

    private void retryOnceFailed(int n, String id) throws InterruptedException {
        while (!awaitTold(n, id, "\"state\":\"FAILED\"", "\"state\":\"FINISHED\"")
                .contains("\"state\":\"FINISHED\"")) {
            var _ = ask(n, Verb.RETRY, id, Set.of(200, 202, 409), api -> api.retry(id, "{\"params\":{\"millis\":0}}"));
            TimeUnit.MILLISECONDS.sleep(BEFORE_ASKING_AGAIN_MILLIS);
        }
    }

    /** Asks for a task until one of these stands in the answer. */
    private String awaitTold(int n, String id, String... anyOf) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int i = n; System.nanoTime() - end < 0; i++) {
            try {
                HttpResponse<String> told = apis.get(i % apis.size()).answer(id);
                if (told.statusCode() == 200 && List.of(anyOf).stream().anyMatch(told.body()::contains)) {
                    return told.body();
                }
                if (told.statusCode() != 200 && told.statusCode() != 503) {
                    throw new IllegalStateException(
                            "asked for " + id + ", told " + told.statusCode() + " " + told.body());
                }
            } catch (UncheckedIOException e) {
                unanswered.incrementAndGet();
            }
            TimeUnit.MILLISECONDS.sleep(BEFORE_ASKING_AGAIN_MILLIS);
        }
        throw new IllegalStateException(id + " has not come to " + List.of(anyOf));
    }

    /**
     * Asks one API after the other until one answers so, or is sure that it will not.
     *
     * @param n which errand; says which API is asked first
     */
    private HttpResponse<String> ask(
            int n, Verb verb, String id, Set<Integer> expected, Function<HttpTasks, HttpResponse<String>> question)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int i = n; System.nanoTime() - end < 0; i++) {
            try {
                HttpResponse<String> answer = question.apply(apis.get(i % apis.size()));
                boolean done = expected.contains(answer.statusCode());
                String task = done && verb == Verb.SUBMIT ? HttpTasks.idOf(answer) : id;
                books.add(new Request(clock.millis(), verb, n, task, answer.statusCode()));
                if (done) {
                    return answer;
                }
                if (!Set.of(202, 409, 503).contains(answer.statusCode())) {
                    throw new IllegalStateException(
                            verb + " " + id + ", told " + answer.statusCode() + " " + answer.body());
                }
                // not done yet, still pending, or not sure; or the key's first user is still at it
            } catch (UncheckedIOException e) {
                books.add(new Request(clock.millis(), verb, n, id, Request.NO_ANSWER)); // that API is away
                unanswered.incrementAndGet();
            }
            TimeUnit.MILLISECONDS.sleep(BEFORE_ASKING_AGAIN_MILLIS);
        }
        throw new IllegalStateException(verb + " " + id + " is not answered with " + expected);
    }

    @Override
    public String toString() {
        return begun + " errands begun, " + accepted + " accepted, " + underWay() + " under way, " + unanswered
                + " requests unanswered";
    }

    @Override
    public void close() {
        stopped = true;
        pace.interrupt();
        threads.shutdownNow();
    }
}
