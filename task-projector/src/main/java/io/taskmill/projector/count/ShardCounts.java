package io.taskmill.projector.count;

import io.taskmill.model.State;
import io.taskmill.model.task.Task;
import io.taskmill.projector.fold.Written;
import io.taskmill.projector.tick.Replica;
import io.taskmill.store.StoreUnavailableException;
import io.taskmill.store.TaskCountStore;
import io.taskmill.store.TaskCountStore.Chunk;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the counts of one shard for as long as this replica folds it. Changes are added up in memory and told the store
 * twice a second. Who takes a shard does not know what its predecessor had yet to tell, so it counts the shard's tasks
 * again, in the background: chunk by chunk between the batches.
 *
 * <p>It begins when a tick is folded that was sent after the shard was taken: by then all messages are folded that the
 * predecessor was given and did not acknowledge, so what it may still write has lost its race. The same is done again
 * after a lost race, and when somebody else has become the writer of the counts (docs/adr, 013). Used by the shard's
 * thread.
 */
public final class ShardCounts {

    private static final Logger LOG = LoggerFactory.getLogger(ShardCounts.class);

    /** Tasks counted by one query, in some ten milliseconds. */
    private static final int CHUNK = 5_000;

    /** How long changes are added up before the store is told. */
    private static final Duration TELL = Duration.ofMillis(500);

    /** How long a walk may hold up the messages that come. */
    private static final Duration WALK_AT_ONCE = Duration.ofMillis(100);

    /** After a while of walking the shard's messages have the thread for so many times that while. */
    private static final int REST = 3;

    /** How often a folder that changes nothing looks whether it still is the writer; doubles each time that it is not. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    /** Two folders of one shard take turns at being the writer no faster than that. */
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);

    private final int shard;
    private final TaskCountStore store;
    private final Replica replica;
    private final LongSupplier nanoTime;
    private final int chunk;
    private final Runnable verified;
    private final Tally tally = new Tally();

    /** Who this is in the document; another one each time, so that nothing that is still on its way takes effect. */
    private @Nullable String writer;

    private int takes;

    /** By this replica's uptime: what was published to the shard before is to be folded first. */
    private Duration since = Duration.ZERO;

    /** The uptime of the last tick of this replica's own that was folded. */
    private Duration ticked = Duration.ZERO;

    private Duration look = LOOK;
    private long notTakenBefore;
    private long toldAt;
    private long notWalkedBefore;

    /** @param verified is called when a walk has come to its end */
    public ShardCounts(int shard, TaskCountStore store, Replica replica, Runnable verified) {
        this(shard, store, replica, System::nanoTime, CHUNK, verified);
    }

    /**
     * @param nanoTime as {@link System#nanoTime}
     * @param chunk tasks counted by one query
     */
    ShardCounts(int shard, TaskCountStore store, Replica replica, LongSupplier nanoTime, int chunk, Runnable verified) {
        this.shard = shard;
        this.store = store;
        this.replica = replica;
        this.nanoTime = nanoTime;
        this.chunk = chunk;
        this.verified = verified;
    }

    /** The shard was taken. */
    public void begin() {
        tally.forget();
        writer = null;
        since = replica.uptime();
        ticked = Duration.ZERO;
        look = LOOK;
        notTakenBefore = nanoTime.getAsLong();
    }

    /** A tick that this replica sent at that uptime has come; what came before it is folded by the next {@link #tend}. */
    public void ticked(Duration uptime) {
        ticked = uptime;
    }

    /** A task's document was written. */
    public void written(Written<Task> written) {
        tally.changed(written.after().id(), stateOf(written.before()), stateOf(written.after()));
    }

    private static @Nullable State stateOf(@Nullable Task task) {
        return task == null || task.isStub() ? null : task.state();
    }

    /**
     * Somebody else writes tasks of the shard: what a walk has read may not be so any more, and a write that counted as
     * lost may have been made.
     */
    public void raceLost() {
        stepBack();
    }

    private void stepBack() {
        tally.stopWalking();
        writer = null;
        since = replica.uptime();
    }

    /**
     * Does what is due; called after each batch, with all of it folded.
     *
     * @throws StoreUnavailableException if the store does not answer; then the shard must be taken anew
     */
    public void tend() {
        if (writer == null && ticked.compareTo(since) > 0 && nanoTime.getAsLong() - notTakenBefore >= 0) {
            take();
        }
        tellIfDue();
        if (writer != null && tally.walking() && nanoTime.getAsLong() - notWalkedBefore >= 0) {
            walk(writer);
        }
    }

    private void take() {
        takes++;
        String taker = replica.name() + "/" + takes;
        store.take(shard, taker);
        writer = taker;
        long now = nanoTime.getAsLong();
        notTakenBefore = now + look.toNanos();
        notWalkedBefore = now;
        toldAt = now;
        tally.walk();
    }

    private void tellIfDue() {
        Map<State, Long> deltas = tally.untold();
        long age = nanoTime.getAsLong() - toldAt;
        if (writer != null && age >= (deltas.isEmpty() ? look : TELL).toNanos()) {
            tell(writer, deltas);
        }
    }

    private void tell(String teller, Map<State, Long> deltas) {
        toldAt = nanoTime.getAsLong();
        if (store.add(shard, teller, deltas)) {
            tally.told();
        } else {
            displaced();
        }
    }

    private void displaced() {
        LOG.info("somebody else counts the shard's tasks shard={}", shard);
        look = look.multipliedBy(2).compareTo(LONGEST_LOOK) < 0 ? look.multipliedBy(2) : LONGEST_LOOK;
        stepBack();
    }

    private void walk(String walker) {
        long began = nanoTime.getAsLong();
        long spent;
        do {
            Chunk next = store.count(shard, tally.line(), chunk);
            tally.read(next);
            if (next.complete()) {
                complete(walker);
            }
            spent = nanoTime.getAsLong() - began;
        } while (tally.walking() && spent < WALK_AT_ONCE.toNanos());
        notWalkedBefore = nanoTime.getAsLong() + REST * spent;
    }

    private void complete(String walker) {
        if (!store.complete(shard, walker, tally.found())) {
            displaced();
            return;
        }
        tally.stopWalking();
        tally.told();
        verified.run();
        LOG.debug("counts verified shard={}", shard);
    }

    /** The shard is no longer this replica's: whoever takes it finds counts that are as good as they can be. */
    public void end() {
        Map<State, Long> deltas = tally.untold();
        if (writer != null && !deltas.isEmpty()) {
            try {
                store.add(shard, writer, deltas);
            } catch (StoreUnavailableException e) {
                LOG.info("counts stay behind until the shard is taken shard={} reason={}", shard, e.getMessage());
            }
        }
        tally.forget();
        writer = null;
    }
}
