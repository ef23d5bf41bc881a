package io.taskmill.api.command;

import io.taskmill.api.body.AskedStart;
import io.taskmill.api.problem.Violation;
import io.taskmill.model.Priority;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.UserCommand.AmendTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a pending task is to wait for instead; what is null stays as it is. */
record AskedAmendment(
        AskedStart start,
        @Nullable Priority priority,
        @Nullable String pool) {

    /** What is wrong with it as seen from now. */
    List<Violation> violations(Instant now) {
        List<Violation> violations = new ArrayList<>(start.violations(now));
        if (start.from(now) == null && priority == null && pool == null) {
            violations.add(new Violation("", "must change something: notBefore or delay, priority, pool"));
        }
        return violations;
    }

    AmendTask command(TaskId task, String id, Instant now) {
        return new AmendTask(task, id, null, now, start.from(now), priority, pool);
    }
}
