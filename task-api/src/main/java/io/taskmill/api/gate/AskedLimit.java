package io.taskmill.api.gate;

import io.taskmill.api.body.Members;
import io.taskmill.api.body.Soundness;
import io.taskmill.api.body.StrictJson;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.problem.Violation;
import io.taskmill.model.GateRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code {"limit": 3}}, where null means what the type says. */
final class AskedLimit {

    private static final String LIMIT = "limit";
    private static final StrictJson JSON = new StrictJson();

    private AskedLimit() {}

    /** @throws ApiException if it is something else */
    static @Nullable Integer read(byte[] body) {
        List<Violation> violations = new ArrayList<>();
        JsonNode tree = Soundness.check(JSON.parse(JSON.decode(body)), "", violations);
        Integer limit = null;
        if (violations.isEmpty() && tree instanceof ObjectNode object) {
            Members members = new Members(object, "", Set.of(LIMIT), violations);
            if (!object.has(LIMIT)) {
                members.note(LIMIT, "is required; null gives the gate back what its type says");
            }
            limit = members.number(LIMIT, 0, GateRule.MOST_HOLDERS);
        } else if (violations.isEmpty()) {
            violations.add(new Violation("", "must be an object"));
        }
        if (!violations.isEmpty()) {
            throw ApiException.of(ProblemType.MALFORMED, violations);
        }
        return limit;
    }
}
