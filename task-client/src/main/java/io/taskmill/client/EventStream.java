package io.taskmill.client;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Server-sent events of one connection, taken one by one by one thread; what is not taken is not read either. */
final class EventStream implements AutoCloseable {

    /** More is no answer of Taskmill's. */
    private static final long MAX_PROBLEM_BYTES = 1024 * 1024;

    /** One event: its name and its data. */
    record Event(String event, String data) {}

    /** What came: a line, or the end. */
    private sealed interface Item {
        record Line(String text) implements Item {}

        record End(
                @Nullable HttpResponse<String> answer,
                @Nullable Throwable failure) implements Item {}
    }

    private final String what;

    /** Bounded by asking for one line at a time. */
    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();

    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private @Nullable CompletableFuture<HttpResponse<String>> answer;

    EventStream(String what) {
        this.what = what;
    }

    void begin(HttpClient http, HttpRequest.Builder request) {
        HttpResponse.BodyHandler<String> problem =
                BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_PROBLEM_BYTES);
        CompletableFuture<HttpResponse<String>> begun = http.sendAsync(
                request.build(),
                info -> info.statusCode() == 200
                        ? BodySubscribers.fromLineSubscriber(new Lines(), _ -> "", StandardCharsets.UTF_8, null)
                        : problem.apply(info));
        answer = begun;
        var _ = begun.whenComplete((ended, failure) -> {
            if (ended == null || ended.statusCode() != 200) { // else its lines tell, which may still be on their way
                items.add(new Item.End(ended, failure));
            }
        });
    }

    /**
     * Waits for the next event; comments are passed over.
     *
     * @param silence how long nothing may come, not even a comment
     * @throws TaskmillException when the stream has ended, or never began
     */
    Event next(Duration silence) throws InterruptedException {
        String event = "message";
        StringBuilder data = new StringBuilder();
        while (true) {
            String line = line(silence);
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    return new Event(event, data.substring(1));
                }
                event = "message";
            } else if (line.startsWith("event:")) {
                event = line.substring("event:".length()).strip();
            } else if (line.startsWith("data:")) {
                data.append('\n').append(line.substring("data:".length()).strip());
            }
        }
    }

    private String line(Duration silence) throws InterruptedException {
        Item item = items.poll(silence.toNanos(), TimeUnit.NANOSECONDS);
        return switch (item) {
            case null -> throw new UnavailableException(what + " heard nothing for " + silence, null);
            case Item.Line(String text) -> {
                subscription.join().request(1); // a line came, so there is a subscription
                yield text;
            }
            case Item.End end -> throw ended(end);
        };
    }

    private TaskmillException ended(Item.End end) {
        HttpResponse<String> ended = end.answer();
        if (ended != null && ended.statusCode() != 200) {
            return Errors.of(what, ended);
        }
        return new UnavailableException(
                what + (end.failure() == null ? " was ended by the API" : " broke off: " + end.failure()),
                end.failure());
    }

    /** Closes the connection. */
    @Override
    public void close() {
        if (answer != null) {
            answer.cancel(true);
        }
    }

    private final class Lines implements Flow.Subscriber<String> {

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            subscription.complete(begun);
            begun.request(1);
        }

        @Override
        public void onNext(String line) {
            items.add(new Item.Line(line));
        }

        @Override
        public void onError(Throwable failure) {
            items.add(new Item.End(null, failure));
        }

        @Override
        public void onComplete() {
            items.add(new Item.End(null, null));
        }
    }
}
