package io.taskmill.api.submit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.taskmill.api.problem.ProblemType;
import java.util.List;
import org.springframework.stereotype.Component;

/** Counts submissions by how they were answered: {@code taskmill_submissions_total{outcome=…}}. */
@Component
class SubmissionMetrics {

    /** Shown as 0 until they happen. */
    static final List<ProblemType> REFUSALS = List.of(
            ProblemType.MALFORMED,
            ProblemType.TOO_LARGE,
            ProblemType.UNKNOWN_TYPE,
            ProblemType.INVALID_PARAMS,
            ProblemType.INVALID_POLICY,
            ProblemType.BROKEN_TYPE,
            ProblemType.MALFORMED_IDEMPOTENCY_KEY,
            ProblemType.IDEMPOTENCY_KEY_IN_USE,
            ProblemType.IDEMPOTENCY_KEY_REUSED,
            ProblemType.DUPLICATE_TASK,
            ProblemType.GATE_FULL,
            ProblemType.NOT_ACCEPTED,
            ProblemType.OUTCOME_UNKNOWN,
            ProblemType.NOT_READY,
            ProblemType.STORE_UNAVAILABLE);

    private final MeterRegistry registry;
    private final Counter accepted;
    private final Counter repeated;

    SubmissionMetrics(MeterRegistry registry) {
        this.registry = registry;
        accepted = counter("accepted");
        repeated = counter("repeated");
        REFUSALS.forEach(type -> counter(type.text()));
    }

    /** The one that there is, or a new one. */
    private Counter counter(String outcome) {
        return Counter.builder("taskmill.submissions")
                .description("Submissions by how they were answered")
                .tag("outcome", outcome)
                .register(registry);
    }

    void accepted() {
        accepted.increment();
    }

    /** Answered with the task of the first submission under its key. */
    void repeated() {
        repeated.increment();
    }

    void refused(ProblemType why) {
        counter(why.text()).increment();
    }
}
