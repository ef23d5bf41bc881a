package io.taskmill.cli.log;

import io.taskmill.cli.text.SafeText;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A line of a log in the format that Spring Boot calls logstash, or any other line. */
public final class LogLine {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String TIME = "@timestamp";
    private static final String LEVEL = "level";
    private static final String LOGGER = "logger_name";
    private static final String MESSAGE = "message";
    private static final String STACK_TRACE = "stack_trace";
    private static final String TASK = "task";
    private static final String INDENT = "    ";

    /** What says nothing to people, or is shown elsewhere in the line. */
    private static final Set<String> NOT_CONTEXT =
            Set.of(TIME, LEVEL, LOGGER, MESSAGE, STACK_TRACE, "@version", "level_value", "thread_name", "tags");

    private final String raw;
    private final @Nullable JsonNode event;

    private LogLine(String raw, @Nullable JsonNode event) {
        this.raw = raw;
        this.event = event;
    }

    /** Never fails: what is no JSON object is shown as it is. */
    public static LogLine parse(String line) {
        try {
            JsonNode tree = JSON.readTree(line);
            return new LogLine(line, tree.isObject() ? tree : null);
        } catch (JacksonException e) {
            return new LogLine(line, null); // a program that broke off in the midst of a line, or wrote something else
        }
    }

    /** Whether it was logged about this task. */
    public boolean isAbout(String task) {
        return event != null && text(event, TASK).equalsIgnoreCase(task);
    }

    /** For people: time, level, logger, message and context in one line, then the stack trace. */
    public List<String> text() {
        if (event == null) {
            return List.of(SafeText.line(raw));
        }
        StringBuilder text = new StringBuilder(String.format(
                "%-24s %-5s %s: %s", time(event), text(event, LEVEL), logger(event), text(event, MESSAGE)));
        event.properties().forEach(member -> {
            if (!NOT_CONTEXT.contains(member.getKey())) {
                text.append(' ')
                        .append(member.getKey())
                        .append('=')
                        .append(member.getValue().asString());
            }
        });
        List<String> lines = new ArrayList<>();
        Stream.concat(text.toString().lines(), text(event, STACK_TRACE).lines())
                .forEach(line -> lines.add((lines.isEmpty() ? "" : INDENT) + SafeText.line(line)));
        return lines;
    }

    /** To the millisecond, which is enough to see what came first. */
    private static String time(JsonNode event) {
        String time = text(event, TIME);
        try {
            return Instant.parse(time).truncatedTo(ChronoUnit.MILLIS).toString();
        } catch (DateTimeParseException e) {
            return time; // shown as it is, like everything else that is not understood
        }
    }

    /** Without its package, which people know. */
    private static String logger(JsonNode event) {
        String name = text(event, LOGGER);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String text(JsonNode event, String member) {
        return event.path(member).asString("");
    }
}
