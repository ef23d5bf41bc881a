package io.taskmill.it.docs.handlers;

import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskHandler;
import java.util.Map;

/** Goes on from the block that an earlier run came to. */
final class ArchiveVolume implements TaskHandler<ArchiveVolume.Params, Integer> {

    private final Archive archive;

    ArchiveVolume(Archive archive) {
        this.archive = archive;
    }

    record Params(String volume, int blocks) {}

    /** What a run leaves for the next one. */
    record Done(int blocks) {
        static final Done NOTHING = new Done(0);
    }

    interface Archive {
        void requireWritable(String volume);

        void write(String volume, int block);

        void seal(String volume);
    }

    @Override
    public TaskDescription<Params> describe() {
        return TaskDescription.of("ARCHIVE_VOLUME", Params.class, Map.of());
    }

    // tag::checkpoint
    @Override
    public Integer run(Params params, TaskContext context) throws InterruptedException {
        Done done = context.lastCheckpoint(Done.class).orElse(Done.NOTHING);
        if (done.blocks() == 0) {
            context.step("VALIDATING");
            archive.requireWritable(params.volume());
        }
        context.step("EXECUTING");
        while (done.blocks() < params.blocks()) {
            archive.write(params.volume(), done.blocks());
            done = new Done(done.blocks() + 1);
            context.checkpoint(done);
        }
        context.step("FINALIZING");
        archive.seal(params.volume());
        return done.blocks();
    }
    // end::checkpoint
}
