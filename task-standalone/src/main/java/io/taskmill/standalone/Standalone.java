package io.taskmill.standalone;

import io.taskmill.standalone.broker.EmbeddedBroker;
import io.taskmill.standalone.memory.HeapWatch;
import io.taskmill.standalone.memory.SubmissionGate;
import io.taskmill.standalone.store.EmbeddedStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The embedded pair and the three programs, each in a context of its own as on its own, under one parent that has the
 * metrics. Started side by side where that is possible, and closed in the order in which they need each other.
 */
final class Standalone implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);
    private static final String DATABASE = "taskmill";

    /** What stands in no file of a program, since it holds only here; a user's own settings come first. */
    private static final String[] DEFAULTS = {
        // Running tasks would be lost after it all the same.
        "taskmill.worker.grace=0s",
        "taskmill.worker.name=standalone",
        // Nothing becomes so old here, and the embedded store would look at all that has ended.
        "taskmill.projector.retention.finished=0s",
        "taskmill.projector.retention.cancelled=0s"
    };

    private final String[] arguments;

    /** What has started; closed by rank. */
    private final Map<Rank, AutoCloseable> parts = new ConcurrentSkipListMap<>();

    /** The order in which the parts are closed: who needs others comes before them. */
    private enum Rank {
        API,
        WORKER,
        PROJECTOR,
        STORE,
        BROKER,
        PARENT
    }

    Standalone(String[] arguments) {
        this.arguments = arguments.clone();
    }

    /**
     * Returns when the API accepts requests and the worker runs; the worker's types may be known to the API a moment later.
     *
     * @throws PortTakenException if somebody else listens where the API is to listen
     * @throws CompletionException if anything else cannot start; what has started is still to be closed
     */
    void start() {
        say("Taskmill, all of it in one process, for a first try.");
        say("It keeps nothing over a restart: tasks, queues and documents are in memory only.");
        ConfigurableApplicationContext parent = part(
                Rank.PARENT,
                builder(StandaloneConfiguration.class, WebApplicationType.NONE)
                        .run(with(List.of("--spring.config.location=classpath:/standalone.yaml"))));
        HttpPort.of(parent.getEnvironment()).requireFree();
        // Threads of their own, since those of a pool would not know where the classes are.
        try (ExecutorService starters = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("start-", 0).factory())) {
            CompletableFuture<EmbeddedStore> starting = CompletableFuture.supplyAsync(
                    () -> part(Rank.STORE, EmbeddedStore.start(0, Clock.systemUTC())), starters);
            EmbeddedBroker broker =
                    part(Rank.BROKER, EmbeddedBroker.start(0, UUID.randomUUID().toString()));
            List<String> pair = addresses(broker, starting.join());
            CompletableFuture<Void> others = CompletableFuture.runAsync(
                    () -> {
                        part(Rank.PROJECTOR, start(Program.PROJECTOR, parent, pair));
                        part(Rank.WORKER, start(Program.WORKER, parent, pair));
                    },
                    starters);
            part(Rank.API, start(Program.API, parent, pair));
            others.join();
        }
        LOG.warn("nothing is kept over a restart: broker and store are in this process's memory");
    }

    private ConfigurableApplicationContext start(
            Program program, ConfigurableApplicationContext parent, List<String> pair) {
        List<String> settings = new ArrayList<>(pair);
        settings.add("--spring.config.location=" + program.settings()
                + ",optional:file:./,optional:file:./config/,optional:file:./config/*/");
        settings.add("--spring.autoconfigure.exclude=" + String.join(",", program.excluded()));
        SpringApplicationBuilder builder = builder(program.application(), program.web());
        if (program == Program.API) {
            builder.initializers((GenericApplicationContext context) ->
                    context.registerBean(SubmissionGate.class, () -> new SubmissionGate(HeapWatch.ofThisJvm())));
        }
        return builder.parent(parent).properties(DEFAULTS).run(with(settings));
    }

    private static List<String> addresses(EmbeddedBroker broker, EmbeddedStore store) {
        return List.of(
                "--server.address=" + HttpPort.HOST,
                "--spring.rabbitmq.addresses=" + EmbeddedBroker.HOST + ":" + broker.port(),
                "--spring.rabbitmq.username=" + EmbeddedBroker.USERNAME,
                "--spring.rabbitmq.password=" + broker.password(),
                "--spring.rabbitmq.virtual-host=" + EmbeddedBroker.VIRTUAL_HOST,
                "--spring.rabbitmq.ssl.enabled=false",
                "--spring.mongodb.uri=" + store.uri(DATABASE));
    }

    /** These come last, so that no argument or variable of the user's leads to another broker or store. */
    private String[] with(List<String> own) {
        List<String> all = new ArrayList<>(List.of(arguments));
        own.forEach(setting -> {
            String name = setting.substring(0, setting.indexOf('=') + 1);
            all.removeIf(argument -> argument.startsWith(name));
        });
        all.addAll(own);
        return all.toArray(String[]::new);
    }

    private static SpringApplicationBuilder builder(Class<?> application, WebApplicationType web) {
        return new SpringApplicationBuilder(application)
                .main(application)
                .web(web)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false);
    }

    private <T extends AutoCloseable> T part(Rank rank, T started) {
        parts.put(rank, started);
        return started;
    }

    @SuppressWarnings("SystemOut") // what a person in front of it should read is not a matter of log levels
    private static void say(String line) {
        System.out.println(line);
    }

    /** Closes what has started, all of it whatever fails. */
    @Override
    public void close() {
        parts.forEach((rank, part) -> {
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("part did not close part={}", rank, e);
            }
        });
    }
}
