package io.taskmill.api.stream;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.model.Category;
import io.taskmill.model.EntityRef;
import io.taskmill.model.Names;
import io.taskmill.model.State;
import io.taskmill.model.change.TasksChanged.Change;
import io.taskmill.model.task.TaskRow.Asked;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which tasks a reader wants to hear of; what is null may be anything. */
record TaskFilter(
        @Nullable Category category,
        @Nullable State state,
        @Nullable String type,
        @Nullable EntityRef entity,
        @Nullable String creator) {

    private static final int LONGEST_CREATOR = 255;

    /**
     * Reads the parameters of a request.
     *
     * @throws ApiException if one of them is none of its kind
     */
    static TaskFilter parse(
            @Nullable String category,
            @Nullable String state,
            @Nullable String type,
            @Nullable String entity,
            @Nullable String creator) {
        return new TaskFilter(
                read("category", category, oneOf(Category.values()), Category::valueOf),
                read("state", state, oneOf(State.values()), State::valueOf),
                read("type", type, "the name of a type, such as COUNT", Names::requireType),
                read("entity", entity, "a type of 1 to 63 characters, or type:id", TaskFilter::entityOf),
                read("creator", creator, "1 to " + LONGEST_CREATOR + " characters", TaskFilter::creatorOf));
    }

    private static <T> @Nullable T read(String name, @Nullable String value, String rule, Function<String, T> reading) {
        try {
            return value == null ? null : reading.apply(value);
        } catch (IllegalArgumentException e) {
            throw ApiException.of(
                            ProblemType.MALFORMED_FILTER, name + " is '" + value + "' but must be " + rule + ".", e)
                    .with("name", name)
                    .with("value", value)
                    .with("rule", rule);
        }
    }

    private static String oneOf(Enum<?>[] values) {
        return "one of " + Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", "));
    }

    private static EntityRef entityOf(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new EntityRef(text, null)
                : new EntityRef(text.substring(0, colon), text.substring(colon + 1));
    }

    private static String creatorOf(String text) {
        if (text.isEmpty() || text.length() > LONGEST_CREATOR) {
            throw new IllegalArgumentException("creator has " + text.length() + " characters");
        }
        return text;
    }

    /** Whether the task matches, or did until this change: a reader must hear that it no longer does. */
    boolean wants(Change change) {
        State from = change.from();
        return matches(change.row().asked()) && (matches(change.row().state()) || (from != null && matches(from)));
    }

    private boolean matches(State now) {
        return (state == null || state == now) && (category == null || category == now.category());
    }

    /** What never changes. */
    private boolean matches(Asked asked) {
        return (type == null || type.equals(asked.type()))
                && (creator == null || creator.equals(asked.creator()))
                && (entity == null || matches(entity, asked.entity()));
    }

    private static boolean matches(EntityRef wanted, @Nullable EntityRef entity) {
        return entity != null
                && wanted.type().equals(entity.type())
                && (wanted.id() == null || Objects.equals(wanted.id(), entity.id()));
    }
}
