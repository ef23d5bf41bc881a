package io.taskmill.it.docs.handlers;

import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Must never have two runs at once, and what it writes to checks that. */
final class ResizeVolume implements TaskHandler<ResizeVolume.Params, Void> {

    /** A system outside that remembers the highest fence it has seen for a task, and refuses lower ones. */
    interface Storage {

        void resize(String volume, long gibibytes, String task, int fence);
    }

    record Params(String volume, long gibibytes) {}

    private final Storage storage;

    ResizeVolume(Storage storage) {
        this.storage = storage;
    }

    // tag::strict
    @Override
    public TaskDescription<Params> describe() {
        return TaskDescription.of("RESIZE_VOLUME", Params.class, Map.of()).withStrictStart();
    }
    // end::strict

    // tag::fence
    @Override
    public @Nullable Void run(Params params, TaskContext context) {
        storage.resize(params.volume(), params.gibibytes(), context.task().toString(), context.fence());
        return null;
    }
    // end::fence
}
