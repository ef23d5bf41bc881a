package io.taskmill.api;

import io.taskmill.api.start.Installed;
import io.taskmill.model.Priority;
import io.taskmill.model.WorkQueue;
import io.taskmill.model.session.Session;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a test says stands between a task and its start. */
public final class KnownWaiting implements Installed.Waiting {

    public long aheadInQueue;
    public long aheadAtGate;
    public @Nullable Session session;

    @Override
    public long aheadInQueue(WorkQueue queue, Instant dispatched, int most) {
        return Math.min(aheadInQueue, most);
    }

    @Override
    public long aheadAtGate(String gate, Priority priority, Instant since, int most) {
        return Math.min(aheadAtGate, most);
    }

    @Override
    public Optional<Session> session(String id) {
        return Optional.ofNullable(session).filter(known -> known.id().equals(id));
    }
}
