package io.taskmill.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Taskmill's HTTP API at one address. Commands, such as a cancel, and submissions under a key are repeated; any other
 * submission that got no answer may have been accepted, and is not.
 *
 * <p>All methods throw a {@link TaskmillException} when they do not get their answer. May be used by many threads.
 */
public final class TaskmillClient implements AutoCloseable {

    private static final String TASKS = "/api/v1/tasks";
    private static final String COMMAND_ID = "Taskmill-Command-Id";
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final String TASK_TYPES = "/api/v1/task-types";
    private static final String WORKERS = "/api/v1/workers";
    private static final String GATES = "/api/v1/gates";
    private static final String SCHEDULES = "/api/v1/schedules";
    private static final String PAUSES = "/api/v1/pauses";
    private static final String JOURNAL = "/api/v1/journal";
    private static final String DEAD_LETTERS = "/api/v1/dead-letters";

    /** A page of 200 tasks with parameters and results of 256 KiB has 100 MiB; more is no answer of Taskmill's. */
    private static final long MAX_ANSWER_BYTES = 128L * 1024 * 1024;

    private final HttpClient http;
    private final String address;
    private final Duration timeout;
    private final @Nullable String language;
    private final Repeats repeats;

    /** Answers are in the API's default language. */
    public TaskmillClient(URI address, Duration timeout) {
        this(address, timeout, null);
    }

    /**
     * @param address of the API, such as {@code http://127.0.0.1:8080}; a path is put before those of the API
     * @param timeout for connecting, sending and reading the whole answer together
     * @param language for {@code Accept-Language}
     */
    public TaskmillClient(URI address, Duration timeout, @Nullable String language) {
        this(address, timeout, language, Thread::sleep);
    }

