package io.taskmill.api.submit;

import io.taskmill.api.admission.Admission;
import io.taskmill.api.admission.FullGates;
import io.taskmill.api.idempotency.Fingerprint;
import io.taskmill.api.idempotency.IdempotencyKey;
import io.taskmill.api.idempotency.KeyedSubmissions;
import io.taskmill.api.idempotency.KeyedSubmissions.Submitted;
import io.taskmill.api.idempotency.UniqueKey;
import io.taskmill.api.idempotency.UniqueSubmissions;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.problem.Violation;
import io.taskmill.api.publish.Acceptance;
import io.taskmill.api.start.Installed;
import io.taskmill.api.start.Startup;
import io.taskmill.api.types.ParamsCheck;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.id.TaskIds;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.task.Task;
import io.taskmill.model.type.TaskType;
import io.taskmill.store.StoreUnavailableException;
import io.taskmill.store.Versioned;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/** From a request's body to a durable command. */
@Component
class Submissions {

    /** What is left of a deleted task goes after a day; so of what is older, and not to be found, there is nothing. */
    private static final Duration UNRECORDED = Duration.ofDays(1);

    private final SubmissionParser parser = new SubmissionParser();
    private final Startup startup;
    private final ParamsCheck params;
    private final KeyedSubmissions keyed;
    private final UniqueSubmissions unique;
    private final Clock clock;

    Submissions(Startup startup, TypeCatalog types, KeyedSubmissions keyed, Clock clock) {
        this.startup = startup;
        this.params = new ParamsCheck(types);
        this.keyed = keyed;
        this.unique = new UniqueSubmissions(keyed, clock);
        this.clock = clock;
    }

    /**
     * The command that the broker has confirmed, or the task of the first submission under the key, or the unique key.
     *
     * @param key null if the submission is not to be repeated
     * @throws ApiException if key or body are refused, or the command could not be made durable
     */
    Submitted submit(byte[] body, @Nullable IdempotencyKey key) {
        Submission submission = parser.parse(body);
        Installed installed = startup.installed();
        UniqueKey one = submission.unique();
        if (one != null && key != null) {
            throw ApiException.of(
                    ProblemType.MALFORMED,
                    List.of(new Violation(
                            "/" + AskedUnique.UNIQUE,
                            "cannot be given together with " + IdempotencyKey.HEADER
                                    + ": it makes the request repeatable by itself")));
        }
        if (one != null) {
            return unique.submit(one, () -> command(submission, installed), installed.commands(), this::isOver);
        }
        return key == null
                ? new Submitted.Accepted(submitOnce(submission, installed))
                : keyed.submit(
                        key,
                        Fingerprint.of(submission.body()),
                        () -> command(submission, installed),
                        installed.commands());
    }

    /**
     * What is recorded of a task that was submitted; null if that is nothing yet, or no more.
     *
     * @throws ApiException if the store does not answer
     */
    @Nullable Versioned<Task> recorded(TaskId task) {
        try {
            return startup.installed().tasks().apply(task).orElse(null);
        } catch (StoreUnavailableException e) {
            throw ApiException.of(
                    ProblemType.STORE_UNAVAILABLE, "The task was submitted before and cannot be shown now.", e);
        }
    }

    private boolean isOver(TaskId task) {
        Versioned<Task> known = recorded(task);
        return known == null
                ? TaskIds.createdAt(task).plus(UNRECORDED).isBefore(clock.instant())
                : known.entity().isOver();
    }

    private RunCommand submitOnce(Submission submission, Installed installed) {
        RunCommand command = command(submission, installed);
        Acceptance.require(
                command.task(),
                installed.commands().publish(command),
                "It is nowhere; submit it again.",
                "Ask for the task before submitting it again.");
        return command;
    }

    private RunCommand command(Submission submission, Installed installed) {
        Instant now = clock.instant();
        TaskType type = validated(submission, installed, now);
        TaskPolicy policy = policy(submission, type);
        FullGates.refuse(policy, installed);
        RunCommand command = new RunCommand(installed.ids().mint(now), 1, spec(submission, type, policy, now));
        MDC.put("task", command.task().toString()); // RequestMdc takes it away
        return command;
    }

    private TaskType validated(Submission submission, Installed installed, Instant now) {
        List<Violation> violations = new ArrayList<>(submission.start().violations(now));
        violations.addAll(submission.after().violations(installed.ids()));
        if (!violations.isEmpty()) {
            throw ApiException.of(ProblemType.MALFORMED, violations);
        }
        TaskType type = params.passed(submission.type(), "/type", submission.paramsTree());
        List<Violation> contradictions = submission.policy().contradictions(type.policy());
        if (!contradictions.isEmpty()) {
            throw ApiException.of(ProblemType.INVALID_POLICY, contradictions);
        }
        return type;
    }

    /** The type's, with what the submission changes and with the keys that its parameters make. */
    static TaskPolicy policy(Submission submission, TaskType type) {
        return Admission.over(
                submission.policy().over(type.policy()), type, submission.entity(), submission.paramsTree());
    }

    static TaskSpec spec(Submission submission, TaskType type, TaskPolicy policy, Instant created) {
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
                        policy)
                .startingAt(submission.start().after(created))
                .startingAfter(submission.after().after());
    }
}
