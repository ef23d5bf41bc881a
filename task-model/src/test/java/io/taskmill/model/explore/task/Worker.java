package io.taskmill.model.explore.task;

import org.jspecify.annotations.Nullable;

/**
 * A worker with one slot.
 *
 * @param epoch of its run; 0 while it is idle
 */
@SuppressWarnings("EnumOrdinal") // numbers of bits, kept nowhere
public record Worker(int epoch, Stage stage, Loss loss) {

    static final Worker IDLE = new Worker(0, Stage.IDLE, Loss.NONE);

    /** What its one slot is doing. */
    public enum Stage {
        IDLE,
        /** It holds a command and waits for the grant. */
        ASKING,
        /** A handler runs. */
        AT_WORK,
        /** The handler was told that the task is cancelled and has not returned yet. */
        STOPPING,
        /** The process is dead, or was told that its session is over. */
        GONE
    }

    /** What has become of its session. */
    public enum Loss {
        NONE,
        /** SESSION_LOST is on its way to the task's shard. */
        DECLARED,
        /** SESSION_LOST was folded. */
        FOLDED
    }

    public boolean isRunning() {
        return stage == Stage.AT_WORK || stage == Stage.STOPPING;
    }

    public Worker with(Stage next, int of) {
        return new Worker(of, next, loss);
    }

    public Worker idle() {
        return with(Stage.IDLE, 0);
    }

    public Worker with(Loss next) {
        return new Worker(epoch, stage, next);
    }

    /** As any record's, but quick. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Worker worker && epoch == worker.epoch && stage == worker.stage && loss == worker.loss;
    }

    @Override
    public int hashCode() {
        return (epoch * 8 + stage.ordinal()) * 4 + loss.ordinal();
    }
}
