package io.taskmill.api.workers;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.taskmill.model.WorkerInfo;
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

    /**
     * One of them, as its last heartbeat told. Absent values are left out.
     *
     * @param session what it is known by in tasks' runs; another one after each loss
     * @param slots how many tasks it runs at the same time
     * @param used how many of them are taken
     * @param types of each type that it can run the version; absent of a worker that does not tell
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            String session,
            String name,
            Session.Status status,
            @Nullable Instant started,
            @Nullable Instant lastHeartbeat,
            String host,
            long pid,
            String version,
            List<String> pools,
            int slots,
            int used,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Integer> types) {}

    static WorkerPage of(Collection<Session> living) {
        return new WorkerPage(living.stream()
                .flatMap(session -> session.worker() == null
                        ? Stream.empty() // heard of without a heartbeat, which would have told who it is
                        : Stream.of(item(session, session.worker())))
                .sorted(Comparator.comparing(Item::name).thenComparing(Item::session))
                .toList());
    }

    private static Item item(Session session, WorkerInfo worker) {
        return new Item(
                session.id(),
                worker.name(),
                session.status(),
                session.started(),
                session.lastHeartbeat(),
                worker.host(),
                worker.pid(),
                worker.version(),
                worker.pools(),
                worker.slots(),
                worker.used(),
                new TreeMap<>(worker.types()));
    }
}
