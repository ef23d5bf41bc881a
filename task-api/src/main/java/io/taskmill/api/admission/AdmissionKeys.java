package io.taskmill.api.admission;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.problem.Violation;
import io.taskmill.model.EntityRef;
import io.taskmill.model.GateRule;
import io.taskmill.model.KeyTemplate;
import io.taskmill.model.KeyTemplate.Part.Place;
import io.taskmill.model.RateRule;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.type.TaskType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which gates and rates of its type a task has to pass: their keys, filled in from what it is asked to do. */
public final class AdmissionKeys {

    private final TaskType type;
    private final @Nullable EntityRef entity;
    private final JsonNode params;

    /** @param params fit for the type */
    public AdmissionKeys(TaskType type, @Nullable EntityRef entity, JsonNode params) {
        this.type = type;
        this.entity = entity;
        this.params = params;
    }

    /**
     * The policy with the gates and rates of the type for this task. Two templates that come to one key are one.
     *
     * @throws ApiException if something is missing that a key is made from, or a key cannot be made
     */
    public TaskPolicy over(TaskPolicy policy) {
        TaskPolicy filled = policy.admittedBy(List.of(), List.of());
        for (GateRule gate : type.policy().gates()) {
            filled = filled.withGate(named(gate.key(), () -> gate.of(key(gate.key()))));
        }
        for (RateRule rate : type.policy().rates()) {
            filled = filled.withRate(named(rate.key(), () -> rate.of(key(rate.key()))));
        }
        return filled;
    }

    private interface Making<T> {
        T make();
    }

    private <T> T named(String template, Making<T> making) {
        try {
            return making.make();
        } catch (IllegalArgumentException e) {
            throw ApiException.of(
                    ProblemType.INVALID_PARAMS,
                    List.of(new Violation(
                            "/params",
                            "make no key for '" + template + "' of type " + type.name() + ": " + e.getMessage())));
        }
    }

    private String key(String template) {
        return KeyTemplate.parse(template).fill(place -> value(template, place));
    }

    private String value(String template, Place place) {
        String value = found(place.path())
                .orElseThrow(() -> ApiException.of(
                        ProblemType.INVALID_PARAMS,
                        List.of(new Violation(
                                "/" + place.path().replace('.', '/'),
                                "is needed for the key '" + template + "' of type " + type.name()
                                        + ", as a string, a number or a boolean"))));
        return place.host() ? host(value) : value;
    }

    private Optional<String> found(String path) {
        return switch (path) {
            case "type" -> Optional.of(type.name());
            case "entity.type" -> Optional.ofNullable(entity).map(EntityRef::type);
            case "entity.id" -> Optional.ofNullable(entity).map(EntityRef::id);
            default -> param(path);
        };
    }

    private Optional<String> param(String path) {
        JsonNode value = params;
        for (String name : path.substring(path.indexOf('.') + 1).split("\\.", -1)) {
            value = value.path(name);
        }
        return value.isString() || value.isNumber() || value.isBoolean()
                ? Optional.of(value.asString())
                : Optional.empty();
    }

    /** Nothing if there is none: what is wrong with a URL tells whoever uses it. */
    private static String host(String url) {
        try {
            String authority = new URI(url).getRawAuthority();
            return authority == null ? "" : withoutUserAndPort(authority).toLowerCase(Locale.ROOT);
        } catch (URISyntaxException e) {
            return "";
        }
    }

    /** Of names, too, that are no host names by the letter of RFC 2396, such as those with an underscore. */
    private static String withoutUserAndPort(String authority) {
        return authority.replaceFirst("^.*@", "").replaceFirst(":\\d*$", "");
    }
}
