package io.taskmill.it.page;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A task as the API would tell it; each change makes a later version. */
final class FakeTask {

    private static final String MESSAGE = "message";

    private final Map<String, Object> members = new LinkedHashMap<>();
    private final Map<String, Object> large = new LinkedHashMap<>();
    private long version = 1;

    FakeTask(String id, String type, Instant created) {
        set("id", id).set("recorded", true).set("created", created.toString());
        set("type", type).set("typeVersion", 1).set("priority", "normal");
        set("state", "INITIAL")
                .set("phase", "QUEUED")
                .set("category", "PENDING")
                .set("progress", 0);
        set("attempt", 1).set("epoch", 1).set("crashRecoveries", 0);
    }

    String id() {
        return (String) Objects.requireNonNull(members.get("id"));
    }

    String category() {
        return (String) Objects.requireNonNull(members.get("category"));
    }

    String state() {
        return (String) Objects.requireNonNull(members.get("state"));
    }

    FakeTask set(String member, @Nullable Object value) {
        if (value == null) {
            members.remove(member);
        } else {
            members.put(member, value);
        }
        return this;
    }

    FakeTask params(Object params) {
        large.put("params", params);
        return this;
    }

    /** Adds what has happened. */
    FakeTask history(Object... entries) {
        large.put("history", List.of(entries));
        large.put("historyDropped", 3);
        return this;
    }

    FakeTask runs(Instant now, int progress, String... message) {
        members.putIfAbsent("started", now.toString());
        set("state", "IN_PROGRESS")
                .set("phase", "RUNNING")
                .set("progress", progress)
                .set("worker", "worker-1");
        set("run", "r-1");
        if (message.length == 2) {
            set(MESSAGE, Map.of("en", message[0], "ru", message[1]));
        }
        return changed();
    }

    FakeTask finishes(Instant now, Object output) {
        members.putIfAbsent("started", now.toString());
        set("state", "FINISHED")
                .set("category", "FINISHED")
                .set("progress", 100)
                .set("result", "SUCCESS");
        large.put("output", output);
        return ends(now);
    }

    FakeTask fails(Instant now, String code, String text) {
        members.putIfAbsent("started", now.toString());
        set("state", "FAILED").set("category", "FAILED").set("result", "FAILURE");
        set("error", Map.of("code", code, "text", text, "retryable", false));
        return ends(now);
    }

    /** Its attempt has failed, and another one follows a minute later. */
    FakeTask waits(Instant now, int attempt, String code, String text) {
        set("state", "IN_PROGRESS").set("phase", "RETRY_WAIT").set("attempt", attempt);
        set("phaseSince", now.toString())
                .set("nextAttemptAt", now.plusSeconds(60).toString());
        set("lastFailure", Map.of("attempt", attempt, "code", code, "text", text, "at", now.toString()));
        large.put("maxAttempts", 5);
        return changed();
    }

    /** What runs is told to stop, what waits has ended. */
    FakeTask cancels(Instant now, @Nullable String reason) {
        set(
                "cancelled",
                reason == null ? Map.of("at", now.toString()) : Map.of("at", now.toString(), "reason", reason));
        if ("RUNNING".equals(members.get("phase"))) {
            return set("phase", "ABORTING").changed();
        }
        set("state", "CANCELLED").set("category", "FAILED").set("result", "FAILURE");
        return set("nextAttemptAt", null).ends(now);
    }

    /** Is dispatched once more. */
    FakeTask retries() {
        set("state", "IN_PROGRESS").set("category", "PENDING").set("phase", "QUEUED");
        set("error", null).set("cancelled", null).set("result", null).set("finished", null);
        return set("epoch", epoch() + 1).changed();
    }

    int epoch() {
        return (Integer) Objects.requireNonNull(members.get("epoch"));
    }

    private FakeTask ends(Instant now) {
        return set("phase", "DONE")
                .set("finished", now.toString())
                .set("estimatedEnd", null)
                .changed();
    }

    private FakeTask changed() {
        version++;
        return this;
    }

    Map<String, Object> row(String language) {
        Map<String, Object> row = new LinkedHashMap<>(members);
        row.putIfAbsent("version", version);
        row.putIfAbsent("typeName", FakeTexts.type(String.valueOf(members.get("type")), language));
        row.putIfAbsent("stateName", FakeTexts.state(state(), language));
        if (members.get(MESSAGE) instanceof Map<?, ?> texts) {
            row.put(MESSAGE, Map.of("text", Objects.requireNonNull(texts.get(language))));
        }
        return row;
    }

    Map<String, Object> view(String language) {
        if (Boolean.FALSE.equals(members.get("recorded"))) {
            return Map.of("id", id(), "recorded", false, "created", Objects.requireNonNull(members.get("created")));
        }
        Map<String, Object> view = row(language);
        view.putAll(large);
        return view;
    }
}
