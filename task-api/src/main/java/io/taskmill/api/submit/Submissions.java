package io.taskmill.api.submit;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.problem.Violation;
import io.taskmill.api.publish.Acceptance;
import io.taskmill.api.start.Installed;
import io.taskmill.api.start.Startup;
import io.taskmill.api.types.ParamsCheck;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.type.TaskType;
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
    private final ParamsCheck params;
    private final Clock clock;

    Submissions(Startup startup, TypeCatalog types, Clock clock) {
        this.startup = startup;
        this.params = new ParamsCheck(types);
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
        TaskType type = params.passed(submission.type(), "/type", submission.paramsTree());
        List<Violation> contradictions = submission.policy().contradictions(type.policy());
        if (!contradictions.isEmpty()) {
            throw ApiException.of(ProblemType.INVALID_POLICY, contradictions);
        }
        return type;
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
