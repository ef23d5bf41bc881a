package io.taskmill.api.schedule;

import io.taskmill.api.submit.Templates;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.plan.CatchUp;
import io.taskmill.model.plan.Overlap;
import io.taskmill.model.plan.Plan;
import io.taskmill.model.plan.Timing;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a schedule is to do, well-formed, but its task not yet held against its type. */
record AskedPlan(
        Timing timing,
        Templates.Template template,
        Overlap overlap,
        CatchUp catchUp,
        Duration jitter,
        @Nullable Instant start,
        @Nullable Instant end) {

    Plan with(TaskSpec task) {
        return new Plan(timing, task, overlap, catchUp, jitter, start, end);
    }
}
