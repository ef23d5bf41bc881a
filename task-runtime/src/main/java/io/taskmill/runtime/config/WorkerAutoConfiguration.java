package io.taskmill.runtime.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.taskmill.handler.TaskHandler;
import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.config.BrokerConnections;
import io.taskmill.messaging.config.MessagingAutoConfiguration;
import io.taskmill.messaging.config.Refusal;
import io.taskmill.messaging.config.TaskmillProperties;
import io.taskmill.messaging.publish.Publisher;
import io.taskmill.messaging.publish.RetainingPublisher;
import io.taskmill.model.Shards;
import io.taskmill.model.WorkerInfo;
import io.taskmill.runtime.Worker;
import io.taskmill.runtime.WorkerParts;
import io.taskmill.runtime.WorkerProperties;
import io.taskmill.runtime.metric.WorkerMetrics;
import io.taskmill.runtime.report.EventReporter;
import io.taskmill.runtime.type.Handlers;
import io.taskmill.runtime.type.ParamsSchema;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Runs a worker in any service that has task handlers among its beans. */
@AutoConfiguration(after = MessagingAutoConfiguration.class)
@ConditionalOnBean(TaskHandler.class)
@EnableConfigurationProperties(WorkerProperties.class)
class WorkerAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Bean
    Handlers handlers(List<TaskHandler<?, ?>> handlers) {
        return new Handlers(handlers, new ParamsSchema());
    }

    @Bean
    Worker worker(
            WorkerProperties settings,
            TaskmillProperties taskmill,
            Handlers handlers,
            WireCodec codec,
            BrokerConnections connections,
            Refusal refusal,
            ObjectProvider<MeterRegistry> registry,
            Clock clock) {
        Shards shards = new Shards(taskmill.shards());
        Set<String> pools = settings.pools().isEmpty() ? handlers.pools() : settings.pools();
        Topology topology = new Topology(shards, () -> pools, false);
        RandomGenerator random = new SecureRandom();
        BrokerConnection publishing = connections.named("publish", topology);
        Publisher publisher = connections.publisher(publishing, random);
        RetainingPublisher retaining = new RetainingPublisher(publisher);
        WorkerMetrics metrics = new WorkerMetrics(registry.getIfAvailable(SimpleMeterRegistry::new));
        return new Worker(new WorkerParts(
                settings,
                identity(settings, pools, handlers),
                shards,
                handlers,
                codec,
                JsonMapper.builder().build(),
                publishing,
                connections.consuming("consume", topology),
                publisher,
                retaining,
                new EventReporter(shards, codec, retaining, publisher, settings.linger(), metrics),
                metrics,
                refusal,
                clock,
                random));
    }

    /** Only where the embedding service has health at all. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    static class HealthConfiguration {

        @Bean
        HealthIndicator sessionHealthIndicator(Worker worker) {
            return new SessionHealthIndicator(worker::status);
        }
    }

    private static WorkerInfo identity(WorkerProperties settings, Set<String> pools, Handlers handlers) {
        long pid = ProcessHandle.current().pid();
        String host = hostName();
        String name = settings.name() == null ? host + "-" + pid : settings.name();
        String version = WorkerAutoConfiguration.class.getPackage().getImplementationVersion();
        return new WorkerInfo(
                name,
                host,
                pid,
                version == null ? "development" : version,
                pools.stream().sorted().toList(),
                settings.slots(),
                0,
                0,
                false,
                handlers.versions(pools));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
