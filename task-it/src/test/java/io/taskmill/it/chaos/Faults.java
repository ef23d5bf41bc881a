package io.taskmill.it.chaos;

import io.taskmill.it.audit.Books;
import io.taskmill.it.audit.Disturbance;
import io.taskmill.it.audit.Finding;
import io.taskmill.it.audit.Finding.Rule;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.testkit.Fault;
import io.taskmill.testkit.FaultPlan;
import io.taskmill.testkit.FaultProxy;
import io.taskmill.testkit.FaultProxy.Direction;
import io.taskmill.testkit.JavaProcess;
import io.taskmill.testkit.LocalCluster;
import io.taskmill.testkit.LocalServers;
import io.taskmill.testkit.LocalServers.Server;
import io.taskmill.testkit.TestkitException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays a plan. */
final class Faults {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(60);
    /** Two clocks that are wrong in opposite directions are less than the ten minutes apart that an API allows for. */
    private static final Duration WRONG_BY = Duration.ofMinutes(4);

    private static final Duration LATE = Duration.ofMillis(150);
    private static final Duration BROKER_WITHIN = Duration.ofSeconds(90);
    private static final long SLOW_BYTES_PER_SECOND = 40_000;

    /** What can be used by nobody. */
    static final String NOISE = "no message";

    private final Clock clock = Clock.systemUTC();
    private final Mill mill;
    private final Cast cast;
    private final Books books;
    private final Canary canary;
    private final IntSupplier underWay;
    private final AtomicInteger noises = new AtomicInteger();
    private final AtomicInteger clocks = new AtomicInteger();
    private final Queue<Hit> hits = new ConcurrentLinkedQueue<>();
    private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();

    /** By target: one fault after the other, each when it is there again, however long that takes. */
    private final Map<String, ReentrantLock> targets = new ConcurrentHashMap<>();

    /** One server after the other: its script does one thing at a time. */
    private final ReentrantLock servers = new ReentrantLock();

    /**
     * A fault that was.
     *
     * @param hit how many tasks were under way
     * @param recoveryMillis from its end until a task was accepted and had finished
     */
    record Hit(String kind, int hit, long recoveryMillis) {}

    /** @param underWay how many tasks are, now */
    Faults(Mill mill, Cast cast, Books books, Canary canary, IntSupplier underWay) {
        this.mill = mill;
        this.cast = cast;
        this.books = books;
        this.canary = canary;
        this.underWay = underWay;
    }

    List<Hit> hits() {
        return List.copyOf(hits);
    }

