package io.taskmill.projector;

import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.WorkQueueLook;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.config.BrokerConnections;
import io.taskmill.messaging.config.Refusal;
import io.taskmill.messaging.consume.BatchConsumer;
import io.taskmill.messaging.publish.Publisher;
import io.taskmill.messaging.publish.RetainingPublisher;
import io.taskmill.model.Shards;
import io.taskmill.model.id.TaskIds;
import io.taskmill.model.plan.Firings;
import io.taskmill.model.schedule.ScheduleRules;
import io.taskmill.projector.change.Broadcaster;
import io.taskmill.projector.change.ChangeMetrics;
import io.taskmill.projector.follow.FollowUps;
import io.taskmill.projector.follow.Prober;
import io.taskmill.projector.pause.KnownPauses;
import io.taskmill.projector.queue.OldestWaiting;
import io.taskmill.projector.queue.QueueWatch;
import io.taskmill.projector.shard.FoldMetrics;
import io.taskmill.projector.shard.ScheduleMetrics;
import io.taskmill.projector.shard.ShardFolder;
import io.taskmill.projector.shard.ShardParts;
import io.taskmill.projector.shard.ShardSharing;
import io.taskmill.projector.shard.TaskRules;
import io.taskmill.projector.tick.Replica;
import io.taskmill.projector.tick.Ticker;
import io.taskmill.store.Installation;
import io.taskmill.store.JournalStore;
import io.taskmill.store.LostSessionStore;
import io.taskmill.store.PausesStore;
import io.taskmill.store.RunLogStore;
import io.taskmill.store.StoreUnavailableException;
import io.taskmill.store.TaskCountStore;
import io.taskmill.store.TaskTypeStore;
import io.taskmill.store.config.StoreFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * A projector replica: fixes or checks the number of shards, creates what queries need, then consumes every shard. Which
 * of them the broker gives to this replica is the broker's choice.
 */
