package io.taskmill.it.chaos;

import io.taskmill.it.ledger.LedgerHandler;
import io.taskmill.messaging.Topology;
import io.taskmill.model.Priority;
import io.taskmill.model.WorkQueue;
import io.taskmill.testkit.FaultKind;
import io.taskmill.testkit.LocalCluster;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What is done to the system. */
enum Kind {
    KILL_API(Cast.APIS),
    KILL_PROJECTOR(Cast.PROJECTORS),
    KILL_WORKER(Cast.WORKERS),
    KILL_BROKER(List.of(Cast.BROKER)),
    KILL_STORE(List.of(Cast.STORE)),
    STOP_API(Cast.APIS),
    STOP_PROJECTOR(Cast.PROJECTORS),
    STOP_WORKER(Cast.WORKERS),
    STOP_BROKER(List.of(Cast.BROKER), 0, 10),
    STOP_STORE(List.of(Cast.STORE), 0, 10),
    FREEZE_API(Cast.APIS, 1, 20),
    FREEZE_PROJECTOR(Cast.PROJECTORS, 1, 20),
    /** Shorter than a lease, about as long, and longer. */
    FREEZE_WORKER(Cast.WORKERS, 8, 25),
    FREEZE_BROKER(List.of(Cast.BROKER), 1, 8),
    FREEZE_STORE(List.of(Cast.STORE), 1, 8),
    /** Nothing passes, and nobody notices. */
    CUT(Cast.links(), 2, 25),
    /** The server sees the end of its connections, and the process does not. */
    HALF_OPEN(Cast.links(), 2, 25),
    /** The server is not heard. */
    ONE_WAY(Cast.links(), 2, 15),
    DELAY(Cast.links(), 5, 20),
    THROTTLE(Cast.links(), 5, 20),
    /** What clients ask for is done, and they do not hear of it. */
    DROP_ANSWERS(Cast.clientLinks(), 1, 10),
    /** The broker is short of disk. */
    ALARM(List.of(Cast.BROKER), 3, 20),
    PURGE_QUEUE(queues()),
    DELETE_QUEUE(queues()),
    /** A message that cannot be used becomes a dead letter, and all of these are replayed. */
    REPLAY(queues()),
    /** Started anew with a clock that is wrong by minutes. */
    CLOCK(Cast.ALL),
    KILL_NODE(LocalCluster.brokerNodes()),
    STOP_NODE(LocalCluster.brokerNodes(), 0, 10),
    /** Others elect a leader before it is back, or do not. */
    FREEZE_NODE(LocalCluster.brokerNodes(), 3, 25),
    KILL_MEMBER(LocalCluster.storeMembers()),
    STOP_MEMBER(LocalCluster.storeMembers(), 0, 10),
    /** Others elect a primary before it is back, or do not. */
    FREEZE_MEMBER(LocalCluster.storeMembers(), 3, 20),
    /** One node after the other is stopped and started. */
    ROLLING_RESTART(List.of("nodes"));

    private static final Set<Kind> OF_CLUSTER = EnumSet.range(KILL_NODE, ROLLING_RESTART);

    /** Of processes: neither of servers, nor of what is between them. */
    private static final Set<Kind> ANYWHERE = EnumSet.of(
            KILL_API,
            KILL_PROJECTOR,
            KILL_WORKER,
            STOP_API,
            STOP_PROJECTOR,
            STOP_WORKER,
            FREEZE_API,
            FREEZE_PROJECTOR,
            FREEZE_WORKER,
            DROP_ANSWERS,
            CLOCK);

    /** Those that there are with one node of each server, or with three. */
    static List<Kind> all(boolean cluster) {
        return Stream.of(values())
                .filter(kind ->
                        cluster ? OF_CLUSTER.contains(kind) || ANYWHERE.contains(kind) : !OF_CLUSTER.contains(kind))
                .toList();
    }

    @SuppressWarnings("ImmutableEnumChecker") // it is, but for what the checker cannot see
    private final FaultKind faults;

    Kind(List<String> targets) {
        this(targets, 0, 0);
    }

    Kind(List<String> targets, int shortestSeconds, int longestSeconds) {
        faults =
                new FaultKind(text(), targets, Duration.ofSeconds(shortestSeconds), Duration.ofSeconds(longestSeconds));
    }

    private static List<String> queues() {
        return Stream.of(false, true)
                .map(strict -> Topology.workQueue(new WorkQueue(LedgerHandler.POOL, Priority.NORMAL, strict)))
                .toList();
    }

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Kind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    FaultKind faults() {
        return faults;
    }
}
