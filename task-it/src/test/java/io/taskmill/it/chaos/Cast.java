package io.taskmill.it.chaos;

import io.taskmill.api.ApiApplication;
import io.taskmill.it.ledger.LedgerWorker;
import io.taskmill.it.program.ClassPathProgram;
import io.taskmill.it.program.WrongClock;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.projector.ProjectorApplication;
import io.taskmill.testkit.FaultProxy;
import io.taskmill.testkit.JavaProcess;
import io.taskmill.testkit.JavaProcessBuilder;
import io.taskmill.testkit.LocalCluster;
import io.taskmill.testkit.TrainedJar;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The processes of a whole Taskmill, each with proxies of its own before what it talks to. */
final class Cast implements AutoCloseable {

    static final List<String> APIS = List.of("api-1", "api-2");
    static final List<String> PROJECTORS = List.of("projector-1", "projector-2");
    static final List<String> WORKERS = List.of("worker-1", "worker-2", "worker-3");
    static final List<String> ALL =
            Stream.of(APIS, PROJECTORS, WORKERS).flatMap(List::stream).toList();

    /** The ends of links that are servers. */
    static final String BROKER = "broker";

    static final String STORE = "store";
    private static final String CLIENTS = "clients";

    private final Mill mill;
    private final Path runs;
    private final boolean cluster;
    private final Map<String, String> clusterEnvironment;
    private final Map<String, FaultProxy> links = new LinkedHashMap<>();

    /**
     * @param runs the file that handlers write
     * @param cluster whether there are three nodes of each server, which processes reach without proxies
     */
    Cast(Mill mill, Path runs, boolean cluster) {
        this.mill = mill;
        this.runs = runs;
        this.cluster = cluster;
        this.clusterEnvironment =
                cluster ? Map.of("SPRING_RABBITMQ_ADDRESSES", LocalCluster.brokerAddresses()) : Map.of();
        if (!cluster) {
            openLinks();
        }
    }

    private void openLinks() {
        URI store = URI.create(mill.store().uri());
        for (String name : ALL) {
            links.put(
                    link(name, BROKER),
                    FaultProxy.to(mill.broker().host(), mill.broker().port()));
            if (!WORKERS.contains(name)) {
                links.put(link(name, STORE), FaultProxy.to(store.getHost(), store.getPort()));
            }
        }
    }

    private static String link(String name, String server) {
        return name + "-" + server;
    }

    /** Links of processes to the servers. */
    static List<String> links() {
        return Stream.concat(
                        ALL.stream().map(name -> link(name, BROKER)),
                        ALL.stream().filter(name -> !WORKERS.contains(name)).map(name -> link(name, STORE)))
                .toList();
    }

    /** Links of clients to APIs. */
    static List<String> clientLinks() {
        return APIS.stream().map(api -> link(api, CLIENTS)).toList();
    }

    /** Starts all, and returns when they are ready. */
    void start() {
        ALL.forEach(name -> launch(name, Duration.ZERO));
        mill.awaitReady();
        for (String api : APIS) {
            URI address = mill.address(api);
            links.put(link(api, CLIENTS), FaultProxy.to(address.getHost(), address.getPort()));
        }
    }

    /**
     * Starts one, without waiting for it.
     *
     * @param ahead how far its clock is ahead of the machine's
     */
    JavaProcess launch(String name, Duration ahead) {
        return mill.launch(name, program(name, ahead), cluster ? clusterEnvironment : throughProxies(name));
    }

    private Map<String, String> throughProxies(String name) {
        Map<String, String> own = new LinkedHashMap<>();
        own.put(
                "SPRING_RABBITMQ_PORT",
                Integer.toString(proxy(link(name, BROKER)).port()));
        if (!WORKERS.contains(name)) {
            own.put(
                    "SPRING_MONGODB_URI",
                    "mongodb://127.0.0.1:%d/%s?directConnection=true"
                            .formatted(
                                    proxy(link(name, STORE)).port(),
                                    mill.store().database()));
        }
        return own;
    }

    private JavaProcessBuilder program(String name, Duration ahead) {
        if (WORKERS.contains(name)) {
            return Mill.ledgerWorker(
                    ahead.isZero()
                            ? JavaProcess.named(name).main(LedgerWorker.class)
                            : WrongClock.process(name, LedgerWorker.class, ahead),
                    runs);
        }
        String module = APIS.contains(name) ? "task-api" : "task-projector";
        Class<?> application = APIS.contains(name) ? ApiApplication.class : ProjectorApplication.class;
        return ahead.isZero()
                ? JavaProcess.named(name).jar(TrainedJar.of(module))
                : ClassPathProgram.of(WrongClock.process(name, application, ahead), module);
    }

    JavaProcess process(String name) {
        return mill.process(name);
    }

    /** @param link one of {@link #links} or {@link #clientLinks} */
    FaultProxy proxy(String link) {
        return Objects.requireNonNull(links.get(link), link);
    }

    /** Whose link it is. */
    static String owner(String link) {
        return link.substring(0, link.lastIndexOf('-'));
    }

    /** The APIs as clients reach them. */
    List<HttpTasks> apis() {
        return addresses().stream().map(HttpTasks::new).toList();
    }

    List<URI> addresses() {
        return clientLinks().stream()
                .map(link -> URI.create("http://127.0.0.1:" + proxy(link).port()))
                .toList();
    }

    @Override
    public void close() {
        links.values().forEach(FaultProxy::close);
    }
}
