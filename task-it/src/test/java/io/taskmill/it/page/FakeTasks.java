package io.taskmill.it.page;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tasks in memory, and who listens. One lock guards all: what a test does and what a request sees never overlap. */
class FakeTasks {

    /** Answers a submission; the default accepts. */
    interface Reception extends Function<Map<String, Object>, @Nullable ResponseEntity<Object>> {}

    /** What was asked of a task that is there. */
    record Command(String task, String verb, String id, Map<String, Object> body) {}

    /** Answers a command by throwing; the default carries it out. */
    interface Obedience extends Consumer<Command> {}

    record Listener(SseEmitter emitter, String language) {}

    private final Clock clock = Clock.systemUTC();
    private final TreeMap<String, FakeTask> tasks = new TreeMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final List<Map<String, Object>> submitted = new ArrayList<>();
    private static final List<String> TYPES = List.of("COUNT", "HTTP_CALL");

    private List<String> types = TYPES;
    private List<Map<String, Object>> pauses = List.of();
    private final List<Command> commands = new ArrayList<>();
    private final Set<String> deleted = new HashSet<>();
    private Reception reception = _ -> null;
    private Obedience obedience = _ -> {};
    private boolean away;
    private int issued;
    private int summaries;
    private int lists;

    Instant now() {
        return clock.instant();
    }

    /** Forgets all tasks and whims. */
    synchronized void reset() {
        tasks.clear();
        submitted.clear();
        commands.clear();
        deleted.clear();
        obedience = _ -> {};
        reception = _ -> null;
        types = TYPES;
        pauses = List.of();
        away = false;
        dropConnections();
    }

    synchronized void receive(Reception other) {
        reception = other;
    }

    synchronized void obey(Obedience other) {
        obedience = other;
    }

    synchronized void pause(List<Map<String, Object>> all) {
        pauses = all;
    }

    synchronized List<Map<String, Object>> pauses() {
        return pauses;
    }

    /** What was asked, as it was. */
    synchronized List<Command> commands() {
        return List.copyOf(commands);
    }

    synchronized Map<String, Object> command(Command command, String language) {
        commands.add(command);
        obedience.accept(command);
        FakeTask task = task(command.task());
        if (command.verb().equals("cancel")) {
            task.cancels(now(), (String) command.body().get("reason"));
        } else {
            task.retries();
        }
        tell(task);
        return task.view(language);
    }

    /** Deletes a task that has ended; another one is cancelled, if that is confirmed. */
    synchronized ResponseEntity<Object> delete(Command command, boolean confirmed, String language) {
        commands.add(command);
        obedience.accept(command);
        FakeTask task = task(command.task());
        if (!task.category().equals("PENDING")) {
            forget(task);
            return ResponseEntity.noContent().build();
        }
        if (!confirmed) {
            throw ApiException.of(ProblemType.TASK_PENDING, "It has not ended.");
        }
        task.cancels(now(), "deleted");
        tell(task);
        return ResponseEntity.ok(task.view(language));
    }

    /** Deletes a task and tells that. */
    synchronized void forget(FakeTask task) {
        tasks.remove(task.id());
        deleted.add(task.id());
        Map<String, Object> gone = Map.of("id", task.id(), "version", 99);
        listeners.removeIf(listener -> !send(listener, "deleted", gone));
    }

    synchronized boolean isDeleted(String id) {
        return deleted.contains(id);
    }

    /** Records a task without telling anybody. */
    synchronized FakeTask addSilently(String type, Instant created) {
        FakeTask task = new FakeTask(issue(created), type, created);
        tasks.put(task.id(), task);
        return task;
    }

    synchronized void announce(String... announced) {
        types = List.of(announced);
    }

    synchronized List<String> types() {
        return types;
    }

    /** While away, everything but the page is refused and nobody hears anything. */
    synchronized void away(boolean isAway) {
        away = isAway;
        if (isAway) {
            dropConnections();
        }
    }

    synchronized boolean isAway() {
        return away;
    }

