package io.taskmill.client;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what an answer other than 2xx means. */
final class Errors {

    private static final String KEY_IN_USE = "urn:taskmill:problem:idempotency-key-in-use";
    private static final String UNKNOWN_TASK = "urn:taskmill:problem:unknown-task";
    private static final String TASK_DELETED = "urn:taskmill:problem:task-deleted";
    private static final String UNKNOWN_SCHEDULE = "urn:taskmill:problem:unknown-schedule";
    private static final String UNKNOWN_LETTER = "urn:taskmill:problem:unknown-letter";

    private Errors() {}

    static TaskmillException of(String what, HttpResponse<String> answer) {
        Problem problem = Answers.problem(answer.statusCode(), answer.body());
        int status = answer.statusCode();
        if (status == 502 || status == 503 || status == 504 || KEY_IN_USE.equals(problem.type())) {
            return new UnavailableException(what, problem, retryAfter(answer));
        }
        boolean unknown =
                Set.of(UNKNOWN_TASK, UNKNOWN_SCHEDULE, UNKNOWN_LETTER).contains(String.valueOf(problem.type()));
        if ((status == 404 && unknown) || (status == 410 && TASK_DELETED.equals(problem.type()))) {
            return new NotFoundException(what, problem);
        }
        return status / 100 == 4 ? new RefusedException(what, problem) : new UnexpectedAnswerException(what, problem);
    }

    /** In seconds; the form with a date is for caches. */
    private static @Nullable Duration retryAfter(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
    }
}
