package io.taskmill.handlers.vdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handler.TaskHandler;

/** What tests say of handlers. */
final class Assured {

    private Assured() {}

    static <P> TaskFailedException fails(TaskHandler<P, ?> handler, P params, TaskContext context, String code) {
        Throwable thrown = catchThrowable(() -> handler.run(params, context));
        assertThat(thrown).isInstanceOf(TaskFailedException.class);
        TaskFailedException failure = (TaskFailedException) thrown;
        assertThat(failure.error().code()).isEqualTo(code);
        return failure;
    }
}
