package io.taskmill.api.workers;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.taskmill.model.TaskId;
import io.taskmill.model.WorkerInfo;
import io.taskmill.model.session.LeaseWatch;
import io.taskmill.model.session.Session;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The workers whose session lives.
 *
 * @param items by name, then by session
 */
record WorkerPage(List<Item> items) {

    /** Of one worker no more tasks are named. */
    static final int MOST_NAMED = 100;

    /**
     * One of them, as its last heartbeat told. Absent values are left out.
     *
     * @param session what it is known by in tasks' runs; another one after each loss
     * @param leaseUntil when its lease is over if no further heartbeat renews it, by its own clock
     * @param draining whether it is being stopped and takes no more tasks
     * @param slots how many tasks it runs at the same time
     * @param free how many of them are free
     * @param used how many of them are taken
     * @param leaked how many runs of any of its sessions go on although they were stopped longer ago than their grace
     * @param running what runs in it as far as it is recorded
     * @param types of each type that it can run the version; absent of a worker that does not tell
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            String session,
            String name,
            Session.Status status,
            @Nullable Instant started,
            @Nullable Instant lastHeartbeat,
            @Nullable Instant leaseUntil,
            boolean draining,
            String host,
            long pid,
            String version,
            List<String> pools,
            int slots,
            int free,
            int used,
            int leaked,
            Running running,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Integer> types) {}

    /**
     * What runs in a worker's session.
     *
     * @param count how many tasks
     * @param tasks the oldest of them, at most {@value #MOST_NAMED}
     */
    record Running(int count, List<String> tasks) {

        static Running of(List<TaskId> tasks) {
            return new Running(
                    tasks.size(),
                    tasks.stream()
                            .map(TaskId::toString)
                            .sorted()
                            .limit(MOST_NAMED)
                            .toList());
        }
    }

    /** @param running by session */
    static WorkerPage of(Collection<Session> living, Map<String, List<TaskId>> running) {
        return new WorkerPage(living.stream()
                .flatMap(session -> session.worker() == null
                        ? Stream.empty() // heard of without a heartbeat, which would have told who it is
                        : Stream.of(item(
                                session, session.worker(), Running.of(running.getOrDefault(session.id(), List.of())))))
                .sorted(Comparator.comparing(Item::name).thenComparing(Item::session))
                .toList());
    }

    private static Item item(Session session, WorkerInfo worker, Running running) {
        Instant heartbeat = session.lastHeartbeat();
        return new Item(
                session.id(),
                worker.name(),
                session.status(),
                session.started(),
                heartbeat,
                heartbeat == null ? null : heartbeat.plus(LeaseWatch.LEASE),
                worker.draining(),
                worker.host(),
                worker.pid(),
                worker.version(),
                worker.pools(),
                worker.slots(),
                Math.max(0, worker.slots() - worker.used()),
                worker.used(),
                worker.leaked(),
                running,
                new TreeMap<>(worker.types()));
    }
}
