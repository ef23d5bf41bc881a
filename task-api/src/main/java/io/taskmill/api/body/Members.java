package io.taskmill.api.body;

import io.taskmill.api.problem.Violation;
import io.taskmill.model.Priority;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the members of one object and notes whatever is wrong with them, so that all of it is told at once. */
public final class Members {

    /** Of those that {@link Duration#parse} reads, the ones that are one way of saying it; few enough digits to add up. */
    private static final Pattern DURATION =
            Pattern.compile("P(?=\\d|T\\d)(\\d{1,9}D)?(T(?=\\d)(\\d{1,9}H)?(\\d{1,9}M)?(\\d{1,9}(\\.\\d{1,9})?S)?)?");

    private final ObjectNode object;
    private static final int MAX_PRIORITY = 255;

    private final String pointer;
    private final List<Violation> violations;
    private final int violationsBefore;

    /** @param known all members that the object may have */
    public Members(ObjectNode object, String pointer, Set<String> known, List<Violation> violations) {
        this.object = object;
        this.pointer = pointer;
        this.violations = violations;
        this.violationsBefore = violations.size();
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                note(
                        name,
                        "is not a known member; known are "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }

    /** Whether nothing was wrong so far. */
    public boolean sound() {
        return violations.size() == violationsBefore;
    }

    /** The text, or an empty one after noting why there is none. */
    public String requiredText(String name, int maxLength) {
        if (present(name) == null) {
            note(name, "is required");
            return "";
        }
        String text = text(name, maxLength);
        return text == null ? "" : text;
    }

    /** The text; null if it is absent, or wrong, which is noted. */
    public @Nullable String text(String name, int maxLength) {
        JsonNode value = present(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            note(name, "must be a string");
            return null;
        }
        String text = value.stringValue();
        if (!isText(text, maxLength)) {
            note(name, "must have 1 to " + maxLength + " characters");
            return null;
        }
        return text;
    }

    /** The priority; null if it is absent, or wrong, which is noted. */
    public @Nullable Priority priority(String name) {
        String text = text(name, MAX_PRIORITY);
        try {
            return text == null ? null : Priority.parse(text);
        } catch (IllegalArgumentException e) {
            note(name, "must be one of high, normal, low");
            return null;
        }
    }

    /** The whole number; null if it is absent, or wrong, which is noted. */
    public @Nullable Integer number(String name, int least, int most) {
        JsonNode value = present(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            note(name, "must be a whole number of " + least + " to " + most);
            return null;
        }
        return value.intValue();
    }

    /** The span of time, to the millisecond; null if it is absent, or wrong, which is noted. */
    public @Nullable Duration duration(String name, Duration least, Duration most) {
        JsonNode value = present(name);
        if (value == null) {
            return null;
        }
        if (!value.isString() || !DURATION.matcher(value.stringValue()).matches()) {
            note(name, "must be an ISO-8601 duration of days, hours, minutes and seconds, such as PT1M30S");
            return null;
        }
        Duration duration = Duration.parse(value.stringValue());
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            note(name, "must be " + least + " to " + most);
            return null;
        }
        return duration.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The instant, to the millisecond; null if it is absent, or wrong, which is noted. */
    public @Nullable Instant instant(String name) {
        JsonNode value = present(name);
        if (value == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(value.isString() ? value.stringValue() : "")
                    .toInstant()
                    .truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeParseException e) {
            note(name, "must be an ISO-8601 date and time with its offset, such as 2031-05-04T12:00:00Z");
            return null;
        }
    }

    /** The different texts of an array; null if it is absent, or wrong, which is noted. */
    public @Nullable Set<String> texts(String name, int most, int maxLength) {
        JsonNode value = present(name);
        if (value == null) {
            return null;
        }
        if (!value.isArray() || value.size() > most) {
            note(name, "must be an array of at most " + most + " strings");
            return null;
        }
        Set<String> texts = new TreeSet<>();
        for (JsonNode element : value) {
            if (!element.isString() || !isText(element.stringValue(), maxLength)) {
                note(name, "must be an array of strings of 1 to " + maxLength + " characters");
                return null;
            }
            texts.add(element.stringValue());
        }
        return texts;
    }

    /** The members of a member; null if it is absent, or wrong, which is noted. */
    public @Nullable Members object(String name, Set<String> known) {
        JsonNode value = present(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof ObjectNode inner)) {
            note(name, "must be an object");
            return null;
        }
        return new Members(inner, Violation.member(pointer, name), known, violations);
    }

    private static boolean isText(String text, int maxLength) {
        return !text.isEmpty() && text.length() <= maxLength;
    }

    private @Nullable JsonNode present(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** Notes what is wrong with a member beyond its own form. */
    public void note(String name, String message) {
        violations.add(new Violation(Violation.member(pointer, name), message));
    }
}
