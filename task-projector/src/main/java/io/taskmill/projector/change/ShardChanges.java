package io.taskmill.projector.change;

import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.change.TasksChanged.Change;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskRow;
import io.taskmill.projector.fold.Written;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is written on one shard and sends it once a batch. A listener that misses something must be able to tell:
 * so this is another sender after whatever may have left a write untold, and says regularly that it is there. Confined to
 * the shard's thread.
 */
public final class ShardChanges {

    /** In one message. */
    static final int MAX_CHANGES = 500;

    private final int shard;
    private final Broadcast broadcast;
    private final Map<TaskId, Change> pending = new LinkedHashMap<>();
    private Sender sender;
    private boolean due;

    public ShardChanges(int shard, Broadcast broadcast) {
        this.shard = shard;
        this.broadcast = broadcast;
        this.sender = newSender();
    }

    /** A task's document was written. */
    public void wrote(Written<Task> written) {
        Task task = written.after();
        Task before = written.before();
        if (!task.isStub()) {
            tell(new Change(TaskRow.of(task, written.version()), shown(before)));
        } else if (before != null && !before.isStub()) {
            tell(new Change(TaskRow.of(before, written.version()), before.state(), true));
        }
    }

    private void tell(Change change) {
        pending.merge(
                change.row().id(),
                change,
                (earlier, later) -> new Change(later.row(), earlier.from(), later.deleted()));
    }

    private static @Nullable State shown(@Nullable Task before) {
        return before == null || before.isStub() ? null : before.state();
    }

    /** Others may have written here, or this replica something that it was not told of: from now on another sender. */
    public void renew() {
        pending.clear();
        sender = newSender();
        due = true;
    }

    /** Something is sent with the next batch, whether there are changes or not. */
    public void beat() {
        due = true;
    }

    /** Sends what has gathered. Never blocks. */
    public void flush() {
        if (pending.isEmpty() && !due) {
            return;
        }
        due = false;
        List<Change> changes = new ArrayList<>(pending.values());
        pending.clear();
        int from = 0;
        do {
            int to = Math.min(changes.size(), from + MAX_CHANGES);
            broadcast.send(sender, changes.subList(from, to));
            from = to;
        } while (from < changes.size());
    }

    private Sender newSender() {
        return new Sender(UUID.randomUUID().toString(), shard);
    }
}
