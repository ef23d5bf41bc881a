package io.taskmill.api.types;

import io.taskmill.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Reads the types again and again, so that new versions and texts become known. */
@Component
class TypeRefresher implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(TypeRefresher.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final TypeCatalog catalog;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("types").daemon().factory());

    /** Of the one thread. */
    private boolean away;

    TypeRefresher(TypeCatalog catalog) {
        this.catalog = catalog;
        var _ = thread.scheduleWithFixedDelay(this::refresh, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void refresh() {
        try {
            catalog.refresh();
            away = false;
        } catch (StoreUnavailableException e) {
            if (!away) {
                LOG.warn("task types cannot be read, the known ones stay reason={}", e.getMessage());
            }
            away = true;
        } catch (RuntimeException e) {
            LOG.error("task types cannot be read, the known ones stay", e);
        }
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
    }
}
