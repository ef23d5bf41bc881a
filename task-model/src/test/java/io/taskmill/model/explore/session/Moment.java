package io.taskmill.model.explore.session;

import io.taskmill.model.explore.task.World;
import io.taskmill.model.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything at one moment. Durations are spans from now, so that a moment does not tell how much time has passed.
 *
 * @param session as the session's own shard knows it
 * @param ticks per sender the age of the tick that the broker has not taken yet; {@link #NONE} if there is none
 * @param flows whether the broker takes anything
 * @param looks how often the control queue was found gone, one step of time apart
 * @param waited whether a step of time has passed since the last look
 * @param task the task of the other shard, with its own two workers, of which the first one runs in this session
 */
record Moment(
        Session session,
        Watch watch,
        Beats beats,
        List<Integer> ticks,
        boolean flows,
        int looks,
        boolean waited,
        World task) {

    static final int NONE = -1;

    Moment with(Session next, Watch watching) {
        return new Moment(next, watching, beats, ticks, flows, looks, waited, task);
    }

    Moment with(Beats next) {
        return new Moment(session, watch, next, ticks, flows, looks, waited, task);
    }

    Moment with(World next) {
        return new Moment(session, watch, beats, ticks, flows, looks, waited, next);
    }

    Moment withTicks(List<Integer> next) {
        return new Moment(session, watch, beats, next, flows, looks, waited, task);
    }

    Moment lookedAgain(int found) {
        return new Moment(session, watch, beats, ticks, flows, found, false, task);
    }

    Moment later(Watch rebased, Beats older, List<Integer> olderTicks, boolean flowing) {
        return new Moment(session, rebased, older, olderTicks, flowing, looks, looks > 0, task);
    }

    /** As any record's, but quick: there is one object for each watch and each session. */
    @Override
    @SuppressWarnings("ReferenceEquality") // there is one object for each
    public boolean equals(@Nullable Object other) {
        return other instanceof Moment moment
                && watch == moment.watch
                && session == moment.session
                && flows == moment.flows
                && looks == moment.looks
                && waited == moment.waited
                && beats.equals(moment.beats)
                && ticks.equals(moment.ticks)
                && task.equals(moment.task);
    }

    @Override
    public int hashCode() {
        int hash = System.identityHashCode(watch);
        hash = hash * 31 + System.identityHashCode(session);
        hash = hash * 31 + beats.hashCode();
        hash = hash * 31 + ticks.hashCode();
        hash = hash * 31 + looks * 8 + (flows ? 4 : 0) + (waited ? 2 : 0);
        return hash * 31 + task.hashCode();
    }
}
