package io.taskmill.api.submit;

import io.taskmill.api.problem.Violation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the members of one object and notes whatever is wrong with them, so that all of it is told at once. */
final class Members {

    private final ObjectNode object;
    private final String pointer;
    private final List<Violation> violations;
    private final int violationsBefore;

    /** @param known all members that the object may have */
    Members(ObjectNode object, String pointer, Set<String> known, List<Violation> violations) {
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
    boolean sound() {
        return violations.size() == violationsBefore;
    }

    /** The text, or an empty one after noting why there is none. */
    String requiredText(String name, int maxLength) {
        if (present(name) == null) {
            note(name, "is required");
            return "";
        }
        String text = text(name, maxLength);
        return text == null ? "" : text;
    }

    /** The text; null if it is absent, or wrong, which is noted. */
    @Nullable String text(String name, int maxLength) {
        JsonNode value = present(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            note(name, "must be a string");
            return null;
        }
        String text = value.stringValue();
        if (text.isEmpty() || text.length() > maxLength) {
            note(name, "must have 1 to " + maxLength + " characters");
            return null;
        }
        return text;
    }

    /** The members of a member; null if it is absent, or wrong, which is noted. */
    @Nullable Members object(String name, Set<String> known) {
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

    private @Nullable JsonNode present(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private void note(String name, String message) {
        violations.add(new Violation(Violation.member(pointer, name), message));
    }
}
