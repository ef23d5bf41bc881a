package io.taskmill.it.mortal;

import io.taskmill.model.TaskId;
import io.taskmill.store.Reservation;
import io.taskmill.store.Reservations;
import java.time.Duration;
import java.util.Optional;

/** Ends the process at one access, as hard as {@code kill -9} does: nothing is closed, no hook is run. */
final class MortalReservations implements Reservations {

    private final Reservations real;
    private final Death death;

    MortalReservations(Reservations real, Death death) {
        this.real = real;
        this.death = death;
    }

    private void dieAt(Death here) {
        if (here == death) {
            Runtime.getRuntime().halt(137);
        }
    }

    @Override
    public Optional<Reservation> find(String key) {
        return real.find(key);
    }

    @Override
    public boolean reserve(Reservation fresh, Duration ttl) {
        dieAt(Death.BEFORE_RESERVE);
        boolean reserved = real.reserve(fresh, ttl);
        dieAt(Death.BEFORE_PUBLISH);
        return reserved;
    }

    @Override
    public boolean takeOver(Reservation known, String holder, Duration lease) {
        boolean taken = real.takeOver(known, holder, lease);
        if (taken) {
            dieAt(Death.BEFORE_PUBLISH_AGAIN);
        }
        return taken;
    }

    @Override
    public void markSent(String key, TaskId task) {
        dieAt(Death.BEFORE_MARK);
        real.markSent(key, task);
        dieAt(Death.BEFORE_ANSWER);
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
