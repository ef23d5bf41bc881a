package io.taskmill.handlers.vdi;

import static org.awaitility.Awaitility.await;

import io.taskmill.handler.ChildTask;
import io.taskmill.handler.SpawnedFamily;
import io.taskmill.handlers.vdi.hypervisor.HttpHypervisor;
import io.taskmill.handlers.vdi.hypervisor.Hypervisor;
import io.taskmill.handlers.vdi.hypervisor.Vm;
import io.taskmill.model.Summary;
import io.taskmill.simulator.Simulator;
import io.taskmill.testkit.RecordingContext;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The handlers' site with a simulator behind it that is in a hurry. */
final class SimulatedSite implements AutoCloseable {

    static final Pacing HURRY =
            new Pacing(Duration.ofMillis(20), Duration.ofMillis(5), Duration.ofSeconds(10), Duration.ofSeconds(2));

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Simulator simulator;
    private final HttpHypervisor hypervisor;
    private final Site site;

    SimulatedSite(Path folder) throws IOException, InterruptedException {
        simulator = new Simulator(0, folder.resolve("state.json"));
        hypervisor = new HttpHypervisor(simulator.address(), Duration.ofSeconds(5));
        site = new Site(hypervisor, HURRY);
        pace(0);
    }

    static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(5));
    }

    Site site() {
        return site;
    }

    /** The same with something between it and its hypervisor. */
    Site siteOver(Hypervisor between) {
        return new Site(between, HURRY);
    }

    Hypervisor hypervisor() {
        return hypervisor;
    }

    /** How long each part of an operation takes. */
    void pace(int millis) throws IOException, InterruptedException {
        put("/pace", "{'unitMillis': " + millis + ", 'kinds': {'boot': 20}}");
    }

    void faults(String faults) throws IOException, InterruptedException {
        put("/faults", faults);
    }

    void put(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(simulator.address().resolve(path))
                .PUT(BodyPublishers.ofString(body.replace('\'', '"')))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + response.body());
        }
    }

    /** All that were ever begun, of that kind. */
    List<JsonNode> operations(String kind) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(simulator.address().resolve("/hypervisor/operations"))
                .build();
        JsonNode all = JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
        return StreamSupport.stream(all.spliterator(), false)
                .filter(operation -> operation.path("kind").asString().equals(kind))
                .toList();
    }

    List<Vm> vms(String pool) throws InterruptedException {
        return hypervisor.vms(pool);
    }

    List<String> names(String pool) throws InterruptedException {
        return vms(pool).stream().map(Vm::name).toList();
    }

    Optional<Pool> pool(String id) throws InterruptedException {
        return site.pools().find(id);
    }

    PoolStatus status(String id) throws InterruptedException {
        return pool(id).orElseThrow().status();
    }

    /** A pool of so many that may have ten more, with the pool's id in its name. */
    static PoolSettings settings(String id, int initial) {
        return settings(id, initial, "ubuntu-24");
    }

    static PoolSettings settings(String id, int initial, String template) {
        return new PoolSettings(
                id, "desk-" + id, template, null, initial, 2, initial + 10, 5, true, "corp.example", "OU=Desks");
    }

    /** A pool that is there, with all of its machines prepared. */
    void active(PoolSettings settings) throws InterruptedException {
        PoolCreateHandler create = new PoolCreateHandler(site);
        RecordingContext context = new RecordingContext();
        create.run(settings, context);
        prepareAll(context);
        create.end(settings, allOf(settings.initial()), context);
    }

    /** A pool that is there, with machines that need not be prepared. */
    void bare(PoolSettings settings, RecordingContext context) throws InterruptedException {
        new PoolCreateHandler(site).run(settings, context);
        hypervisor.describePool(settings.poolId(), new Pool(settings, PoolStatus.ACTIVE));
    }

    /** Carries out what was spawned. */
    void prepareAll(RecordingContext context) throws InterruptedException {
        VmPrepareHandler prepare = new VmPrepareHandler(site);
        for (ChildTask child : context.spawned().orElseThrow().tasks()) {
            prepare.run((VmPrepareHandler.Params) child.params(), new RecordingContext());
        }
    }

    static SpawnedFamily allOf(int finished) {
        return family(finished, 0);
    }

    static SpawnedFamily family(int finished, int failed) {
        return new SpawnedFamily() {
            @Override
            public Summary summary() {
                return new Summary(finished, failed, 0, 0, List.of());
            }

            @Override
            public <T> Optional<T> state(Class<T> type) {
                return Optional.empty();
            }
        };
    }

    /** The run that follows one that has died: with its checkpoint, and dispatched anew. */
    static RecordingContext after(RecordingContext died) {
        RecordingContext next = new RecordingContext().dispatchedAs(died.fence() + 1);
        Object left = died.checkpoints().isEmpty()
                ? died.lastCheckpoint(Object.class).orElse(null)
                : died.checkpoints().getLast();
        return left == null ? next : next.after(left);
    }

    /** What was told last of a thing. */
    static @Nullable String told(RecordingContext context, String type, String id) {
        return context.facts().stream()
                .filter(fact -> fact.entity().type().equals(type)
                        && id.equals(fact.entity().id()))
                .reduce((_, later) -> later)
                .map(fact -> fact.gone() ? "gone" : fact.status())
                .orElse(null);
    }

    static int highestProgress(RecordingContext context) {
        return context.reports().stream()
                .mapToInt(RecordingContext.Report::percent)
                .max()
                .orElse(0);
    }

    @Override
    public void close() {
        hypervisor.close();
        simulator.close();
        http.close();
    }
}
