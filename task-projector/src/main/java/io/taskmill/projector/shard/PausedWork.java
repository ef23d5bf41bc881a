package io.taskmill.projector.shard;

import io.taskmill.model.Pause;
import io.taskmill.model.Phase;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.TypeFound;
import io.taskmill.model.pause.Pauses;
import io.taskmill.model.task.Blocked;
import io.taskmill.model.task.Task;
import io.taskmill.store.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the shard's tasks that are blocked because their type was paused, once it no longer is. Looks when the pauses have
 * changed, when such a task was written although nothing holds it, and every half a minute in any case, since others may
 * have written too.
 */
final class PausedWork {

    private static final Logger LOG = LoggerFactory.getLogger(PausedWork.class);

    /** So that many blocked tasks do not hold up the shard; the others follow at the next calls. */
    static final int AT_ONCE = 500;

    /**
     * After so long all workers know that something is paused no more: a heartbeat, and the second for which what is paused
     * may be remembered here. Sooner they would give the tasks back again, as fast as they get them.
     */
    static final Duration ALL_KNOW = Duration.ofSeconds(4);

    private static final Duration LOOK_ANYWAY = Duration.ofSeconds(30);

    private final int shard;
    private final ShardParts parts;

    private long revision;
    private Instant nextLook = Instant.MIN;

    /** The latest of the times at which a look was wanted. */
    private Instant lastWanted = Instant.MIN;

    PausedWork(int shard, ShardParts parts) {
        this.shard = shard;
        this.parts = parts;
    }

    void forget() {
        nextLook = Instant.MIN;
    }

    /** A worker that did not know it yet may have given it back for a pause that is over. */
    void written(Task task) {
        Blocked blocked = task.blocked();
        if (blocked != null && blocked.paused() && task.phase() == Phase.BLOCKED && !isPaused(task)) {
            lookAt(parts.clock().instant().plus(ALL_KNOW));
        }
    }

    private boolean isPaused(Task task) {
        TaskSpec spec = task.spec();
        return spec == null || parts.knownPauses().present().isPaused(Pause.Kind.TYPE, spec.type());
    }

    private void lookAt(Instant time) {
        nextLook = time.isBefore(nextLook) ? time : nextLook;
        lastWanted = time.isAfter(lastWanted) ? time : lastWanted;
    }

    /** The tasks to be tried again; at most {@value #AT_ONCE}, the rest at the next calls. */
    List<TypeFound> find() {
        Instant now = parts.clock().instant();
        Pauses pauses = parts.knownPauses().present();
        if (pauses.revision() != revision) {
            revision = pauses.revision();
            lookAt(now.plus(ALL_KNOW));
        }
        if (now.isBefore(nextLook)) {
            return List.of();
        }
        var found = parts.tasks()
                .resumed(shard, pauses.names(Pause.Kind.TYPE), now.minus(ALL_KNOW), AT_ONCE)
                .values();
        Instant next = lastWanted.isAfter(now) ? lastWanted : now.plus(LOOK_ANYWAY);
        nextLook = found.size() == AT_ONCE ? now : next;
        if (!found.isEmpty()) {
            LOG.info("types are resumed shard={} blocked={}", shard, found.size());
        }
        return found.stream()
                .map(Versioned::entity)
                .map(task -> new TypeFound(task.id(), task.epoch()))
                .toList();
    }
}
