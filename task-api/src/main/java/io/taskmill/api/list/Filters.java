package io.taskmill.api.list;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.model.Category;
import io.taskmill.model.Names;
import io.taskmill.model.State;
import io.taskmill.store.TaskFilter;
import io.taskmill.store.TaskFilter.Subject;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads which tasks are asked for. What no index serves is refused, since it would cost as much as is stored. */
public final class Filters {

    public static final String CATEGORY = "category";
    public static final String STATE = "state";
    public static final String TYPE = "type";
    public static final String ENTITY = "entity";
    public static final String CREATOR = "creator";

    /** The names of the parameters that are read here. */
    public static final List<String> NAMES = List.of(CATEGORY, STATE, TYPE, ENTITY, CREATOR);

    private static final int LONGEST_CREATOR = 255;
    private static final int LONGEST_ENTITY = 63 + 1 + 255;

    private static final String SERVED =
            "At most one of type, entity and creator; with it, or alone, category or state.";

    private Filters() {}

    /**
     * Reads the filters.
     *
     * @param values by name; others are passed over
     * @throws ApiException if one of them cannot be, or no index serves them together
     */
    public static TaskFilter parse(Map<String, String> values) {
        List<String> subjects =
                Stream.of(TYPE, ENTITY, CREATOR).filter(values::containsKey).toList();
        if (subjects.size() > 1) {
            throw ApiException.of(
                            ProblemType.UNSERVED_FILTERS,
                            String.join(" and ", subjects) + " cannot be asked for together. " + SERVED)
                    .with("hint", SERVED);
        }
        return new TaskFilter(states(values.get(CATEGORY), values.get(STATE)), subject(values));
    }

    private static Set<State> states(@Nullable String category, @Nullable String state) {
        Set<State> ofCategory = category == null
                ? EnumSet.allOf(State.class)
                : TaskFilter.statesOf(constant(CATEGORY, category, Category.values()));
        if (state == null) {
            return ofCategory;
        }
        State asked = constant(STATE, state, State.values());
        if (!ofCategory.contains(asked)) {
            throw malformed(STATE, state, "a state of the category " + category + ": " + names(ofCategory));
        }
        return Set.of(asked);
    }

    private static @Nullable Subject subject(Map<String, String> values) {
        String type = values.get(TYPE);
        if (type != null) {
            String rule = "1 to 63 of A-Z, 0-9 and '_', beginning with a letter";
            return new Subject.Type(checked(TYPE, type, Filters::isType, rule));
        }
        String entity = values.get(ENTITY);
        if (entity != null) {
            String rule = "a kind, such as vm, or kind and id, such as vm:7; 1 to " + LONGEST_ENTITY + " characters";
            return new Subject.Entity(checked(ENTITY, entity, isOfLength(LONGEST_ENTITY), rule));
        }
        String creator = values.get(CREATOR);
        return creator == null
                ? null
                : new Subject.Creator(checked(
                        CREATOR, creator, isOfLength(LONGEST_CREATOR), "1 to " + LONGEST_CREATOR + " characters"));
    }

    private static <T extends Enum<T>> T constant(String name, String value, T[] constants) {
        return Arrays.stream(constants)
                .filter(constant -> constant.name().equals(value))
                .findFirst()
                .orElseThrow(() -> malformed(name, value, "one of " + names(List.of(constants))));
    }

    private static String names(Collection<? extends Enum<?>> constants) {
        return constants.stream().map(Enum::name).sorted().collect(Collectors.joining(", "));
    }

    private static String checked(String name, String value, Predicate<String> isGood, String rule) {
        if (!isGood.test(value)) {
            throw malformed(name, value, rule);
        }
        return value;
    }

    private static boolean isType(String value) {
        try {
            Names.requireType(value);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Predicate<String> isOfLength(int longest) {
        return value -> !value.isEmpty() && value.length() <= longest;
    }

    private static ApiException malformed(String name, String value, String rule) {
        return ApiException.of(ProblemType.MALFORMED_FILTER, name + " is '" + value + "' but must be " + rule + ".")
                .with("name", name)
                .with("value", value)
                .with("rule", rule);
    }
}
