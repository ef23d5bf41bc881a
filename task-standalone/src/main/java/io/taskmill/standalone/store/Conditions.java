package io.taskmill.standalone.store;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that must hold for a document to match a query, as far as it can be told apart: {@code $and} is taken apart. */
final class Conditions {

    private static final Set<String> ONLY_OF_WHAT_IS_THERE = Set.of("$eq", "$gt", "$gte", "$lt", "$lte", "$in");

    private record Condition(String field, @Nullable Object value) {}

    private final List<Condition> all = new ArrayList<>();

    private Conditions() {}

    static Conditions of(Document query) {
        Conditions conditions = new Conditions();
        conditions.add(query);
        return conditions;
    }

    private void add(Document query) {
        for (Map.Entry<String, Object> entry : query.entrySet()) {
            if (entry.getKey().equals("$and") && entry.getValue() instanceof Collection<?> parts) {
                parts.stream()
                        .filter(Document.class::isInstance)
                        .map(Document.class::cast)
                        .forEach(this::add);
            } else {
                all.add(new Condition(entry.getKey(), entry.getValue()));
            }
        }
    }

    /** The value that the field must have, if it must have a certain one. */
    Optional<Object> equal(String field) {
        return all.stream()
                .filter(condition -> condition.field().equals(field))
                .map(Condition::value)
                .filter(value -> value != null && !(value instanceof Document))
                .findFirst();
    }

    /** What the field must be less than. */
    Optional<Object> lessThan(String field) {
        return all.stream()
                .filter(condition -> condition.field().equals(field))
                .map(Condition::value)
                .filter(Document.class::isInstance)
                .map(value -> ((Document) value).get("$lt"))
                .findFirst();
    }

    /** Whether only documents that have the field can match. */
    boolean need(String field) {
        return all.stream().anyMatch(condition -> condition.field().equals(field) && needs(condition.value()));
    }

    private static boolean needs(@Nullable Object value) {
        if (!(value instanceof Document operators)) {
            return value != null;
        }
        return operators.entrySet().stream()
                .anyMatch(operator -> operator.getKey().equals("$exists")
                        ? Boolean.TRUE.equals(operator.getValue())
                        : ONLY_OF_WHAT_IS_THERE.contains(operator.getKey()) && !mentionsNull(operator.getValue()));
    }

    private static boolean mentionsNull(@Nullable Object operand) {
        return operand == null
                || (operand instanceof Collection<?> values && values.stream().anyMatch(value -> value == null));
    }
}
