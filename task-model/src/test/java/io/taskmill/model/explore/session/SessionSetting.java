package io.taskmill.model.explore.session;

import java.util.Set;

/**
 * Which world is explored.
 *
 * @param senders of ticks; 0 if there is a tick with each step of time, always in time
 * @param withTask whether the session runs a task of another shard
 */
record SessionSetting(String name, int senders, boolean withTask, boolean strict, Set<Chance> chances) {

    /** What may happen besides beats and ticks that come in time. */
    enum Chance {
        /** The whole broker takes nothing for a while; everybody else is well. */
        BROKER_STALLS,
        /** The publish of a heartbeat takes as long as it likes. */
        BEATS_LINGER,
        /** The confirm of a heartbeat does. */
        CONFIRMS_LINGER,
        /** The publish of a tick does. */
        TICKS_LINGER,
        /** The worker does not beat for a while. */
        PAUSE,
        /** The worker dies. */
        DEATH,
        /** The worker's connection is away for a while, and with it its control queue, which is probed. */
        PROBE,
        /** Another projector takes over the session's shard. */
        TAKE_OVER
    }

    SessionSetting {
        chances = Set.copyOf(chances);
    }

    boolean has(Chance chance) {
        return chances.contains(chance);
    }

    @Override
    public String toString() {
        return name;
    }
}
