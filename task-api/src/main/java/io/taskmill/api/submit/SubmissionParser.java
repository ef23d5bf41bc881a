package io.taskmill.api.submit;

import io.taskmill.api.body.AskedStart;
import io.taskmill.api.body.Members;
import io.taskmill.api.body.Soundness;
import io.taskmill.api.body.StrictJson;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.problem.Violation;
import io.taskmill.model.EntityRef;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the body of a submission. Strict: what is not understood is refused, with what and where. A member that is null
 * counts as absent.
 */
final class SubmissionParser {

    private static final int MAX_TEXT = 255;
    private static final int MAX_ENTITY_TYPE = 63;
    private static final String PARAMS = "params";
    private static final Set<String> MEMBERS = Set.of(
            "type",
            PARAMS,
            "entity",
            "creator",
            "priority",
            "correlationId",
            PolicyParser.RETRY,
            PolicyParser.TIMEOUTS,
            PolicyParser.RECOVERY,
            AskedStart.NOT_BEFORE,
            AskedStart.DELAY,
            AskedAfter.AFTER,
            AskedUnique.UNIQUE);
    private static final Set<String> TEMPLATE_MEMBERS = Set.of(
            "type",
            PARAMS,
            "entity",
            "creator",
            "priority",
            "correlationId",
            PolicyParser.RETRY,
            PolicyParser.TIMEOUTS);
    private static final Set<String> ENTITY_MEMBERS = Set.of("type", "id");

    private final StrictJson json = new StrictJson();

    /** @throws ApiException if it is none */
    Submission parse(byte[] body) {
        String text = json.decode(body);
        JsonNode tree = json.parse(text);
        List<Violation> violations = new ArrayList<>();
        Submission submission = read(text, tree, violations);
        if (submission == null || !violations.isEmpty()) {
            throw ApiException.of(ProblemType.MALFORMED, violations);
        }
        return submission;
    }

    /** Null only with a violation. */
    private @Nullable Submission read(String text, JsonNode tree, List<Violation> violations) {
        JsonNode sound = Soundness.check(tree, "", violations);
        if (!violations.isEmpty()) {
            return null; // else the same place is told twice
        }
        if (!(sound instanceof ObjectNode root)) {
            violations.add(new Violation("", "must be an object"));
            return null;
        }
        return members(text, root, new Members(root, "", MEMBERS, violations));
    }

    /**
     * What the task of a schedule's firing is made of: a member of another body, which has been found sound.
     *
     * @param text as it was written
     * @param pointer to it
     */
    Submission template(String text, ObjectNode object, String pointer, List<Violation> violations) {
        return members(text, object, new Members(object, pointer, TEMPLATE_MEMBERS, violations));
    }

    private Submission members(String text, ObjectNode root, Members members) {
        String type = members.requiredText("type", MAX_TEXT);
        JsonNode params = root.get(PARAMS);
        boolean absent = params == null || params.isNull();
        return new Submission(
                type,
                absent ? Json.EMPTY_OBJECT : json.rawMember(text, PARAMS),
                absent ? JsonNodeFactory.instance.objectNode() : Objects.requireNonNull(params),
                entity(members.object("entity", ENTITY_MEMBERS)),
                members.text("creator", MAX_TEXT),
                Objects.requireNonNullElse(members.priority("priority"), Priority.NORMAL),
                members.text("correlationId", MAX_TEXT),
                PolicyParser.read(members),
                AskedStart.read(members),
                AskedAfter.read(members),
                AskedUnique.read(members, type),
                root);
    }

    private static @Nullable EntityRef entity(@Nullable Members members) {
        if (members == null) {
            return null;
        }
        String type = members.requiredText("type", MAX_ENTITY_TYPE);
        String id = members.text("id", MAX_TEXT);
        return members.sound() ? new EntityRef(type, id) : null;
    }
}
