package io.taskmill.api.submit;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.problem.Violation;
import io.taskmill.api.publish.Acceptance;
import io.taskmill.api.start.Installed;
import io.taskmill.api.start.Startup;
import io.taskmill.api.types.KnownType;
import io.taskmill.api.types.ParamsSchema;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.model.Names;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.type.TaskType;
import io.taskmill.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/** From a request's body to a durable command. */
@Component
class Submissions {

    private final SubmissionParser parser = new SubmissionParser();
    private final Startup startup;
    private final TypeCatalog types;
    private final Clock clock;

    Submissions(Startup startup, TypeCatalog types, Clock clock) {
        this.startup = startup;
        this.types = types;
        this.clock = clock;
    }

    /**
     * The command that the broker has confirmed.
     *
     * @throws ApiException if the body is refused, or the command could not be made durable
     */
    RunCommand submit(byte[] body) {
        Submission submission = parser.parse(body);
        Installed installed = startup.installed();
        TaskType type = validated(submission);
        Instant now = clock.instant();
        RunCommand command = new RunCommand(installed.ids().mint(now), 1, spec(submission, type, now));
        MDC.put("task", command.task().toString()); // RequestMdc takes it away
        Acceptance.require(
                command.task(),
                installed.commands().publish(command),
                "It is nowhere; submit it again.",
                "Ask for the task before submitting it again.");
        return command;
    }

    private TaskType validated(Submission submission) {
        KnownType known = find(submission.type());
        ParamsSchema schema = known.schema();
        if (schema == null) {
            throw ApiException.of(
                    ProblemType.BROKEN_TYPE,
                    "Version " + known.type().version() + " of type " + submission.type()
                            + " was announced with a schema that is none; its authors must announce a mended one.");
        }
        List<Violation> violations = schema.violations(submission.paramsTree(), "/params");
        if (!violations.isEmpty()) {
            throw ApiException.of(ProblemType.INVALID_PARAMS, violations);
        }
        List<Violation> contradictions =
                submission.policy().contradictions(known.type().policy());
        if (!contradictions.isEmpty()) {
            throw ApiException.of(ProblemType.INVALID_POLICY, contradictions);
        }
        return known.type();
    }

    private KnownType find(String name) {
        try {
            Names.requireType(name);
            return types.find(name).orElseThrow(() -> unknown(name));
        } catch (IllegalArgumentException e) {
            throw unknown(name); // no type can have this name: nothing to look for
        } catch (StoreUnavailableException e) {
            throw ApiException.of(
                    ProblemType.STORE_UNAVAILABLE,
                    "Type '" + name + "' is not known here, and the store that may know it does not answer.",
                    e);
        }
    }

    private static ApiException unknown(String name) {
        return ApiException.of(
                ProblemType.UNKNOWN_TYPE,
                List.of(new Violation("/type", "'" + name + "' is not a type that any worker has announced")));
    }

    private static TaskSpec spec(Submission submission, TaskType type, Instant created) {
        return new TaskSpec(
                type.name(),
                type.version(),
                type.pool(),
                submission.priority(),
                submission.params(),
                submission.entity(),
                submission.creator(),
                submission.correlationId(),
                created,
                submission.policy().over(type.policy()));
    }
}