    private void dropConnections() {
        listeners.forEach(listener -> listener.emitter().complete());
        listeners.clear();
    }

    synchronized String issue(Instant created) {
        return "%08x-%04x-7000-8000-%012x"
                .formatted(created.toEpochMilli() >> 16, created.toEpochMilli() & 0xffff, ++issued);
    }

    /** Records a task and tells it. */
    synchronized FakeTask add(String type, Instant created) {
        FakeTask task = addSilently(type, created);
        tell(task);
        return task;
    }

    /** The ids of a category as a list must show them. */
    synchronized List<String> newest(String category, int count) {
        return tasks.descendingMap().values().stream()
                .filter(task -> task.category().equals(category))
                .limit(count)
                .map(FakeTask::id)
                .toList();
    }

    /** Tells of a change of a task that is recorded. */
    synchronized void tell(FakeTask task) {
        listeners.removeIf(listener -> !send(listener, "task", task.row(listener.language())));
    }

    /** Tells what is no row. */
    synchronized void tellRaw(Object data) {
        listeners.removeIf(listener -> !send(listener, "task", data));
    }

    synchronized void overrun() {
        listeners.removeIf(listener -> !send(listener, "reset", Map.of("reason", "overrun")));
    }

    private static boolean send(Listener listener, String event, Object data) {
        try {
            listener.emitter().send(SseEmitter.event().name(event).data(data, MediaType.APPLICATION_JSON));
            return true;
        } catch (IOException | IllegalStateException e) {
            return false; // the browser is gone
        }
    }

    synchronized SseEmitter listen(String language) {
        Listener listener = new Listener(new SseEmitter(0L), language);
        send(listener, "reset", Map.of("reason", "connected"));
        listeners.add(listener);
        return listener.emitter();
    }

    synchronized int listenerCount() {
        return listeners.size();
    }

    /** One that must be there. */
    FakeTask task(String id) {
        return Objects.requireNonNull(find(id), id);
    }

    synchronized @Nullable FakeTask find(String id) {
        return tasks.get(id);
    }

    synchronized Map<String, Object> page(String category, @Nullable String cursor, int limit, String language) {
        lists++;
        List<FakeTask> found = tasks.descendingMap().values().stream()
                .filter(task -> task.category().equals(category))
                .filter(task -> cursor == null || task.id().compareTo(cursor.substring(2)) < 0)
                .limit(limit + 1L)
                .toList();
        List<Map<String, Object>> items =
                found.stream().limit(limit).map(task -> task.row(language)).toList();
        return found.size() > limit
                ? Map.of("items", items, "next", "c-" + found.get(limit - 1).id())
                : Map.of("items", items);
    }

    synchronized Map<String, Object> summary() {
        summaries++;
        Map<String, Long> counts =
                tasks.values().stream().collect(Collectors.groupingBy(FakeTask::category, Collectors.counting()));
        return Map.of(
                "categories",
                Stream.of("PENDING", "FAILED", "FINISHED")
                        .collect(Collectors.toMap(each -> each, each -> counts.getOrDefault(each, 0L))),
                "recounting",
                false);
    }

    synchronized int summariesAsked() {
        return summaries;
    }

    synchronized int listsAsked() {
        return lists;
    }

    /** What was posted, as it was. */
    synchronized List<Map<String, Object>> submitted() {
        return List.copyOf(submitted);
    }

    synchronized ResponseEntity<Object> submit(Map<String, Object> submission, String language) {
        submitted.add(submission);
        ResponseEntity<Object> whim = reception.apply(submission);
        if (whim != null) {
            return whim;
        }
        FakeTask task = new FakeTask(issue(now()), String.valueOf(submission.get("type")), now())
                .set("creator", submission.get("creator"))
                .params(submission.getOrDefault("params", Map.of()));
        tasks.put(task.id(), task);
        tell(task);
        Map<String, Object> answer = task.view(language);
        answer.put("recorded", false);
        answer.remove("version");
        return ResponseEntity.accepted().body(answer);
    }
}
