package io.taskmill.projector.shard;

import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.UserCommand.DeleteTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the shard's tasks that have ended longer ago than tasks which ended so are kept, and asks for their deletion as
 * somebody would: what is to be left of them, and whom it is told, is decided where that is (docs/adr, 021). Used by the
 * shard's thread.
 */
final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** Who asks. */
    private static final String ACTOR = "taskmill:retention";

    /** Of each state; so that live tasks wait for a small write at most, some ten milliseconds. */
    private static final int AT_ONCE = 100;

    /** After a while of deleting the shard's messages have the thread for so many times that while. */
    private static final int REST = 4;

    private static final Duration LOOK = Duration.ofSeconds(10);

    private final int shard;
    private final ShardParts parts;

    /** What a user's command cannot have: nobody else knows the name of this replica. */
    private final String command;

    private long began;
    private boolean more;

    /** After a start there is more urgent work. */
    private long notBefore = System.nanoTime() + LOOK.toNanos();

    Retention(int shard, ShardParts parts) {
        this.shard = shard;
        this.parts = parts;
        this.command = "retention-" + parts.replica().name();
    }

    /** Whether it was not somebody who has asked for it. */
    static boolean asksFor(DeleteTask deletion) {
        return ACTOR.equals(deletion.actor());
    }

    /** What is to be deleted now, the longest ended first, and the rest at the next calls; {@link #deleted} is to follow. */
    List<DeleteTask> find() {
        long now = System.nanoTime();
        if (now - notBefore < 0) {
            return List.of();
        }
        began = now;
        notBefore = now + LOOK.toNanos();
        more = false;
        Instant at = parts.clock().instant();
        List<DeleteTask> old = new ArrayList<>();
        for (Map.Entry<State, Duration> kept : parts.retention().entrySet()) {
            Map<TaskId, Integer> ended = parts.tasks().ended(shard, kept.getKey(), at.minus(kept.getValue()), AT_ONCE);
            ended.forEach((task, epoch) -> old.add(new DeleteTask(task, command, ACTOR, at, epoch)));
            more |= ended.size() == AT_ONCE;
        }
        if (!old.isEmpty()) {
            LOG.info("old tasks are deleted shard={} tasks={} more={}", shard, old.size(), more);
        }
        return old;
    }

    /** What was found is folded. */
    void deleted() {
        if (more) {
            long now = System.nanoTime();
            notBefore = now + REST * (now - began);
        }
    }
}
