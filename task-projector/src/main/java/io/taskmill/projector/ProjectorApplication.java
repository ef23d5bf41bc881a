package io.taskmill.projector;

import io.micrometer.core.instrument.MeterRegistry;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.config.BrokerConnections;
import io.taskmill.messaging.config.TaskmillProperties;
import io.taskmill.model.Shards;
import io.taskmill.projector.shard.FoldMetrics;
import io.taskmill.store.Installation;
import io.taskmill.store.LostSessionStore;
import io.taskmill.store.TaskTypeStore;
import io.taskmill.store.config.StoreFactory;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/** Starts a projector. */
@SpringBootApplication
@EnableConfigurationProperties(ProjectorProperties.class)
public class ProjectorApplication {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectorApplication.class);

    /** The exit status of a process that refuses to start: EX_CONFIG of sysexits.h. */
    private static final int REFUSED = 78;

    public static void main(String[] args) {
        SpringApplication.run(ProjectorApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Bean
    Refusal refusal(ApplicationContext context) {
        return reason -> {
            LOG.error("refusing to start: {}", reason);
            Thread.ofPlatform().start(() -> System.exit(SpringApplication.exit(context, () -> REFUSED)));
        };
    }

    @Bean
    Projector projector(
            TaskmillProperties taskmill,
            ProjectorProperties settings,
            BrokerConnections connections,
            Installation installation,
            StoreFactory stores,
            TaskTypeStore types,
            LostSessionStore lostSessions,
            WireCodec codec,
            MeterRegistry registry,
            Clock clock,
            Refusal refusal) {
        return new Projector(
                new Shards(taskmill.shards()),
                settings,
                connections,
                new Projector.Stores(installation, stores, types, lostSessions),
                codec,
                new FoldMetrics(registry),
                clock,
                new SecureRandom(),
                refusal);
    }
}
