package io.taskmill.api.submit;

import io.taskmill.model.TaskId;
import io.taskmill.store.Reservation;
import io.taskmill.store.Reservations;
import io.taskmill.store.StoreUnavailableException;
import io.taskmill.store.Unsent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reservations as the store keeps them, with a clock and outages that a test sets. */
final class StoredReservations implements Reservations {

    /** What is asked of the store. */
    enum Access {
        FIND,
        RESERVE,
        TAKE_OVER,
        MARK_SENT,
        RELEASE,
        DROP,
        FORGET
    }

    private final Map<String, Reservation> kept = new HashMap<>();
    private final Map<String, Instant> leasedAt = new HashMap<>();
    private final Map<Access, StoreUnavailableException> outages = new HashMap<>();

    Instant now = Instant.EPOCH.plus(Duration.ofDays(1));

    /** Done before an access. */
    Consumer<Access> before = _ -> {};

    void fail(Access access, StoreUnavailableException with) {
        outages.put(access, with);
    }

    void mend() {
        outages.clear();
    }

    int size() {
        return kept.size();
    }

    private void access(Access access) {
        before.accept(access);
        StoreUnavailableException away = outages.get(access);
        if (away != null) {
            throw away;
        }
    }

    @Override
    public Optional<Reservation> find(String key) {
        access(Access.FIND);
        return Optional.ofNullable(kept.get(key));
    }

    @Override
    public boolean reserve(Reservation fresh, Duration ttl) {
        access(Access.RESERVE);
        if (kept.putIfAbsent(fresh.key(), fresh) != null) {
            return false;
        }
        leasedAt.put(fresh.key(), now);
        return true;
    }

    @Override
    public boolean takeOver(Reservation known, String holder, Duration lease) {
        access(Access.TAKE_OVER);
        Unsent before = Objects.requireNonNull(known.unsent());
        boolean over =
                now.isAfter(Objects.requireNonNull(leasedAt.get(known.key())).plus(before.lease()));
        if (!isHeldBy(known.key(), before.holder()) || !over) {
            return false;
        }
        put(known, new Unsent(holder, lease, before.command()));
        leasedAt.put(known.key(), now);
        return true;
    }

    @Override
    public void markSent(String key, TaskId task) {
        access(Access.MARK_SENT);
        Reservation known = kept.get(key);
        if (known != null && known.task().equals(task)) {
            put(known, null);
        }
    }

    @Override
    public boolean forget(String key, TaskId task) {
        access(Access.FORGET);
        Reservation known = kept.get(key);
        return known != null && known.unsent() == null && known.task().equals(task) && kept.remove(key, known);
    }

    @Override
    public void release(String key, String holder) {
        access(Access.RELEASE);
        if (isHeldBy(key, holder)) {
            leasedAt.put(key, Instant.EPOCH);
        }
    }

    @Override
    public boolean drop(String key, String holder) {
        access(Access.DROP);
        return isHeldBy(key, holder) && kept.remove(key) != null;
    }

    private void put(Reservation known, @Nullable Unsent unsent) {
        kept.put(known.key(), new Reservation(known.key(), known.fingerprint(), known.task(), unsent));
    }

    private boolean isHeldBy(String key, String holder) {
        Reservation known = kept.get(key);
        Unsent unsent = known == null ? null : known.unsent();
        return unsent != null && unsent.holder().equals(holder);
    }
}
