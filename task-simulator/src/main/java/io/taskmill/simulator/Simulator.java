package io.taskmill.simulator;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Plays systems outside on a port of loopback. What it has answered is in its file, so that another one goes on where one
 * that was killed has ended.
 */
public final class Simulator implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Simulator.class.getName());
    private static final long TICK_MILLIS = 5;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("simulator-time").daemon().factory());
    private final Engine engine;
    private final Front front;

    /**
     * Starts one with all rooms that there are.
     *
     * @param port 0 for any free one
     * @param state its file, which need not exist, in a folder that does; no other process may use it
     */
    public Simulator(int port, Path state) {
        this(port, state, Clock.systemUTC());
    }

    public Simulator(int port, Path state, Clock clock) {
        List<Room> rooms = ServiceLoader.load(Room.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        engine = new Engine(clock, new StateFile(state), rooms);
        front = new Front(engine, port, timer);
        var _ = timer.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What fails once must not end time. */
    private void tick() {
        try {
            engine.carryOn();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "could not carry on", e);
        }
    }

    /** Where it answers; stays the same when it vanishes and comes back. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + front.port());
    }

    /** Stands still from now on; what was running goes on in the next one with the same file. */
    @Override
    public void close() {
        front.close();
        timer.shutdownNow();
        timer.close();
    }

    /** @param arguments {@code --port N --state FILE} */
    public static void main(String[] arguments) throws InterruptedException {
        Arguments asked = Arguments.parse(arguments);
        Simulator simulator = new Simulator(asked.port(), asked.state());
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "simulator-end"));
        System.out.println("simulator at " + simulator.address());
        Thread.currentThread().join(); // until a signal ends it
    }
}
