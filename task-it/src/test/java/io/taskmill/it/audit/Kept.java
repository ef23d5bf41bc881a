package io.taskmill.it.audit;

import io.taskmill.testkit.RealStore;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the store says of a task, read past the code that wrote it.
 *
 * @param creator empty if it has none
 * @param error the code of what it failed with; empty unless it did
 * @param run the id of the last run that it is known to have had; empty if it had none
 * @param value what its handler gave as its result; empty if it gave none
 * @param submitted whether it is known what was asked for; not any more once it is deleted
 * @param origin what it is and why
 * @param endMillis when it ended; {@code Long.MAX_VALUE} if it has not
 * @param deletedMillis when it was deleted; {@code Long.MAX_VALUE} if it was not
 */
record Kept(
        String id,
        String creator,
        boolean submitted,
        Origin origin,
        String phase,
        @Nullable String state,
        String error,
        String run,
        String value,
        int epoch,
        int attempt,
        long endMillis,
        long deletedMillis,
        List<Happened> history,
        boolean whole,
        boolean outboxEmpty) {

    /**
     * What it is, and where it comes from.
     *
     * @param parent the task that has it as its child; empty if none has
     * @param after the tasks that it waits for
     * @param schedule the name of the one that has made it; empty if none has
     * @param firingMillis for which of its times; 0 if there is none
     */
    record Origin(String type, String parent, List<String> after, String schedule, long firingMillis) {

        private static Origin of(Map<?, ?> spec) {
            Map<?, ?> by = map(spec.get("schedule"));
            return new Origin(
                    Objects.toString(spec.get("type"), ""),
                    Objects.toString(map(spec.get("parent")).get("task"), ""),
                    list(map(spec.get("after")).get("tasks")).stream()
                            .map(Objects::toString)
                            .toList(),
                    Objects.toString(by.get("name"), ""),
                    by.isEmpty() ? 0 : millis(by.get("firing")));
        }
    }

    /** A gate, with how many it lets in or keeps waiting. */
    record Gate(String key, int holders, int waiting) {

        static List<Gate> all(RealStore store) {
            return store.find("gates", "{}").stream()
                    .map(document -> new Gate(
                            Objects.toString(document.get("_id")),
                            list(document.get("holders")).size(),
                            list(document.get("waiting")).size()))
                    .toList();
        }
    }

    /** One entry of the history. */
    record Happened(
            long atMillis,
            String kind,
            int epoch,
            @Nullable String run,
            @Nullable String reason) {}

    /** All tasks that the store knows. */
    static List<Kept> all(RealStore store) {
        return store.find("tasks", "{}").stream().map(Kept::of).toList();
    }

    private static Kept of(Map<String, @Nullable Object> document) {
        Map<?, ?> spec = map(document.get("spec"));
        Map<?, ?> end = map(document.get("end"));
        String state = end.isEmpty() ? null : (String) end.get("state");
        return new Kept(
                Objects.toString(document.get("_id")),
                Objects.requireNonNullElse((String) spec.get("creator"), ""),
                !spec.isEmpty(),
                Origin.of(spec),
                Objects.toString(document.get("phase")),
                state,
                Objects.toString(map(end.get("error")).get("code"), ""),
                Objects.toString(map(document.get("run")).get("id"), ""),
                Objects.toString(end.get("value"), ""),
                (Integer) Objects.requireNonNull(document.get("epoch")),
                (Integer) Objects.requireNonNull(document.get("attempt")),
                millis(end.get("at")),
                millis(map(document.get("deleted")).get("at")),
                list(document.get("history")).stream().map(Kept::happened).toList(),
                !document.containsKey("historyDropped"),
                list(document.get("outbox")).isEmpty());
    }

    private static Happened happened(Object entry) {
        Map<?, ?> fields = (Map<?, ?>) entry;
        return new Happened(
                millis(fields.get("at")),
                Objects.toString(fields.get("kind")),
                (Integer) Objects.requireNonNull(fields.get("epoch")),
                (String) fields.get("run"),
                (String) fields.get("reason"));
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value == null ? Map.of() : (Map<?, ?>) value;
    }

    private static List<?> list(@Nullable Object value) {
        return value == null ? List.of() : (List<?>) value;
    }

    private static long millis(@Nullable Object date) {
        return date == null ? Long.MAX_VALUE : ((Date) date).toInstant().toEpochMilli();
    }

    boolean isDeleted() {
        return deletedMillis != Long.MAX_VALUE;
    }

    /** How often something of that kind has happened. */
    long count(String kind) {
        return history.stream().filter(entry -> entry.kind().equals(kind)).count();
    }
}
