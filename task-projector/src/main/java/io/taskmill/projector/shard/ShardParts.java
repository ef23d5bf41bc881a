package io.taskmill.projector.shard;

import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.model.Shards;
import io.taskmill.model.State;
import io.taskmill.model.id.TaskIds;
import io.taskmill.model.schedule.ScheduleRules;
import io.taskmill.projector.change.Broadcast;
import io.taskmill.projector.follow.FollowUps;
import io.taskmill.projector.follow.Prober;
import io.taskmill.projector.pause.KnownPauses;
import io.taskmill.projector.queue.OldestWaiting;
import io.taskmill.projector.queue.QueueWatch;
import io.taskmill.projector.tick.Replica;
import io.taskmill.store.ChunkStore;
import io.taskmill.store.EntityStore;
import io.taskmill.store.GateStore;
import io.taskmill.store.Installation;
import io.taskmill.store.JournalStore;
import io.taskmill.store.LostSessionStore;
import io.taskmill.store.PausesStore;
import io.taskmill.store.RateStore;
import io.taskmill.store.RunLogStore;
import io.taskmill.store.ScheduleStore;
import io.taskmill.store.SessionStore;
import io.taskmill.store.TaskCountStore;
import io.taskmill.store.TaskStore;
import io.taskmill.store.TaskTypeStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * What the folders of all shards of a process share.
 *
 * @param retention how long tasks that have ended in a state are kept; without an entry for ever
 * @param journalBounds how much of the journal is kept
 * @param ids derives those of children
 */
public record ShardParts(
        Shards shards,
        TaskRules rules,
        WireCodec codec,
        TaskStore tasks,
        RunLogStore logs,
        JournalStore journal,
        SessionStore sessions,
        GateStore gates,
        RateStore rates,
        TaskTypeStore types,
        PausesStore pauses,
        LostSessionStore lostSessions,
        TaskCountStore counts,
        ScheduleStore schedules,
        ScheduleRules scheduleRules,
        ScheduleMetrics scheduleMetrics,
        Installation installation,
        FollowUps followUps,
        Broadcast broadcast,
        Prober prober,
        FoldMetrics metrics,
        ShardSharing sharing,
        Replica replica,
        QueueWatch queueWatch,
        OldestWaiting oldestWaiting,
        KnownPauses knownPauses,
        Map<State, Duration> retention,
        JournalBounds journalBounds,
        Clock clock,
        ChunkStore chunks,
        EntityStore entities,
        TaskIds ids) {}
