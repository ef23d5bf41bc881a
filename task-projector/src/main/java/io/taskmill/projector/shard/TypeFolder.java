package io.taskmill.projector.shard;

import io.taskmill.model.message.TypeAnnounced;
import io.taskmill.model.type.TaskType;
import io.taskmill.projector.fold.Decider;
import io.taskmill.projector.fold.Folded;
import io.taskmill.projector.fold.GuardedFold;
import io.taskmill.projector.fold.Keyed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folds what workers announce of the types that live on one shard. */
final class TypeFolder {

    private static final Logger LOG = LoggerFactory.getLogger(TypeFolder.class);

    private static final int CACHED = 1_000;

    private final GuardedFold<String, TaskType> fold;
    private final List<Keyed<String, TypeAnnounced>> pending = new ArrayList<>();

    TypeFolder(ShardParts parts) {
        this.fold = new GuardedFold<>(parts.types(), CACHED, _ -> true, _ -> {});
    }

    void forget() {
        fold.forget();
        pending.clear();
    }

    void add(TypeAnnounced announced) {
        pending.add(new Keyed<>(announced.type().name(), announced));
    }

    void flush() {
        if (pending.isEmpty()) {
            return;
        }
        List<Keyed<String, TypeAnnounced>> batch = List.copyOf(pending);
        pending.clear();
        Decider<TaskType, TypeAnnounced, Boolean> decider = (known, announced) -> new Decider.Decided<>(
                TaskType.announced(known, announced.type()),
                known != null && known.contradicts(announced.type()),
                true);
        fold.fold(batch, decider).stream().filter(Folded::outcome).forEach(folded -> contradicted(folded.entity()));
    }

    /** A line each time, so that two builds that take turns are noticed. */
    private static void contradicted(@Nullable TaskType now) {
        if (now != null) {
            LOG.warn(
                    "another schema for one version of a task type, the later stands: raise the version type={} version={}",
                    now.name(),
                    now.version());
        }
    }
}