final class Projector implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Projector.class);

    private static final int ID_KEY_BYTES = 32;

    private final Shards shards;
    private final ProjectorProperties settings;
    private final RetentionProperties retention;
    private final JournalProperties journal;
    private final BrokerConnections connections;
    private final Stores stores;
    private final TaskRules rules;
    private final Firings firings;
    private final ScheduleMetrics scheduleMetrics;
    private final WireCodec codec;
    private final FoldMetrics metrics;
    private final ChangeMetrics changeMetrics;
    private final OldestWaiting oldestWaiting;
    private final KnownPauses knownPauses;
    private final Clock clock;
    private final RandomGenerator random;
    private final Refusal refusal;
    private final KnownPools pools;
    private final Thread thread = Thread.ofPlatform().name("projector").unstarted(this::run);

    /** In the order in which they are closed. Filled by {@link #thread}, read once that has ended. */
    private final List<AutoCloseable> closing = new ArrayList<>();

    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private volatile boolean running;

    /** What the projector reads and writes. */
    record Stores(
            Installation installation,
            StoreFactory sharded,
            RunLogStore logs,
            JournalStore journal,
            TaskTypeStore types,
            PausesStore pauses,
            LostSessionStore lostSessions,
            TaskCountStore counts) {}

    Projector(
            Shards shards,
            ProjectorProperties settings,
            RetentionProperties retention,
            JournalProperties journal,
            BrokerConnections connections,
            Stores stores,
            TaskRules rules,
            Firings firings,
            WireCodec codec,
            FoldMetrics metrics,
            ScheduleMetrics scheduleMetrics,
            ChangeMetrics changeMetrics,
            OldestWaiting oldestWaiting,
            KnownPauses knownPauses,
            Clock clock,
            RandomGenerator random,
            Refusal refusal) {
        this.shards = shards;
        this.settings = settings;
        this.retention = retention;
        this.journal = journal;
        this.connections = connections;
        this.stores = stores;
        this.rules = rules;
        this.firings = firings;
        this.codec = codec;
        this.metrics = metrics;
        this.scheduleMetrics = scheduleMetrics;
        this.changeMetrics = changeMetrics;
        this.oldestWaiting = oldestWaiting;
        this.knownPauses = knownPauses;
        this.clock = clock;
        this.random = random;
        this.refusal = refusal;
        this.pools = new KnownPools(stores.types());
    }

    @Override
    public void start() {
        running = true;
        scheduler.setThreadNamePrefix("projector-chores-");
        scheduler.setPoolSize(3);
        scheduler.setDaemon(true);
        scheduler.initialize();
        thread.start();
    }

    private void run() {
        try {
            Shards fixed = prepared(this::prepareStore);
            if (!fixed.equals(shards)) {
                refusal.refuse("taskmill.shards is " + shards.count() + ", but this installation was started with "
                        + fixed.count() + " shards and keeps that number for ever");
                return;
            }
            consume(prepared(this::ids));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // only stop() interrupts this thread
        }
    }

    private Shards prepareStore() {
        Shards fixed = stores.installation().fixShards(shards);
        stores.installation().ensureIndexes();
        return fixed;
    }

    private static <T> T prepared(Supplier<T> preparation) throws InterruptedException {
        while (true) {
            try {
                return preparation.get();
            } catch (StoreUnavailableException e) {
                LOG.warn("projector waits for the store reason={}", e.getMessage());
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    /** Tasks of schedules have ids as those that the API mints. */
    private TaskIds ids() {
        byte[] fresh = new byte[TaskIds.KEY_BYTES];
        random.nextBytes(fresh);
        return new TaskIds(stores.installation().fixIdKey(fresh), random);
    }

    private void consume(TaskIds ids) {
        Topology topology = new Topology(shards, pools, true);
        BrokerConnection consuming = connections.consuming("consume", topology);
        Publisher publisher = connections.publisher(connections.named("publish", topology), random);
        RetainingPublisher retaining = new RetainingPublisher(publisher);
        FollowUps followUps = new FollowUps(retaining, codec, shards, clock);
        ShardSharing sharing = new ShardSharing(shards.count());
        Replica replica = Replica.starting(UUID.randomUUID().toString());
        metrics.watch(sharing, replica);
        WorkQueueLook work = new WorkQueueLook(consuming);
        QueueWatch queueWatch = new QueueWatch(work, replica, clock);
        ShardParts parts = new ShardParts(
                shards,
                rules,
                codec,
                stores.sharded().tasks(shards),
                stores.logs(),
                stores.journal(),
                stores.sharded().sessions(shards),
                stores.sharded().gates(shards),
                stores.sharded().rates(shards),
                stores.types(),
                stores.pauses(),
                stores.lostSessions(),
                stores.counts(),
                stores.sharded().schedules(shards),
                new ScheduleRules(firings, ids),
                scheduleMetrics,
                stores.installation(),
                followUps,
                new Broadcaster(publisher, codec, changeMetrics),
                new Prober(followUps, scheduler, clock),
                metrics,
                sharing,
                replica,
                queueWatch,
                oldestWaiting,
                knownPauses,
                retention.ages(),
                journal.bounds(),
                clock,
                stores.sharded().chunks(shards),
                stores.sharded().entities(shards),
                ids());
        List<BatchConsumer> consumers = new ArrayList<>();
        for (int shard = 0; shard < shards.count(); shard++) {
            consumers.add(new BatchConsumer(
                    consuming, Topology.eventQueue(shard), settings.consumer(), new ShardFolder(shard, parts), random));
        }
        closing.addAll(consumers);
        closing.add(retaining);
        closing.add(consuming);
        consumers.forEach(BatchConsumer::start);
        queueWatch.start(scheduler);
        new Ticker(replica, shards, publisher, codec, clock).start(scheduler);
        LOG.info("projector consumes shards={}", shards.count());
    }

    /** With the key that the APIs sign by, which whoever comes first has fixed. */
    @Override
    public void stop() {
        running = false;
        thread.interrupt();
        scheduler.shutdown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
            for (AutoCloseable part : closing) {
                part.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("part of the projector did not close", e);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
