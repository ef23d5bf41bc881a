package io.taskmill.model.type;

import io.taskmill.model.EntityRef;
import io.taskmill.model.GateRule;
import io.taskmill.model.KeyTemplate;
import io.taskmill.model.KeyTemplate.Part.Place;
import io.taskmill.model.RateRule;
import io.taskmill.model.TaskPolicy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which gates and rates of its type a task has to pass: their keys, filled in from what it is asked to do. */
public final class AdmissionKeys {

    private final TaskType type;
    private final @Nullable EntityRef entity;
    private final Params params;

    /** What a task is asked to do, as far as a key can be made of it. */
    public interface Params {

        /** The text of the string, number or boolean under these names, one within the other; nothing if there is none. */
        Optional<String> text(List<String> path);
    }

    /** A task of which no key can be made. */
    public static final class NoKeyException extends RuntimeException {

        private final String pointer;
        private final String problem;

        NoKeyException(String pointer, String problem) {
            super(pointer + " " + problem);
            this.pointer = pointer;
            this.problem = problem;
        }

        /** A JSON pointer to what is wrong, from the submission on. */
        public String pointer() {
            return pointer;
        }

        /** What is wrong there. */
        public String problem() {
            return problem;
        }
    }

    /** @param params fit for the type */
    public AdmissionKeys(TaskType type, @Nullable EntityRef entity, Params params) {
        this.type = type;
        this.entity = entity;
        this.params = params;
    }

    /**
     * The policy with the gates and rates of the type for this task. Two templates that come to one key are one.
     *
     * @throws NoKeyException if something is missing that a key is made from, or a key cannot be made
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

    private <T> T named(String template, Supplier<T> making) {
        try {
            return making.get();
        } catch (IllegalArgumentException e) {
            throw new NoKeyException(
                    "/params", "make no key for '" + template + "' of type " + type.name() + ": " + e.getMessage());
        }
    }

    private String key(String template) {
        return KeyTemplate.parse(template).fill(place -> value(template, place));
    }

    private String value(String template, Place place) {
        String value = found(place.path())
                .orElseThrow(() -> new NoKeyException(
                        "/" + place.path().replace('.', '/'),
                        "is needed for the key '" + template + "' of type " + type.name()
                                + ", as a string, a number or a boolean"));
        return place.host() ? host(value) : value;
    }

    private Optional<String> found(String path) {
        return switch (path) {
            case "type" -> Optional.of(type.name());
            case "entity.type" -> Optional.ofNullable(entity).map(EntityRef::type);
            case "entity.id" -> Optional.ofNullable(entity).map(EntityRef::id);
            default -> params.text(List.of(path.substring(path.indexOf('.') + 1).split("\\.", -1)));
        };
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
