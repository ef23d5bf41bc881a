package io.taskmill.projector.shard;

import io.taskmill.model.Pause;
import io.taskmill.model.WorkQueue;
import io.taskmill.model.message.CommandMissed;
import io.taskmill.model.pause.Pauses;
import io.taskmill.model.task.Dispatched;
import io.taskmill.model.task.Task;
import io.taskmill.projector.queue.MissedCommands;
import io.taskmill.store.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the shard's tasks that wait for a command which is in no queue any more: purged, or deleted with its queue. */
final class QueuedCheck {

    private static final Logger LOG = LoggerFactory.getLogger(QueuedCheck.class);

    /** So that a large queue that was purged does not hold up the shard. */
    private static final int AT_ONCE = 200;

    private final int shard;
    private final ShardParts parts;
    private final MissedCommands missed;

    QueuedCheck(int shard, ShardParts parts) {
        this.shard = shard;
        this.parts = parts;
        this.missed = new MissedCommands(parts.queueWatch());
    }

    void begin() {
        missed.begin(parts.clock().instant(), parts.replica().uptime());
    }

    void end() {
        parts.queueWatch().watch(shard, List.of());
        parts.oldestWaiting().forget(shard);
    }

    /** A tick that this replica sent at that uptime is folded. */
    void foldedThrough(Duration uptime) {
        missed.foldedThrough(uptime);
    }

    /** The task is no longer queued as it was before: a run has it. */
    void left(Task before) {
        Dispatched dispatched = before.dispatched();
        if (dispatched != null) {
            before.queue().ifPresent(queue -> missed.left(queue, dispatched.at()));
        }
    }

    /** The commands to be published once more. */
    List<CommandMissed> check() {
        Map<WorkQueue, Task> longest = parts.tasks().longestWaiting(shard);
        parts.queueWatch().watch(shard, longest.keySet());
        parts.oldestWaiting().found(shard, longest);
        Instant now = parts.clock().instant();
        List<CommandMissed> found = new ArrayList<>();
        Pauses pauses = parts.knownPauses().present();
        longest.keySet().stream()
                .filter(queue -> !pauses.isPaused(Pause.Kind.POOL, queue.pool())) // no worker would take them
                .forEach(queue -> missed.goneBefore(queue).ifPresent(gone -> addMissed(found, queue, gone, now)));
        return found;
    }

    private void addMissed(List<CommandMissed> found, WorkQueue queue, Instant goneBefore, Instant now) {
        int room = AT_ONCE - found.size();
        if (room == 0) {
            return;
        }
        var waiting = parts.tasks().waiting(shard, queue, goneBefore, now, room);
        for (Versioned<Task> task : waiting) {
            Dispatched dispatched = task.entity().dispatched();
            if (dispatched != null) {
                found.add(new CommandMissed(task.entity().id(), task.entity().epoch(), dispatched.at()));
            }
        }
        if (!waiting.isEmpty()) {
            LOG.warn("commands are missing shard={} queue={} tasks={}", shard, queue, waiting.size());
        }
    }
}