    TaskmillClient(URI address, Duration timeout, @Nullable String language, Repeats.Sleeper sleeper) {
        this.address = checked(address);
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("timeout " + timeout + " is not positive");
        }
        this.timeout = timeout;
        this.language = language;
        this.repeats = new Repeats(sleeper);
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private static String checked(URI address) {
        boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
        if (!web || address.getHost() == null) {
            throw new IllegalArgumentException("address '" + address + "' is not http://host or https://host");
        }
        if (address.getUserInfo() != null || address.getQuery() != null || address.getFragment() != null) {
            throw new IllegalArgumentException(
                    "address of host '" + address.getHost() + "' has more than scheme, host, port and path");
        }
        String text = address.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** Submits a task; returns once the broker has confirmed it. */
    public Accepted submit(Submission submission) {
        return submit(submission, submission(submission));
    }

    /**
     * Submits a task of which there is one, however often this is called with this key and the same submission. Sent up to
     * three times while there is no answer, the API is not available, or an earlier request with the key is under way.
     *
     * @param idempotencyKey chosen anew for each task, such as a random UUID: 1 to 255 visible ASCII characters
     * @throws RefusedException if the key was used for another submission ({@code idempotency-key-reused})
     */
    public Accepted submit(Submission submission, String idempotencyKey) {
        String key = Keys.quoted(idempotencyKey);
        return repeats.of(() -> submit(submission, submission(submission).header(IDEMPOTENCY_KEY, key)));
    }

    private HttpRequest.Builder submission(Submission submission) {
        return request(TASKS)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Bodies.submission(submission), StandardCharsets.UTF_8));
    }

    private Accepted submit(Submission submission, HttpRequest.Builder request) {
        String what = "submitting a " + submission.type();
        HttpResponse<String> answer = send(what, request);
        TaskView task = read(what, answer, Answers::task);
        URI location = answer.headers()
                .firstValue("Location")
                .map(answer.uri()::resolve)
                .orElseGet(() -> URI.create(address + TASKS + "/" + encoded(task.id())));
        return new Accepted(task.id(), location, task);
    }

    /** Asks for a task. */
    public TaskView get(String id) {
        String what = "asking for task " + id;
        return read(what, send(what, request(TASKS + "/" + encoded(id))), Answers::task);
    }

    /**
     * Cancels a task. Sent up to three times with one command's id, while there is no answer or the API is not available.
     *
     * @param reason for people; null if there is none to give
     * @throws RefusedException if the task has ended ({@code already-ended}), perhaps at the same moment
     */
    public Commanded cancel(String id, @Nullable String reason) {
        return command("cancelling task " + id, "POST", TASKS + "/" + encoded(id) + "/cancel", Bodies.reason(reason));
    }

    /**
     * Makes a task that has failed or was cancelled run anew. Sent up to three times with one command's id, while there is
     * no answer or the API is not available.
     *
     * @throws RefusedException if the task has not failed ({@code not-failed}), or somebody else was quicker ({@code
     *     superseded})
     */
    public Commanded retry(String id) {
        return retry(id, null);
    }

    /**
     * The same with other parameters, which the task's type must allow as it is now ({@code invalid-params}).
     *
     * @param params JSON; null for the same ones
     * @throws IllegalArgumentException if they are no JSON
     */
    public Commanded retry(String id, @Nullable String params) {
        return command("retrying task " + id, "POST", TASKS + "/" + encoded(id) + "/retry", Bodies.retry(params));
    }

    /**
     * Undoes what a task has done that has failed or was cancelled. Sent up to three times with one command's id, while there
     * is no answer or the API is not available.
     *
     * @throws RefusedException if there is nothing to undo ({@code nothing-to-undo}), it is being undone ({@code cleaning}), or
     *     somebody else was quicker ({@code superseded})
     */
    public Commanded rollback(String id) {
        return command("rolling task " + id + " back", "POST", TASKS + "/" + encoded(id) + "/rollback", "{}");
    }

    /**
     * Changes what a pending task waits for. Sent up to three times with one command's id, while there is no answer or the
     * API is not available.
     *
     * @throws RefusedException if the task has started ({@code already-started}) or ended ({@code already-ended})
     */
    public Commanded amend(String id, Amendment amendment) {
        return command("amending task " + id, "PATCH", TASKS + "/" + encoded(id), Bodies.amendment(amendment));
    }

    /**
     * Deletes a task that has ended. Sent up to three times with one command's id, while there is no answer or the API is
     * not available.
     *
     * @param confirmed whether a task that has not ended shall be cancelled, which makes it count as failed
     * @throws RefusedException if the task has not ended and that is not confirmed ({@code task-pending}, whose detail
     *     warns of what that does), or if it is confirmed and the task has ended meanwhile ({@code already-ended})
     */
    public Deleted delete(String id, boolean confirmed) {
        String what = "deleting task " + id;
        String command = UUID.randomUUID().toString();
        return repeats.of(() -> {
            HttpResponse<String> answer = send(
                    what,
                    request(TASKS + "/" + encoded(id) + (confirmed ? "?confirm=true" : ""))
                            .header(COMMAND_ID, command)
                            .DELETE());
            return answer.statusCode() == 204
                    ? new Deleted(command, true, true, null)
                    : new Deleted(command, false, answer.statusCode() == 200, read(what, answer, Answers::task));
        });
    }

    private Commanded command(String what, String method, String target, String body) {
        String command = UUID.randomUUID().toString();
        return repeats.of(() -> {
            HttpResponse<String> answer = send(what, commandRequest(command, method, target, body));
            return new Commanded(command, answer.statusCode() == 200, read(what, answer, Answers::task));
        });
    }

    private HttpRequest.Builder commandRequest(String command, String method, String target, String body) {
        return request(target)
                .header("Content-Type", "application/json")
                .header(COMMAND_ID, command)
                .method(method, BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    }

    /**
     * Lists tasks, the newest first.
     *
     * @param limit how many at most; null leaves it to the API
     * @param cursor the {@link TaskPage#next} of the page before; null for the first page
     */
    public TaskPage list(ListFilter filter, @Nullable Integer limit, @Nullable String cursor) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        filter.parameters().forEach((name, value) -> query.add(name + "=" + encoded(value)));
        return read("listing tasks", send("listing tasks", request(TASKS + page(query, limit, cursor))), Answers::page);
    }

    /**
     * Reads what a task's runs have logged, oldest first.
     *
     * @param limit how many entries at most; null leaves it to the API
     * @param cursor the {@link TaskLog#next} of the page before; null for the first page
     */
    public TaskLog log(String id, @Nullable Integer limit, @Nullable String cursor) {
        String what = "reading the log of task " + id;
        String query = page(new StringJoiner("&", "?", "").setEmptyValue(""), limit, cursor);
        return read(what, send(what, request(TASKS + "/" + encoded(id) + "/log" + query)), Answers::log);
    }

    /**
     * Shows a task and its descendants, each task before its children.
     *
     * @param depth how many levels below the task; null for all
     * @param limit how many tasks at most; null leaves it to the API
     * @param after the {@link TaskTree#next} of the page before; null for the first page
     */
    public TaskTree tree(String id, @Nullable Integer depth, @Nullable Integer limit, @Nullable String after) {
        String what = "reading the tree of task " + id;
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        if (depth != null) {
            query.add("depth=" + depth);
        }
        if (after != null) {
            query.add("after=" + encoded(after));
        }
        return read(
                what,
                send(what, request(TASKS + "/" + encoded(id) + "/tree" + page(query, limit, null))),
                Answers::taskTree);
    }

    private static String page(StringJoiner query, @Nullable Integer limit, @Nullable String cursor) {
        if (limit != null) {
            query.add("limit=" + limit);
        }
        if (cursor != null) {
            query.add("cursor=" + encoded(cursor));
        }
        return query.toString();
    }

    /** Tells how many tasks there are. */
    public TaskSummary summary() {
        return read("counting tasks", send("counting tasks", request(TASKS + "/summary")), Answers::summary);
    }

    /** Lists the types of task that workers have announced. */
    public TaskTypes taskTypes() {
        return read("listing task types", send("listing task types", request(TASK_TYPES)), Answers::taskTypes);
    }

    /** Lists the workers that live. */
    public Workers workers() {
        return read("listing workers", send("listing workers", request(WORKERS)), Answers::workers);
    }

    /** Tells why a task is not running, or what it is at. */
    public Diagnosis diagnosis(String id) {
        String what = "diagnosing task " + id;
        return read(what, send(what, request(TASKS + "/" + encoded(id) + "/diagnosis")), Answers::diagnosis);
    }

    /**
     * Lists gates, by key.
     *
     * @param key of the one that is asked for; null for all
     * @param after the {@link Gates#next} of the page before; null for the first page
     */
    public Gates gates(@Nullable String key, @Nullable String after) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        if (key != null) {
            query.add("key=" + encoded(key));
        }
        if (after != null) {
            query.add("after=" + encoded(after));
        }
        return read("listing gates", send("listing gates", request(GATES + query)), Answers::gates);
    }

    /**
     * Sets how many tasks may hold a gate, from when it counts, which is a moment later.
     *
     * @param limit 0 closes the gate; null gives it back what its type says
     */
    public void limitGate(String key, @Nullable Integer limit) {
        String what = "limiting gate " + key;
        HttpRequest.Builder request = request(GATES + "/limit?key=" + encoded(key))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"limit\":" + limit + "}"));
        var _ = read(what, send(what, request), Function.identity());
    }

    /**
     * Reads what has happened, latest first.
     *
     * @param limit of a page; null for the API's own
     * @param cursor {@code next} of the page before; null for the first
     */
    public JournalPage journal(JournalFilter filter, @Nullable Integer limit, @Nullable String cursor) {
        String query = page(query(filter), limit, cursor);
        return read("reading the journal", send("reading the journal", request(JOURNAL + query)), Answers::journal);
    }

    /**
     * Writes what has happened to a file, as CSV, latest first, in place of what it holds. The time limit counts until the
     * answer begins.
     *
     * @throws TaskmillException if not all of it came; then the file holds any part of it
     */
    public void exportJournal(JournalFilter filter, Path file) {
        String what = "exporting the journal";
        HttpRequest request = request(JOURNAL + ".csv" + query(filter), "text/csv, application/problem+json")
                .timeout(timeout)
                .build();
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(
                request,
                status -> status.statusCode() / 100 == 2
                        ? BodySubscribers.mapping(
                                BodySubscribers.ofFile(
                                        file,
                                        StandardOpenOption.CREATE,
                                        StandardOpenOption.TRUNCATE_EXISTING,
                                        StandardOpenOption.WRITE),
                                Path::toString)
                        : BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_ANSWER_BYTES)
                                .apply(status));
        try {
            var _ = read(what, answer.get(), Function.identity());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new UnavailableException(what + " was interrupted", e);
        } catch (ExecutionException e) {
            throw failed(what, e);
        }
    }

    private static StringJoiner query(JournalFilter filter) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        filter.parameters().forEach((name, value) -> query.add(name + "=" + encoded(value)));
        return query;
    }

    /** Lists the pools and types that are paused. */
    public Pauses pauses() {
        return read("listing pauses", send("listing pauses", request(PAUSES)), Answers::pauses);
    }

    /**
     * Keeps tasks of a pool from starting; what runs goes on. Sent up to three times with one command's id, while there is no
     * answer or the API is not available.
     *
     * @param reason for people; null if there is none to give
     * @throws RefusedException if there can be no such pool, or there are too many pauses ({@code too-many-pauses})
     */
    public PausesChanged pausePool(String pool, @Nullable String reason) {
        return pauses("pausing pool " + pool, "PUT", "/pools/" + encoded(pool), reason);
    }

    /** Lets tasks of a pool start again; of one that is not paused nothing changes. Repeated as a pause. */
    public PausesChanged resumePool(String pool, @Nullable String reason) {
        return pauses("resuming pool " + pool, "DELETE", "/pools/" + encoded(pool), reason);
    }

    /**
     * The same as {@link #pausePool} for a type of task.
     *
     * @throws RefusedException if no worker has announced it ({@code unknown-task-type}), or there are too many pauses
     */
    public PausesChanged pauseType(String type, @Nullable String reason) {
        return pauses("pausing type " + type, "PUT", "/types/" + encoded(type), reason);
    }

    /** The same as {@link #resumePool} for a type of task. */
    public PausesChanged resumeType(String type, @Nullable String reason) {
        return pauses("resuming type " + type, "DELETE", "/types/" + encoded(type), reason);
    }

    private PausesChanged pauses(String what, String method, String path, @Nullable String reason) {
        String command = UUID.randomUUID().toString();
        return repeats.of(() -> {
            HttpResponse<String> answer =
                    send(what, commandRequest(command, method, PAUSES + path, Bodies.reason(reason)));
            return new PausesChanged(command, answer.statusCode() == 200, read(what, answer, Answers::pauses));
        });
    }

    /**
     * Lists messages that nobody could read or route.
     *
     * @param limit how many at most; null leaves it to the API
     */
    public DeadLetters deadLetters(@Nullable Integer limit) {
        String what = "listing dead letters";
        String query = limit == null ? "" : "?limit=" + limit;
        return read(what, send(what, request(DEAD_LETTERS + query)), Answers::deadLetters);
    }

    /** Shows one of the oldest dead letters. */
    public WholeLetter deadLetter(String id) {
        String what = "asking for dead letter " + id;
        return read(what, send(what, request(DEAD_LETTERS + "/" + encoded(id))), Answers::wholeLetter);
    }

    /**
     * Puts a dead letter's message back into the queue that it came from.
     *
     * @throws RefusedException if it cannot go there ({@code not-replayable})
     */
    public ActedOn replayDeadLetter(String id) {
        return replay("replaying dead letter " + id, "/" + encoded(id) + "/replay");
    }

    /** Puts the messages of all dead letters back, as far as they can and as many as the API does at once. */
    public ActedOn replayDeadLetters() {
        return replay("replaying dead letters", "/replay");
    }

    private ActedOn replay(String what, String path) {
        HttpRequest.Builder request = request(DEAD_LETTERS + path).POST(BodyPublishers.noBody());
        return read(what, send(what, request), Answers::replayed);
    }

    /** Drops a dead letter for good. */
    public void deleteDeadLetter(String id) {
        String what = "deleting dead letter " + id;
        HttpRequest.Builder request = request(DEAD_LETTERS + "/" + encoded(id)).DELETE();
        var _ = read(what, send(what, request), Function.identity());
    }

    /** Drops all dead letters for good, as many as the API does at once. */
    public ActedOn deleteDeadLetters() {
        String what = "deleting dead letters";
        HttpRequest.Builder request = request(DEAD_LETTERS + "?confirm=true").DELETE();
        return read(what, send(what, request), Answers::deleted);
    }

    /**
     * Begins a stream of changes.
     *
     * @param filters parameters of the request, by name
     */
    EventStream stream(Map<String, String> filters) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        filters.forEach((name, value) -> query.add(encoded(name) + "=" + encoded(value)));
        EventStream events = new EventStream("following tasks at " + address);
        events.begin(http, request(TASKS + "/stream" + query, "text/event-stream, application/problem+json"));
        return events;
    }

    /**
     * Lists schedules by name.
     *
     * @param limit how many at most; null leaves it to the API
     * @param cursor the {@link SchedulePage#next} of the page before; null for the first page
     */
    public SchedulePage schedules(@Nullable Integer limit, @Nullable String cursor) {
        String query = page(new StringJoiner("&", "?", "").setEmptyValue(""), limit, cursor);
        return read("listing schedules", send("listing schedules", request(SCHEDULES + query)), Answers::schedules);
    }

    /** Asks for a schedule. */
    public ScheduleView schedule(String name) {
        String what = "asking for schedule " + name;
        return read(what, send(what, request(SCHEDULES + "/" + encoded(name))), Answers::schedule);
    }

    /**
     * Asks when a schedule fires next, as if it was not paused.
     *
     * @param count how many firings at most; null leaves it to the API
     */
    public NextFirings nextFirings(String name, @Nullable Integer count) {
        String what = "asking when schedule " + name + " fires";
        String query = count == null ? "" : "?count=" + count;
        return read(what, send(what, request(SCHEDULES + "/" + encoded(name) + "/next" + query)), Answers::nextFirings);
    }

    /**
     * Makes a schedule, or replaces what it does. Sent up to three times with one command's id, while there is no answer or
     * the API is not available; as are the other commands to schedules.
     */
    public ScheduleChanged putSchedule(String name, SchedulePlan plan) {
        return change("making schedule " + name, "PUT", encoded(name), Bodies.plan(plan));
    }

    /** @param reason for people; null if there is none to give */
    public ScheduleChanged pauseSchedule(String name, @Nullable String reason) {
        return change("pausing schedule " + name, "POST", encoded(name) + "/pause", Bodies.reason(reason));
    }

    /** Lets a paused schedule fire again. */
    public ScheduleChanged resumeSchedule(String name) {
        return change("resuming schedule " + name, "POST", encoded(name) + "/resume", "");
    }

    /** Lets a schedule fire once now. */
    public ScheduleChanged runSchedule(String name) {
        return change("running schedule " + name, "POST", encoded(name) + "/run", "");
    }

    private ScheduleChanged change(String what, String method, String target, String body) {
        String command = UUID.randomUUID().toString();
        return repeats.of(() -> {
            HttpRequest.Builder request = request(SCHEDULES + "/" + target)
                    .header(COMMAND_ID, command)
                    .method(method, BodyPublishers.ofString(body, StandardCharsets.UTF_8));
            HttpResponse<String> answer =
                    send(what, body.isEmpty() ? request : request.header("Content-Type", "application/json"));
            return new ScheduleChanged(command, answer.statusCode() == 200, read(what, answer, Answers::schedule));
        });
    }

    /**
     * Deletes a schedule. The tasks that it has made stay.
     *
     * @return whether it is gone; if not, it will be
     */
    public boolean deleteSchedule(String name) {
        String what = "deleting schedule " + name;
        String command = UUID.randomUUID().toString();
        return repeats.of(() -> {
            HttpResponse<String> answer = send(
                    what,
                    request(SCHEDULES + "/" + encoded(name))
                            .header(COMMAND_ID, command)
                            .DELETE());
            var _ = read(what, answer, Function.identity());
            return answer.statusCode() == 204;
        });
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }

    private HttpRequest.Builder request(String path) {
        return request(path, "application/json, application/problem+json");
    }

    private HttpRequest.Builder request(String path, String accepted) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path)).header("Accept", accepted);
        return language == null ? request : request.header("Accept-Language", language);
    }

    /** Waits by itself: the time limit of the JDK's client ends with the headers, so a stuck body would never time out. */
    private HttpResponse<String> send(String what, HttpRequest.Builder request) {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(
                request.build(),
                BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_ANSWER_BYTES));
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new UnavailableException(what + " got no answer from " + address + " within " + timeout, e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new UnavailableException(what + " was interrupted", e);
        } catch (ExecutionException e) {
            throw failed(what, e);
        }
    }

    private TaskmillException failed(String what, ExecutionException e) {
        Throwable cause = e.getCause();
        String why = why(cause);
        if (cause instanceof IOException && !(cause instanceof ProtocolException)) {
            return new UnavailableException(what + " did not reach " + address + ": " + why, cause);
        }
        return new UnexpectedAnswerException(what + " failed at " + address + ": " + why, cause);
    }

    /** The JDK's exceptions of failed connections often say nothing. */
    private static String why(@Nullable Throwable cause) {
        if (cause == null || cause.getMessage() != null) {
            return String.valueOf(cause == null ? null : cause.getMessage());
        }
        if (cause.getCause() instanceof UnresolvedAddressException) {
            return "the host is not known";
        }
        return cause instanceof ConnectException
                ? "nobody listens there"
                : cause.getClass().getSimpleName();
    }

    private <T> T read(String what, HttpResponse<String> answer, Function<String, T> reader) {
        if (answer.statusCode() / 100 != 2) {
            throw Errors.of(what, answer);
        }
        try {
            return reader.apply(answer.body());
        } catch (IllegalArgumentException e) {
            throw new UnexpectedAnswerException(
                    what + " got an answer from " + address + " that cannot be read: " + e.getMessage(), e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
