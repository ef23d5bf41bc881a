package io.taskmill.api.command;

import io.taskmill.api.body.Members;
import io.taskmill.api.body.Soundness;
import io.taskmill.api.body.StrictJson;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.problem.Violation;
import io.taskmill.model.message.UserCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the bodies of commands, strictly. No body at all is that of a command that says nothing more. */
final class CommandParser {

    private static final String REASON = "reason";
    private static final String EPOCH = "epoch";

    private final StrictJson json = new StrictJson();

    /**
     * The reason of a cancel; null if none is given.
     *
     * @throws ApiException if it is no such body
     */
    @Nullable String reason(byte[] body) {
        return read(body, REASON, members -> members.text(REASON, UserCommand.MAX_TEXT));
    }

    /**
     * The epoch that is to be retried; null if none is given.
     *
     * @throws ApiException if it is no such body
     */
    @Nullable Integer epoch(byte[] body) {
        return read(body, EPOCH, members -> members.number(EPOCH, 1, Integer.MAX_VALUE));
    }

    private <T> @Nullable T read(byte[] body, String member, Function<Members, @Nullable T> reader) {
        if (body.length == 0) {
            return null;
        }
        List<Violation> violations = new ArrayList<>();
        JsonNode tree = Soundness.check(json.parse(json.decode(body)), "", violations);
        T value = null;
        if (violations.isEmpty() && tree instanceof ObjectNode object) {
            value = reader.apply(new Members(object, "", Set.of(member), violations));
        } else if (violations.isEmpty()) {
            violations.add(new Violation("", "must be an object"));
        }
        if (!violations.isEmpty()) {
            throw ApiException.of(ProblemType.MALFORMED, violations);
        }
        return value;
    }
}