    /** Returns when all is over; what has not come back is among the {@link #findings}. */
    void play(FaultPlan plan) throws InterruptedException {
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Fault fault : plan.faults()) {
                long wait = fault.after().toNanos() - (System.nanoTime() - begin);
                TimeUnit.NANOSECONDS.sleep(Math.max(0, wait));
                var _ = threads.submit(() -> playWhateverHappens(fault));
            }
        }
    }

    private void playWhateverHappens(Fault fault) {
        try {
            play(fault);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // only a JVM that ends interrupts this thread
        } catch (RuntimeException | AssertionError e) {
            LOG.error("fault {} has broken off", fault, e);
            findings.add(new Finding(Rule.NOT_BACK, fault + ": " + e));
        }
    }

    /** What did not come back. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    private void play(Fault fault) throws InterruptedException {
        Kind kind = Kind.of(fault.kind());
        int hit = underWay.getAsInt();
        long from = clock.millis();
        LOG.info("fault {} of {} tasks under way", fault, hit);
        ReentrantLock target = targets.computeIfAbsent(fault.target(), _ -> new ReentrantLock());
        target.lock();
        try {
            befall(kind, fault);
        } finally {
            target.unlock();
        }
        long recovery = canary.awaitOne().toMillis();
        books.add(Disturbance.of(from, clock.millis(), fault.kind() + ":" + fault.target()));
        hits.add(new Hit(fault.kind(), hit, recovery));
        LOG.info("fault {} is over, a task took {} ms", fault, recovery);
    }

    /** Returns when it is over and whom it befell is there again. */
    private void befall(Kind kind, Fault fault) throws InterruptedException {
        String target = fault.target();
        switch (kind) {
            case KILL_API, KILL_PROJECTOR, KILL_WORKER -> kill(target, Duration.ZERO);
            case STOP_API, STOP_PROJECTOR, STOP_WORKER -> stop(target);
            case FREEZE_API, FREEZE_PROJECTOR, FREEZE_WORKER -> freeze(cast.process(target), fault.lasting());
            case CLOCK -> kill(target, clocks.getAndIncrement() % 2 == 0 ? WRONG_BY : WRONG_BY.negated());
            case KILL_BROKER, KILL_STORE -> restart(server(target), Duration.ZERO, LocalServers::kill);
            case STOP_BROKER, STOP_STORE -> restart(server(target), fault.lasting(), LocalServers::stop);
            case FREEZE_BROKER, FREEZE_STORE -> freeze(server(target), fault.lasting());
            case ALARM -> alarm(fault.lasting());
            case CUT, HALF_OPEN, ONE_WAY, DELAY, THROTTLE, DROP_ANSWERS ->
                spoil(kind, cast.proxy(target), fault.lasting());
            case PURGE_QUEUE -> onceTheBrokerIsThere(() -> mill.broker().purge(target));
            case DELETE_QUEUE -> onceTheBrokerIsThere(() -> mill.broker().delete(target));
            case REPLAY -> replay(target);
            case KILL_NODE, KILL_MEMBER -> restart(target, Duration.ZERO, LocalCluster::kill);
            case STOP_NODE, STOP_MEMBER -> restart(target, fault.lasting(), LocalCluster::stop);
            case FREEZE_NODE, FREEZE_MEMBER -> freezeNode(target, fault.lasting());
            case ROLLING_RESTART -> {
                for (String node : LocalCluster.brokerNodes()) {
                    restart(node, Duration.ZERO, LocalCluster::stop);
                }
                for (String member : LocalCluster.storeMembers()) {
                    restart(member, Duration.ZERO, LocalCluster::stop);
                }
            }
        }
    }

    private static Server server(String target) {
        return target.equals(Cast.BROKER) ? Server.RABBITMQ : Server.MONGODB;
    }

    private void kill(String name, Duration ahead) {
        JavaProcess process = cast.process(name);
        process.kill();
        books.add(Disturbance.ended(clock.millis(), process.pid(), name));
        var _ = cast.launch(name, ahead);
        mill.awaitReady(name);
    }

    private void stop(String name) {
        JavaProcess process = cast.process(name);
        process.terminate();
        process.awaitExit(STOPPED_WITHIN);
        books.add(Disturbance.ended(clock.millis(), process.pid(), name));
        var _ = cast.launch(name, Duration.ZERO);
        mill.awaitReady(name);
    }

    private void freeze(JavaProcess process, Duration lasting) throws InterruptedException {
        long from = clock.millis();
        process.suspend();
        try {
            TimeUnit.NANOSECONDS.sleep(lasting.toNanos());
        } finally {
            process.resume();
            books.add(Disturbance.frozen(from, clock.millis(), process.pid(), process.name()));
        }
    }

    private interface End {
        void of(Server server);
    }

    private void restart(Server server, Duration away, End end) throws InterruptedException {
        servers.lock();
        try {
            end.of(server);
            TimeUnit.NANOSECONDS.sleep(away.toNanos());
            LocalServers.start(server);
        } finally {
            servers.unlock();
        }
    }

    private void freeze(Server server, Duration lasting) throws InterruptedException {
        servers.lock();
        try {
            LocalServers.suspend(server);
            try {
                TimeUnit.NANOSECONDS.sleep(lasting.toNanos());
            } finally {
                LocalServers.resume(server);
            }
        } finally {
            servers.unlock();
        }
    }

    /** Of one node at a time: the others are the majority. */
    private void restart(String node, Duration away, Consumer<String> end) throws InterruptedException {
        servers.lock();
        try {
            end.accept(node);
            TimeUnit.NANOSECONDS.sleep(away.toNanos());
            LocalCluster.start(node);
        } finally {
            servers.unlock();
        }
    }

    private void freezeNode(String node, Duration lasting) throws InterruptedException {
        servers.lock();
        try {
            LocalCluster.suspend(node);
            try {
                TimeUnit.NANOSECONDS.sleep(lasting.toNanos());
            } finally {
                LocalCluster.resume(node);
            }
        } finally {
            servers.unlock();
        }
    }

    private void alarm(Duration lasting) throws InterruptedException {
        servers.lock();
        try {
            LocalServers.blockPublishers();
            try {
                TimeUnit.NANOSECONDS.sleep(lasting.toNanos());
            } finally {
                LocalServers.unblockPublishers();
            }
        } finally {
            servers.unlock();
        }
    }

    private static void spoil(Kind kind, FaultProxy proxy, Duration lasting) throws InterruptedException {
        switch (kind) {
            case CUT -> proxy.cut();
            case HALF_OPEN -> proxy.halfOpen();
            case ONE_WAY, DROP_ANSWERS -> proxy.cut(Direction.FROM_SERVER);
            case DELAY -> proxy.delay(LATE);
            case THROTTLE -> proxy.throttle(SLOW_BYTES_PER_SECOND);
            default -> throw new IllegalArgumentException(kind + " is no fault of a link");
        }
        try {
            TimeUnit.NANOSECONDS.sleep(lasting.toNanos());
        } finally {
            proxy.mend();
        }
    }

    /** A queue that is gone already is as good as one that is. */
    private void onceTheBrokerIsThere(Runnable what) throws InterruptedException {
        for (long end = System.nanoTime() + BROKER_WITHIN.toNanos(); ; ) {
            try {
                what.run();
                return;
            } catch (TestkitException e) {
                if (String.valueOf(e.getMessage()).startsWith("No queue")) {
                    return;
                }
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private void replay(String queue) throws InterruptedException {
        byte[] body = (NOISE + " " + noises.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
        onceTheBrokerIsThere(() -> mill.broker().publish("", queue, Map.of(), body));
        for (HttpTasks api : cast.apis()) {
            try {
                LOG.info("dead letters replayed: {}", api.replayDeadLetters());
            } catch (UncheckedIOException e) {
                LOG.info("no dead letters replayed: {}", e.getMessage());
            }
        }
    }
}
