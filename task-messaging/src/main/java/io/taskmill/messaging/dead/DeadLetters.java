package io.taskmill.messaging.dead;

import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.MessagingException;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.codec.MentionedTask;
import io.taskmill.messaging.publish.Publisher;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The letters in {@link Topology#DEAD}: shows them without taking anything out, puts them back into the queues that they
 * came from, deletes them. One at a time, over all processes.
 *
 * <p>All methods throw a {@link MessagingException} if the broker is away, and a {@link LettersBusyException} if others
 * are at the letters for too long.
 */
public final class DeadLetters implements AutoCloseable {

    /** The oldest so many letters can be reached. */
    public static final int MAX_LETTERS = 200;

    /** Letters that one call replays or deletes. */
    public static final long MAX_ACTED_ON = 10_000;

    private static final Duration MAX_TIME = Duration.ofSeconds(10);

    /** Of bodies, held at once for being replayed; one may have more. */
    private static final int MAX_BYTES = 8 << 20;

    /** Of several processes that looked at the same time, one may have put its letters back behind another's. */
    private static final Comparator<DeadLetter> OLDEST_FIRST =
            Comparator.comparing(DeadLetter::buried, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final Looks looks;
    private final Publisher publisher;
    private final Topology topology;
    private final Duration confirmTimeout;

    /**
     * @param connection its own, closed with this
     * @param publisher of what is replayed; not closed with this
     * @param topology tells which queues letters may go back to
     * @param confirmTimeout how long the broker may take to confirm what is replayed at one look
     */
    public DeadLetters(BrokerConnection connection, Publisher publisher, Topology topology, Duration confirmTimeout) {
        this.looks = new Looks(connection);
        this.publisher = publisher;
        this.topology = topology;
        this.confirmTimeout = confirmTimeout;
    }

    /**
     * The oldest letters.
     *
     * @param limit 1 to {@value #MAX_LETTERS}
     */
    public Peeked peek(int limit) {
        if (limit < 1 || limit > MAX_LETTERS) {
            throw new IllegalArgumentException("limit is " + limit + " but must be 1 to " + MAX_LETTERS);
        }
        return looks.look(
                Keep.nothing(),
                held -> new Peeked(
                        held.total(),
                        held.letters().stream()
                                .map(Fetched::letter)
                                .sorted(OLDEST_FIRST)
                                .limit(limit)
                                .toList()));
    }

    /** How many there are. */
    public long count() {
        return peek(1).total();
    }

    /** One of the oldest {@value #MAX_LETTERS}, whole. */
    public Optional<WholeLetter> find(LetterId id) {
        return looks.look(Keep.firstOf(id), held -> held.first(id).map(DeadLetters::whole));
    }

    private static WholeLetter whole(Fetched held) {
        byte[] body = held.body() == null ? held.letter().body() : held.body();
        return new WholeLetter(
                Letters.whole(held.letter(), body),
                MentionedTask.in(body).map(MentionedTask::task).orElse(null));
    }

    /**
     * Puts one of the oldest {@value #MAX_LETTERS} back into the queue that it came from; of equal ones, one.
     *
     * @return what became of it; empty if it is not among them
     */
    public Optional<Acted> replay(LetterId id) {
        return one(id, replaying());
    }

    /** Puts all letters back, as far as they can, {@value #MAX_ACTED_ON} at most and for ten seconds at most. */
    public Acted replayAll() {
        return new Sweep(looks, replaying(), MAX_BYTES, MAX_ACTED_ON, MAX_TIME).run();
    }

    private Replay replaying() {
        return new Replay(publisher, topology, confirmTimeout);
    }

    /**
     * Drops one of the oldest {@value #MAX_LETTERS} for good; of equal ones, one.
     *
     * @return whether it was among them
     */
    public boolean delete(LetterId id) {
        return one(id, new Deletion()).isPresent();
    }

    /** Drops all letters for good, {@value #MAX_ACTED_ON} at most and for ten seconds at most. */
    public Acted deleteAll() {
        return new Sweep(looks, new Deletion(), 0, MAX_ACTED_ON, MAX_TIME).run();
    }

    private Optional<Acted> one(LetterId id, Act act) {
        return looks.look(Keep.firstOf(id), held -> {
            Optional<Fetched> found = held.first(id);
            return found.isEmpty() ? Optional.empty() : Optional.of(one(held, found.get(), act));
        });
    }

    private static Acted one(Held held, Fetched letter, Act act) throws IOException, InterruptedException {
        Optional<LeftReason> stays = act.stays(letter.letter());
        if (stays.isPresent()) {
            return Acted.left(stays.get());
        }
        Map<Fetched, LeftReason> failed = act.carryOut(List.of(letter));
        if (!failed.isEmpty()) {
            return Acted.left(failed.values().iterator().next());
        }
        held.acknowledge(List.of(letter));
        return Acted.done(1);
    }

    @Override
    public void close() {
        looks.close();
    }
}
