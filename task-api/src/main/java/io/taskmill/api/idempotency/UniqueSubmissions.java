package io.taskmill.api.idempotency;

import io.taskmill.api.idempotency.KeyedSubmissions.Submitted;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.publish.CommandPublisher;
import io.taskmill.model.TaskId;
import io.taskmill.model.id.TaskIds;
import io.taskmill.model.message.RunCommand;
import java.time.Clock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Submits what there is to be only one of. The key is reserved, published and marked as an idempotency key is, and is free
 * again once its task has ended, or its time is over. Of many who come at once one gets through; the others are given its
 * task, or refused.
 */
public final class UniqueSubmissions {

    /** Bodies are not compared: it is the key that says what is the same. */
    private static final String ANY_BODY = "any";

    private final KeyedSubmissions keyed;
    private final Clock clock;

    public UniqueSubmissions(KeyedSubmissions keyed, Clock clock) {
        this.keyed = keyed;
        this.clock = clock;
    }

    /**
     * @param making validates the submission; not asked if the key is taken
     * @param isOver whether a task that was submitted is not pending any more
     * @throws ApiException as {@link KeyedSubmissions#submit}, and if the key is taken and others are refused
     */
    public Submitted submit(
            UniqueKey key, Supplier<RunCommand> making, CommandPublisher commands, Predicate<TaskId> isOver) {
        keyed.lookUp(key)
                .filter(known -> known.unsent() == null && keepsNobodyOff(key, known.task(), isOver))
                .ifPresent(known -> keyed.forget(key, known));
        Submitted submitted = keyed.submit(key, ANY_BODY, key.ttl(), making, commands);
        if (key.refuses() && submitted instanceof Submitted.Repeated(TaskId task)) {
            throw ApiException.of(
                    ProblemType.DUPLICATE_TASK, "Task " + task + " is there already under this unique key.");
        }
        return submitted;
    }

    private boolean keepsNobodyOff(UniqueKey key, TaskId known, Predicate<TaskId> isOver) {
        return key.span() == null
                ? isOver.test(known)
                : !TaskIds.createdAt(known).plus(key.span()).isAfter(clock.instant());
    }
}
