package io.taskmill.api.start;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Part of readiness: out of service until the installation is known, and never again after. */
@Component
class StartupHealthIndicator implements HealthIndicator {

    private final Startup startup;

    StartupHealthIndicator(Startup startup) {
        this.startup = startup;
    }

    @Override
    public Health health() {
        return startup.isReady() ? Health.up().build() : Health.outOfService().build();
    }
}
