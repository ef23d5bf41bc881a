package io.taskmill.model.explore.session;

import io.taskmill.model.explore.session.SessionSetting.Chance;
import java.util.List;
import java.util.Set;

/** The worlds that are explored. */
final class SessionSettings {

    static final SessionSetting STALLS =
            new SessionSetting("broker stalls", 2, false, false, Set.of(Chance.BROKER_STALLS, Chance.TAKE_OVER));
    static final SessionSetting LINGER = new SessionSetting(
            "publishes linger",
            1,
            false,
            false,
            Set.of(Chance.BEATS_LINGER, Chance.CONFIRMS_LINGER, Chance.TICKS_LINGER));
    static final SessionSetting LATE_TICKS =
            new SessionSetting("late ticks", 2, false, false, Set.of(Chance.DEATH, Chance.TICKS_LINGER));
    static final SessionSetting DEATH =
            new SessionSetting("death and pause", 2, false, false, Set.of(Chance.DEATH, Chance.PAUSE));
    static final SessionSetting PROBE = new SessionSetting(
            "probe", 1, false, false, Set.of(Chance.PROBE, Chance.DEATH, Chance.BROKER_STALLS, Chance.PAUSE));
    static final SessionSetting TASK = new SessionSetting("task", 0, true, false, Set.of(Chance.PAUSE, Chance.DEATH));
    static final SessionSetting PROBED_TASK =
            new SessionSetting("probed task", 0, true, false, Set.of(Chance.PROBE, Chance.PAUSE));
    static final SessionSetting STRICT_TASK =
            new SessionSetting("strict task", 0, true, true, Set.of(Chance.BEATS_LINGER));

    static final SessionSetting STRICT_PROBED_TASK =
            new SessionSetting("strict probed task", 0, true, true, Set.of(Chance.PROBE, Chance.PAUSE));

    static final List<SessionSetting> ALL =
            List.of(STALLS, LINGER, LATE_TICKS, DEATH, PROBE, TASK, PROBED_TASK, STRICT_TASK, STRICT_PROBED_TASK);

    private SessionSettings() {}
}
