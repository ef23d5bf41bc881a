package io.taskmill.standalone.store;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.BadValueException;
import java.util.Map;

/** The condition of a partial index. */
final class PartialFilter {

    private PartialFilter() {}

    /** Whether it asks for members of members alone. */
    static boolean isOnNestedFields(Document filter) {
        return filter.keySet().stream().allMatch(field -> field.contains("."));
    }

    /**
     * The field that a document must have.
     *
     * @param filter {@code {field: {$exists: true}}}
     * @throws BadValueException if it is of another form: to leave it aside would change what is unique
     */
    static String fieldOf(Document filter) {
        if (filter.size() == 1) {
            Map.Entry<String, Object> only = filter.entrySet().iterator().next();
            if (!only.getKey().contains(".") && new Document("$exists", true).equals(only.getValue())) {
                return only.getKey();
            }
        }
        throw new BadValueException(
                "the embedded store has partial indexes of the form {field: {$exists: true}} only, not " + filter);
    }
}
