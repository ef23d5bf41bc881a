package io.taskmill.runtime.run;

import io.taskmill.handler.EntityFact;
import io.taskmill.handler.TaskContext;
import io.taskmill.model.EntityRef;
import io.taskmill.model.Fact;
import io.taskmill.model.Json;
import io.taskmill.model.message.RunEvent;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Writes what handlers tell of entities. */
final class Facts {

    private final JsonMapper json;

    Facts(JsonMapper json) {
        this.json = json;
    }

    /** @throws IllegalArgumentException if they cannot be carried */
    List<Fact> write(List<EntityFact> told) {
        if (told.isEmpty() || told.size() > TaskContext.MOST_FACTS) {
            throw new IllegalArgumentException(
                    told.size() + " facts were told but must be 1 to " + TaskContext.MOST_FACTS);
        }
        List<Fact> facts = told.stream().map(this::write).toList();
        Set<EntityRef> entities = new HashSet<>();
        int bytes = 0;
        for (Fact fact : facts) {
            if (!entities.add(fact.entity())) {
                throw new IllegalArgumentException("two facts were told at once of " + fact.entity());
            }
            bytes += RunEvent.FACT_BYTES
                    + fact.attributes().values().stream()
                            .mapToInt(Json::utf8Length)
                            .sum();
        }
        if (bytes > RunEvent.MAX_FACTS_BYTES) {
            throw new IllegalArgumentException(
                    "the facts have " + bytes + " bytes but may have " + RunEvent.MAX_FACTS_BYTES);
        }
        return facts;
    }

    private Fact write(EntityFact fact) {
        Map<String, Json> attributes = new LinkedHashMap<>();
        fact.attributes().forEach((name, value) -> attributes.put(name, value(fact, name, value)));
        return new Fact(fact.entity(), fact.status(), fact.building(), fact.gone(), attributes);
    }

    private Json value(EntityFact fact, String name, @Nullable Object value) {
        Json text;
        try {
            text = new Json(json.writeValueAsString(value));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "attribute '" + name + "' of " + fact.entity() + " cannot be written as JSON: "
                            + e.getOriginalMessage(),
                    e);
        }
        if (!text.isWellFormed()) {
            throw new IllegalArgumentException(
                    "attribute '" + name + "' of " + fact.entity() + " has half of a character in it");
        }
        return text;
    }
}
