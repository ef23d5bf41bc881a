package io.taskmill.handlers.storage.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.taskmill.handler.TaskFailedException;
import io.taskmill.model.TaskError;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a run has failed with. */
public final class Thrown {

    private Thrown() {}

    public static TaskError errorOf(ThrowingCallable run) {
        Throwable thrown = catchThrowable(run);
        assertThat(thrown).isInstanceOf(TaskFailedException.class);
        return ((TaskFailedException) thrown).error();
    }
}
