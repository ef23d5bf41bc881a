package io.taskmill.it.docs.handlers;

import io.taskmill.handler.EntityFact;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import java.util.Map;

/** Tells of what it builds. */
final class CreateMirror implements TaskHandler<CreateMirror.Params, Integer> {

    /** Where volumes are mirrored. */
    interface Mirrors {

        int copy(String volume);
    }

    record Params(String volume) {}

    private final Mirrors mirrors;

    CreateMirror(Mirrors mirrors) {
        this.mirrors = mirrors;
    }

    @Override
    public TaskDescription<Params> describe() {
        return TaskDescription.of("CREATE_MIRROR", Params.class, Map.of());
    }

    // tag::entity
    @Override
    public Integer run(Params params, TaskContext context) throws InterruptedException {
        EntityFact mirror = EntityFact.of("mirror", params.volume());
        context.entity(mirror.isBuilding("COPYING"));
        int blocks = mirrors.copy(params.volume());
        context.entity(mirror.is("READY").with("blocks", blocks));
        return blocks;
    }
    // end::entity
}
