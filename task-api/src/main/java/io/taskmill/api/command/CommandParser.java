package io.taskmill.api.command;

import io.taskmill.api.body.AskedStart;
import io.taskmill.api.body.Members;
import io.taskmill.api.body.Soundness;
import io.taskmill.api.body.StrictJson;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.problem.Violation;
import io.taskmill.model.Names;
import io.taskmill.model.message.UserCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the bodies of commands, strictly. No body at all is that of a command that says nothing more. */
public final class CommandParser {

    private static final String REASON = "reason";
    private static final String EPOCH = "epoch";
    private static final String PARAMS = "params";
    private static final String PRIORITY = "priority";
    private static final String POOL = "pool";
    private static final int MAX_TEXT = 255;

    /** Reads an object from its text, its tree and its members, of which it notes what is wrong. */
    @FunctionalInterface
    private interface Reader<T> {
        @Nullable T read(String text, ObjectNode object, Members members);
    }

    private final StrictJson json = new StrictJson();

    /**
     * The reason of a cancel or a pause; null if none is given.
     *
     * @throws ApiException if it is no such body
     */
    public @Nullable String reason(byte[] body) {
        return read(body, Set.of(REASON), (_, _, members) -> members.text(REASON, UserCommand.MAX_TEXT));
    }

    /**
     * What a retry says.
     *
     * @throws ApiException if it is no such body
     */
    AskedRetry retry(byte[] body) {
        AskedRetry asked = read(
                body,
                Set.of(EPOCH, PARAMS),
                (text, object, members) ->
                        new AskedRetry(members.number(EPOCH, 1, Integer.MAX_VALUE), params(text, object)));
        return asked == null ? AskedRetry.OF_THE_SAME : asked;
    }

    /**
     * What an amendment says.
     *
     * @throws ApiException if it is no such body
     */
    AskedAmendment amendment(byte[] body) {
        AskedAmendment asked = read(
                body,
                Set.of(AskedStart.NOT_BEFORE, AskedStart.DELAY, PRIORITY, POOL),
                (_, _, members) ->
                        new AskedAmendment(AskedStart.read(members), members.priority(PRIORITY), pool(members)));
        return asked == null ? new AskedAmendment(new AskedStart(null, null), null, null) : asked;
    }

    private static @Nullable String pool(Members members) {
        String pool = members.text(POOL, MAX_TEXT);
        try {
            if (pool != null) {
                Names.requirePool(pool);
            }
            return pool;
        } catch (IllegalArgumentException e) {
            members.note(POOL, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /**
     * The dispatch that a rollback names; null for the latest that is known.
     *
     * @throws ApiException if it is no such body
     */
    @Nullable Integer rollback(byte[] body) {
        return read(body, Set.of(EPOCH), (_, _, members) -> members.number(EPOCH, 1, Integer.MAX_VALUE));
    }

    private AskedRetry.@Nullable Params params(String text, ObjectNode object) {
        JsonNode params = object.get(PARAMS);
        return params == null || params.isNull() ? null : new AskedRetry.Params(json.rawMember(text, PARAMS), params);
    }

    private <T> @Nullable T read(byte[] body, Set<String> known, Reader<T> reader) {
        if (body.length == 0) {
            return null;
        }
        String text = json.decode(body);
        List<Violation> violations = new ArrayList<>();
        JsonNode tree = Soundness.check(json.parse(text), "", violations);
        T value = null;
        if (violations.isEmpty() && tree instanceof ObjectNode object) {
            value = reader.read(text, object, new Members(object, "", known, violations));
        } else if (violations.isEmpty()) {
            violations.add(new Violation("", "must be an object"));
        }
        if (!violations.isEmpty()) {
            throw ApiException.of(ProblemType.MALFORMED, violations);
        }
        return value;
    }
}
