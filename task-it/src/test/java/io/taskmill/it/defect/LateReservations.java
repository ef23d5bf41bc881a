package io.taskmill.it.defect;

import io.taskmill.model.TaskId;
import io.taskmill.store.Reservation;
import io.taskmill.store.Reservations;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Reserves a key once its task is published. */
final class LateReservations implements Reservations {

    private record Asked(Reservation fresh, Duration ttl) {}

    private final Reservations real;
    private final Map<TaskId, Asked> asked = new ConcurrentHashMap<>();

    LateReservations(Reservations real) {
        this.real = real;
    }

    @Override
    public Optional<Reservation> find(String key) {
        return real.find(key);
    }

    @Override
    public boolean reserve(Reservation fresh, Duration ttl) {
        asked.put(fresh.task(), new Asked(fresh, ttl));
        return true;
    }

    @Override
    public boolean takeOver(Reservation known, String holder, Duration lease) {
        return real.takeOver(known, holder, lease);
    }

    @Override
    public void markSent(String key, TaskId task) {
        try {
            TimeUnit.SECONDS.sleep(1); // so that others with the key come by
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Asked late = asked.remove(task);
        if (late != null) {
            real.reserve(late.fresh(), late.ttl());
        }
        real.markSent(key, task);
    }

    @Override
    public boolean forget(String key, TaskId task) {
        return real.forget(key, task);
    }

    @Override
    public void release(String key, String holder) {
        real.release(key, holder);
    }

    @Override
    public boolean drop(String key, String holder) {
        return real.drop(key, holder);
    }
}
