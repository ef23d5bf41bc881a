package io.taskmill.projector.shard;

import io.taskmill.model.message.ConnectionGone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of one shard whose control queue was found gone at a first look. Another look follows; who is heard of until
 * then lives, and has merely connected anew. Nothing here outlasts a channel: the lease ends what is forgotten.
 */
final class SecondLooks {

    private static final Logger LOG = LoggerFactory.getLogger(SecondLooks.class);

    /** A worker sends a heartbeat every three seconds, and one as soon as it is connected again. */
    static final Duration AFTER_THE_FIRST = Duration.ofMillis(3_200);

    private final Function<String, CompletableFuture<Boolean>> look;

    /** When each was found gone, in nanoseconds of the monotonic clock. */
    private final Map<String, Long> foundGone = new HashMap<>();

    /** Those of them that were looked after again. */
    private final Map<String, Long> underLook = new HashMap<>();

    private record Look(String session, long foundGone, boolean there) {}

    /** What came of the second looks; filled by the publisher's threads. */
    private final Queue<Look> looks = new ConcurrentLinkedQueue<>();

    /** @param look whether a session's control queue is there */
    SecondLooks(Function<String, CompletableFuture<Boolean>> look) {
        this.look = look;
    }

    void forget() {
        foundGone.clear();
        underLook.clear();
        looks.clear();
    }

    /** The control queue was found gone at a first look. */
    void foundGone(String session, long now) {
        foundGone.putIfAbsent(session, now);
    }

    /** A heartbeat was folded, or the session is over. */
    void settled(String session) {
        foundGone.remove(session);
        underLook.remove(session);
    }

    /** Looks again where it is time, and gives those that were gone again. */
    List<ConnectionGone> find(long now) {
        foundGone.forEach((session, since) -> {
            if (now - since >= AFTER_THE_FIRST.toNanos() && underLook.putIfAbsent(session, since) == null) {
                var _ = look.apply(session).thenAccept(there -> looks.add(new Look(session, since, there)));
            }
        });
        List<ConnectionGone> gone = new ArrayList<>();
        for (Look taken = looks.poll(); taken != null; taken = looks.poll()) {
            boolean awaited = underLook.remove(taken.session(), taken.foundGone());
            if (awaited && foundGone.remove(taken.session(), taken.foundGone()) && !taken.there()) {
                LOG.info("session gone at two looks session={}", taken.session());
                gone.add(new ConnectionGone(taken.session()));
            }
        }
        return gone;
    }
}
