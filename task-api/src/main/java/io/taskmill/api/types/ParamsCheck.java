package io.taskmill.api.types;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.problem.Violation;
import io.taskmill.model.Names;
import io.taskmill.model.type.TaskType;
import io.taskmill.store.StoreUnavailableException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Holds parameters against the schema that their type has now. */
public final class ParamsCheck {

    private final TypeCatalog types;

    public ParamsCheck(TypeCatalog types) {
        this.types = types;
    }

    /**
     * The type, of whose present version the parameters are.
     *
     * @param name of the type
     * @param place where the request's body names the type; empty if it does not
     * @param params the body's member of that name
     * @throws ApiException if there is no such type, its schema is broken, or they do not fulfil it
     */
    public TaskType passed(String name, String place, JsonNode params) {
        return passed(name, place, params, "/params");
    }

    /**
     * The same where the parameters stand elsewhere.
     *
     * @param paramsPlace where the request's body has them
     */
    public TaskType passed(String name, String place, JsonNode params, String paramsPlace) {
        KnownType known = find(name, place);
        ParamsSchema schema = known.schema();
        if (schema == null) {
            throw ApiException.of(
                    ProblemType.BROKEN_TYPE,
                    "Version " + known.type().version() + " of type " + name
                            + " was announced with a schema that is none; its authors must announce a mended one.");
        }
        List<Violation> violations = schema.violations(params, paramsPlace);
        if (!violations.isEmpty()) {
            throw ApiException.of(ProblemType.INVALID_PARAMS, violations);
        }
        return known.type();
    }

    private KnownType find(String name, String place) {
        try {
            Names.requireType(name);
            return types.find(name).orElseThrow(() -> unknown(name, place));
        } catch (IllegalArgumentException e) {
            throw unknown(name, place); // no type can have this name: nothing to look for
        } catch (StoreUnavailableException e) {
            throw ApiException.of(
                    ProblemType.STORE_UNAVAILABLE,
                    "Type '" + name + "' is not known here, and the store that may know it does not answer.",
                    e);
        }
    }

    private static ApiException unknown(String name, String place) {
        return ApiException.of(
                ProblemType.UNKNOWN_TYPE,
                List.of(new Violation(place, "'" + name + "' is not a type that any worker has announced")));
    }
}
