package io.taskmill.projector;

import io.micrometer.core.instrument.MeterRegistry;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.config.BrokerConnections;
import io.taskmill.messaging.config.Refusal;
import io.taskmill.messaging.config.TaskmillProperties;
import io.taskmill.model.Shards;
import io.taskmill.model.task.TaskTransition;
import io.taskmill.projector.change.ChangeMetrics;
import io.taskmill.projector.pause.KnownPauses;
import io.taskmill.projector.queue.OldestWaiting;
import io.taskmill.projector.shard.FoldMetrics;
import io.taskmill.projector.shard.ScheduleMetrics;
import io.taskmill.projector.shard.TaskRules;
import io.taskmill.schedule.CalendarFirings;
import io.taskmill.store.Installation;
import io.taskmill.store.JournalStore;
import io.taskmill.store.LostSessionStore;
import io.taskmill.store.PausesStore;
import io.taskmill.store.RunLogStore;
import io.taskmill.store.TaskCountStore;
import io.taskmill.store.TaskTypeStore;
import io.taskmill.store.config.StoreFactory;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Starts a projector. */
@SpringBootApplication
@EnableConfigurationProperties({ProjectorProperties.class, RetentionProperties.class, JournalProperties.class})
public class ProjectorApplication {

    public static void main(String[] args) {
        SpringApplication.run(ProjectorApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Bean
    TaskRules taskRules() {
        return TaskTransition::apply;
    }

    @Bean
    Projector projector(
            TaskmillProperties taskmill,
            ProjectorProperties settings,
            RetentionProperties retention,
            JournalProperties journalProperties,
            BrokerConnections connections,
            Installation installation,
            StoreFactory stores,
            RunLogStore logs,
            JournalStore journal,
            TaskTypeStore types,
            PausesStore pauses,
            LostSessionStore lostSessions,
            TaskCountStore counts,
            TaskRules rules,
            WireCodec codec,
            MeterRegistry registry,
            Clock clock,
            Refusal refusal) {
        return new Projector(
                new Shards(taskmill.shards()),
                settings,
                retention,
                journalProperties,
                connections,
                new Projector.Stores(installation, stores, logs, journal, types, pauses, lostSessions, counts),
                rules,
                new CalendarFirings(),
                codec,
                new FoldMetrics(registry),
                new ScheduleMetrics(registry),
                new ChangeMetrics(registry),
                new OldestWaiting(registry, clock),
                new KnownPauses(pauses::present, System::nanoTime, registry),
                clock,
                new SecureRandom(),
                refusal);
    }
}
