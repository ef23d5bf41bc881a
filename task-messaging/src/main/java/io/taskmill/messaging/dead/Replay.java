package io.taskmill.messaging.dead;

import io.taskmill.messaging.Topology;
import io.taskmill.messaging.publish.Outbound;
import io.taskmill.messaging.publish.Publication;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.messaging.publish.Publisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Puts letters back into the queues that they were read from, each until the broker has confirmed it. Who is stopped
 * between that and the acknowledgement leaves a letter whose message is on its way, marked as perhaps published before:
 * replaying it once more does no harm.
 */
final class Replay implements Act {

    private final Publisher publisher;
    private final Topology topology;
    private final Duration confirmTimeout;

    /** Queues that have taken one. */
    private final Set<String> there = new HashSet<>();

    private final Set<String> gone = new HashSet<>();

    Replay(Publisher publisher, Topology topology, Duration confirmTimeout) {
        this.publisher = publisher;
        this.topology = topology;
        this.confirmTimeout = confirmTimeout;
    }

    /** Whoever can write letters has not thereby the right to write anywhere. */
    @Override
    public Optional<LeftReason> stays(DeadLetter letter) {
        String origin = letter.origin();
        if (origin == null) {
            return Optional.of(LeftReason.NO_ORIGIN);
        }
        if (!topology.isOfTasks(origin)) {
            return Optional.of(LeftReason.REFUSED_ORIGIN);
        }
        return gone.contains(origin) ? Optional.of(LeftReason.QUEUE_GONE) : Optional.empty();
    }

    /** First one for each queue, so that where none is there, no more are sent. */
    @Override
    public Map<Fetched, LeftReason> carryOut(List<Fetched> letters) throws InterruptedException {
        Map<Fetched, LeftReason> staying = new HashMap<>();
        Set<String> tried = new HashSet<>(there);
        List<Fetched> first =
                letters.stream().filter(held -> tried.add(origin(held))).toList();
        List<Fetched> others = new ArrayList<>(letters);
        others.removeAll(first);
        publish(first, staying);
        publish(others.stream().filter(held -> !gone.contains(origin(held))).toList(), staying);
        others.stream()
                .filter(held -> gone.contains(origin(held)))
                .forEach(held -> staying.put(held, LeftReason.QUEUE_GONE));
        return staying;
    }

    private void publish(List<Fetched> letters, Map<Fetched, LeftReason> staying) throws InterruptedException {
        Map<Fetched, Publication> publications = new LinkedHashMap<>();
        for (Fetched held : letters) {
            byte[] body = Objects.requireNonNull(held.body(), "only letters whose bodies were kept are replayed");
            publications.put(held, publisher.publish(Outbound.replay(body, origin(held))));
        }
        long deadline = System.nanoTime() + confirmTimeout.toNanos();
        for (Map.Entry<Fetched, Publication> each : publications.entrySet()) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            settled(each.getKey(), each.getValue().await(left), staying);
        }
    }

    private void settled(Fetched held, PublishOutcome outcome, Map<Fetched, LeftReason> staying) {
        switch (outcome) {
            case PublishOutcome.Accepted _ -> there.add(origin(held));
            case PublishOutcome.Returned _ -> {
                gone.add(origin(held));
                staying.put(held, LeftReason.QUEUE_GONE);
            }
            case PublishOutcome.NotSent _, PublishOutcome.Impossible _, PublishOutcome.Unknown _ ->
                staying.put(held, LeftReason.NOT_CONFIRMED);
        }
    }

    private static String origin(Fetched held) {
        return Objects.requireNonNull(held.letter().origin(), "letters without an origin stay");
    }
}
