package io.taskmill.api.start;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Tries once a second until the installation is known, so that the HTTP server is up at once whatever is away. Stops
 * after the web server has drained, being in an earlier phase.
 */
@Component
public class Startup implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Startup.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<Optional<Installed>> opening;

    /** Guards {@link #installed} and {@link #running} together, so that nothing is opened after the stop. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile @Nullable Installed installed;
    private volatile boolean running;
    private @Nullable Thread thread;

    /** @param opening one attempt; empty, or failing, as long as something is missing */
    public Startup(Supplier<Optional<Installed>> opening) {
        this.opening = opening;
    }

    /** @throws ApiException while it is not known */
    public Installed installed() {
        Installed known = installed;
        if (known == null) {
            throw ApiException.of(
                    ProblemType.NOT_READY,
                    "The installation is not known yet: the store is away, or no projector has started.");
        }
        return known;
    }

    public boolean isReady() {
        return installed != null;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("startup").daemon().start(this::open);
    }

    private void open() {
        String told = "";
        try {
            while (running && installed == null) {
                String missing = attempt();
                if (missing != null) {
                    if (running && !missing.equals(told)) {
                        LOG.warn("not ready yet reason={}", missing);
                    }
                    told = missing;
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopped
        }
    }

    /** What is missing, in words that stay the same while it is the same; null when nothing is. */
    private @Nullable String attempt() {
        try {
            Optional<Installed> opened = opening.get();
            opened.ifPresent(this::keep);
            return opened.isPresent() ? null : "no projector has fixed the number of shards";
        } catch (StoreUnavailableException e) {
            return "the store does not answer";
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    private void keep(Installed opened) {
        lock.lock();
        try {
            if (running) {
                installed = opened;
                LOG.info("ready shards={}", opened.shards().count());
            } else {
                opened.close();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stop() {
        lock.lock();
        try {
            running = false;
            if (thread != null) {
                thread.interrupt();
            }
            if (installed != null) {
                installed.close();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
