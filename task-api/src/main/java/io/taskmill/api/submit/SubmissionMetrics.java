package io.taskmill.api.submit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Counts submissions by how they were answered: {@code taskmill_submissions_total{outcome=…}}. */
@Component
class SubmissionMetrics {

    private enum Outcome {
        /** 202. */
        ACCEPTED,
        /** Wrong in itself: 4xx. */
        REFUSED,
        /** Right, and certainly nowhere. */
        NOT_ACCEPTED,
        /** Right, and perhaps accepted. */
        UNKNOWN
    }

    private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);

    SubmissionMetrics(MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            counters.put(
                    outcome,
                    Counter.builder("taskmill.submissions")
                            .description("Submissions by how they were answered")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    void accepted() {
        count(Outcome.ACCEPTED);
    }

    void failed(ApiException problem) {
        if (problem.getStatusCode().is4xxClientError()) {
            count(Outcome.REFUSED);
        } else {
            count(problem.type() == ProblemType.OUTCOME_UNKNOWN ? Outcome.UNKNOWN : Outcome.NOT_ACCEPTED);
        }
    }

    private void count(Outcome outcome) {
        Objects.requireNonNull(counters.get(outcome)).increment();
    }
}
