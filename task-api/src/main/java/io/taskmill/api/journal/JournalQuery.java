package io.taskmill.api.journal;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.text.AskedLocaleResolver;
import io.taskmill.model.Names;
import io.taskmill.model.journal.JournalIds;
import io.taskmill.model.journal.JournalKind;
import io.taskmill.model.journal.JournalLevel;
import io.taskmill.store.JournalFilter;
import io.taskmill.store.JournalFilter.Subject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which entries of the journal a request asks for. */
final class JournalQuery {

    static final String FROM = "from";
    static final String TO = "to";
    static final String TYPE = "type";
    static final String ACTOR = "actor";
    static final String ENTITY = "entity";
    static final String LEVEL = "level";
    static final String KIND = "kind";
    static final String LIMIT = "limit";
    static final String CURSOR = "cursor";

    /** What an export can be asked for. */
    static final List<String> FILTERS =
            List.of(FROM, TO, TYPE, ACTOR, ENTITY, LEVEL, KIND, AskedLocaleResolver.PARAMETER);

    /** The same of a page. */
    static final List<String> PARAMETERS =
            Stream.concat(FILTERS.stream(), Stream.of(LIMIT, CURSOR)).toList();

    static final String SERVED =
            "At most one of type, actor, entity and kind; level with it, unless that is kind, or alone; from and to"
                    + " with any.";

    private static final int LONGEST_ACTOR = 1_000;
    private static final int LONGEST_ENTITY = 63 + 1 + 255;

    private JournalQuery() {}

    /** @throws ApiException if a filter cannot be, or no index serves them together */
    static JournalFilter filter(Map<String, String> query) {
        List<String> subjects =
                Stream.of(TYPE, ACTOR, ENTITY, KIND).filter(query::containsKey).toList();
        boolean levelOfKind = query.containsKey(KIND) && query.containsKey(LEVEL);
        if (subjects.size() > 1 || levelOfKind) {
            String together = String.join(" and ", levelOfKind ? List.of(KIND, LEVEL) : subjects);
            throw ApiException.of(ProblemType.UNSERVED_FILTERS, together + " cannot be asked for together. " + SERVED)
                    .with("hint", SERVED);
        }
        Instant from = instant(FROM, query.get(FROM));
        Instant to = instant(TO, query.get(TO));
        if (from != null && to != null && !from.isBefore(to)) {
            throw malformed(TO, to.toString(), "after from, which is " + from);
        }
        return new JournalFilter(from, to, levels(query.get(LEVEL)), subject(query));
    }

    private static Set<JournalLevel> levels(@Nullable String level) {
        return level == null
                ? EnumSet.allOf(JournalLevel.class)
                : EnumSet.of(constant(LEVEL, level, JournalLevel.values()));
    }

    private static @Nullable Subject subject(Map<String, String> query) {
        String type = query.get(TYPE);
        if (type != null) {
            return new Subject.Type(type(type));
        }
        String actor = query.get(ACTOR);
        if (actor != null) {
            return new Subject.Actor(text(ACTOR, actor, LONGEST_ACTOR, "1 to " + LONGEST_ACTOR + " characters"));
        }
        String entity = query.get(ENTITY);
        if (entity != null) {
            return new Subject.Entity(text(
                    ENTITY,
                    entity,
                    LONGEST_ENTITY,
                    "a kind, such as vm, or kind and id, such as vm:7; 1 to " + LONGEST_ENTITY + " characters"));
        }
        String kind = query.get(KIND);
        return kind == null ? null : new Subject.Kind(constant(KIND, kind, JournalKind.values()));
    }

    private static String type(String type) {
        try {
            return Names.requireType(type);
        } catch (IllegalArgumentException e) {
            throw malformed(TYPE, type, "1 to 63 of A-Z, 0-9 and '_', beginning with a letter");
        }
    }

    private static String text(String name, String value, int longest, String rule) {
        if (value.isEmpty() || value.length() > longest) {
            throw malformed(name, value, rule);
        }
        return value;
    }

    private static @Nullable Instant instant(String name, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw malformed(name, text, "an instant, such as 2026-05-01T10:00:00Z");
        }
    }

    private static <T extends Enum<T>> T constant(String name, String value, T[] constants) {
        return Arrays.stream(constants)
                .filter(constant -> constant.name().equals(value))
                .findFirst()
                .orElseThrow(() -> malformed(
                        name,
                        value,
                        "one of " + Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(", "))));
    }

    /** The id of the last entry that was shown. */
    static @Nullable String cursor(Map<String, String> query) {
        String cursor = query.get(CURSOR);
        if (cursor != null && !JournalIds.isId(cursor)) {
            throw ApiException.of(ProblemType.MALFORMED_CURSOR, "A cursor is what a page gave as next, unchanged.");
        }
        return cursor;
    }

    private static ApiException malformed(String name, @Nullable String value, String rule) {
        String given = value == null ? "" : value;
        return ApiException.of(ProblemType.MALFORMED_FILTER, name + " is '" + given + "' but must be " + rule + ".")
                .with("name", name)
                .with("value", given)
                .with("rule", rule);
    }
}
