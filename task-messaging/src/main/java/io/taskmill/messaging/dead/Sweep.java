package io.taskmill.messaging.dead;

import io.taskmill.messaging.MessagingException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the same with all letters that lie there when it begins, look by look, so that others get a look in between.
 * What dies meanwhile, perhaps because it was replayed, is not its matter, or it would not end.
 */
final class Sweep {

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    /**
     * Acknowledgements of single letters in one look. RabbitMQ's channels keep those beyond 32 for later
     * ({@code quorum_commands_soft_limit}) and forget them when they are closed.
     */
    static final int MAX_SINGLE_ACKNOWLEDGEMENTS = 30;

    private final Looks looks;
    private final Act act;
    private final int maxBytes;
    private final long maxLetters;
    private final Duration maxTime;

    /** Of those that were seen, which stay; equal letters have the same fate. */
    private final Map<LetterId, LeftReason> staying = new HashMap<>();

    private long began = -1;
    private long done;
    private boolean unconfirmed;
    private Map<LeftReason, Long> seenStaying = Map.of();

    /** @param maxBytes of bodies that are held at once, but one; 0 if the act needs none */
    Sweep(Looks looks, Act act, int maxBytes, long maxLetters, Duration maxTime) {
        this.looks = looks;
        this.act = act;
        this.maxBytes = maxBytes;
        this.maxLetters = maxLetters;
        this.maxTime = maxTime;
    }

    /** @throws MessagingException if nothing could be done at all */
    Acted run() {
        long deadline = System.nanoTime() + maxTime.toNanos();
        boolean further = true;
        while (further && System.nanoTime() < deadline) {
            try {
                further = looks.look(maxBytes == 0 ? Keep.nothing() : Keep.upTo(maxBytes), this::oneLook);
            } catch (MessagingException e) {
                if (done == 0) {
                    throw e;
                }
                LOG.warn("dead letters left in mid-way done={} reason={}", done, e.getMessage());
                further = false;
            }
        }
        return result();
    }

    /** Gives whether there is more to do. */
    private boolean oneLook(Held held) throws IOException, InterruptedException {
        if (began < 0) {
            began = held.total();
        }
        List<Fetched> mine = held.letters().stream()
                .limit(Math.min(began, maxLetters) - done)
                .toList();
        int known = staying.size();
        List<Fetched> goers = goers(mine);
        Map<Fetched, LeftReason> failed = act.carryOut(goers);
        failed.forEach((letter, reason) -> staying.put(letter.letter().id(), reason));
        unconfirmed = failed.containsValue(LeftReason.NOT_CONFIRMED);
        List<Fetched> gone = new ArrayList<>(goers);
        gone.removeAll(failed.keySet());
        held.acknowledge(gone);
        done += gone.size();
        seenStaying = seenStaying(mine, gone);
        return done < Math.min(began, maxLetters) && !unconfirmed && (!gone.isEmpty() || staying.size() > known);
    }

    /** Those that may go now: up to the first whose body is not held, and not too many behind one that stays. */
    private List<Fetched> goers(List<Fetched> mine) {
        List<Fetched> goers = new ArrayList<>();
        int singles = 0;
        boolean behindOneThatStays = false;
        for (Fetched held : mine) {
            DeadLetter letter = held.letter();
            Optional<LeftReason> stays =
                    Optional.ofNullable(staying.get(letter.id())).or(() -> act.stays(letter));
            stays.ifPresent(reason -> staying.put(letter.id(), reason));
            if (stays.isPresent()) {
                behindOneThatStays = true;
            } else if ((maxBytes > 0 && held.body() == null)
                    || (behindOneThatStays && ++singles > MAX_SINGLE_ACKNOWLEDGEMENTS)) {
                break;
            } else {
                goers.add(held);
            }
        }
        return goers;
    }

    private Map<LeftReason, Long> seenStaying(List<Fetched> mine, List<Fetched> gone) {
        Map<LeftReason, Long> counts = new EnumMap<>(LeftReason.class);
        for (Fetched held : mine) {
            LeftReason reason = staying.get(held.letter().id());
            if (reason != null && !gone.contains(held)) {
                counts.merge(reason, 1L, Long::sum);
            }
        }
        return counts;
    }

    private Acted result() {
        Map<LeftReason, Long> left = new EnumMap<>(LeftReason.class);
        left.putAll(seenStaying);
        long seen = seenStaying.values().stream().mapToLong(Long::longValue).sum();
        left.put(LeftReason.NOT_REACHED, Math.max(0, Math.max(0, began) - done - seen));
        return new Acted(done, left);
    }
}
