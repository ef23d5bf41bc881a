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
            ProblemType.NOT_ACCEPTED,
            ProblemType.OUTCOME_UNKNOWN,
            ProblemType.NOT_READY,
            ProblemType.STORE_UNAVAILABLE);

    private final MeterRegistry registry;
    private final Counter accepted;

    SubmissionMetrics(MeterRegistry registry) {
        this.registry = registry;
        accepted = counter("accepted");
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

    void refused(ProblemType why) {
        counter(why.text()).increment();
    }
}
