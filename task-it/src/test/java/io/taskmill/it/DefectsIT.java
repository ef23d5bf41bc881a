package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.audit.Audit;
import io.taskmill.it.audit.Books;
import io.taskmill.it.audit.Errand;
import io.taskmill.it.audit.Finding;
import io.taskmill.it.audit.Reader;
import io.taskmill.it.audit.Request;
import io.taskmill.it.audit.Request.Verb;
import io.taskmill.it.defect.Defect;
import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerHandler;
import io.taskmill.it.mortal.OutboxDeath;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.publish.Outbound;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.Run;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.RunEvents;
import io.taskmill.testkit.FaultProxy;
import io.taskmill.testkit.FaultProxy.Direction;
import io.taskmill.testkit.JavaProcess;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit is worth something: it notices each {@link Defect}, by its rule, after a plan that makes it show. */
class DefectsIT {

    private static final Logger LOG = LoggerFactory.getLogger(DefectsIT.class);

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealBroker BROKER = MILL.broker();
    private static final RealStore STORE = MILL.store();
    private static final WireCodec CODEC = new WireCodec();
    private static final Shards SHARDS = new Shards(8);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int AT_ONCE = 10;

    /** Longer than a projector takes to sweep, shorter than the check of queued tasks. */
    private static final Duration SWEPT_WITHIN = Duration.ofSeconds(20);

    @TempDir
    static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private Books books;

    private final List<JavaProcess> processes = new ArrayList<>();
    private long began;

    @BeforeEach
    void openBooks(TestInfo test) {
        STORE.withDatabase(database -> database.getCollection("tasks").deleteMany(new Document()));
        books = Books.in(folder.resolve(test.getTestMethod().orElseThrow().getName()));
    }

    @AfterEach
    void end() {
        processes.forEach(JavaProcess::kill);
        books.close();
    }

    @Test
    void aTaskIsLostThatWasAcknowledgedBeforeTheConfirm() {
        Defect defect = Defect.ACKNOWLEDGED_BEFORE_THE_CONFIRM;
        try (FaultProxy proxy = FaultProxy.to(BROKER.host(), BROKER.port())) {
            start("task-projector");
            launch("api", defect, Map.of("SPRING_RABBITMQ_PORT", Integer.toString(proxy.port())));
            startWorkers(1);
            proxy.cut(Direction.TO_SERVER);
            submit(Errand.SHORT);
            MILL.process("api").kill();
        }
        assertNoticed(defect);
    }

    @Test
    void aKeyHasManyTasksThatIsReservedAfterThePublish() {
        Defect defect = Defect.KEY_RESERVED_AFTER_THE_PUBLISH;
        start("task-projector");
        launch("api", defect, Map.of());
        startWorkers(1);
        String key = Errand.creator(Errand.KEYED.first());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < AT_ONCE; i++) {
                var _ = threads.submit(() -> api().postKeyed(key, body(key)));
            }
        }
        awaitDone(Errand.KEYED, 2);
        assertNoticed(defect);
    }

    @Test
    void aResultIsAnotherRunsWhereRunsDoNotOwnTheirEpoch() {
        Defect defect = Defect.NO_RUN_OWNERSHIP;
        launch("projector", defect, Map.of());
        start("task-api");
        startWorkers(2);
        RunCommand first = command(Errand.SHORT, "{\"millis\":3000}");
        publish(first);
        String task = first.task().toString();
        await().atMost(PATIENCE)
                .until(() ->
                        STORE.count("tasks", "{\"spec.params\":\"{\\\"millis\\\":3000}\",\"phase\":\"RUNNING\"}") == 1);
        assertThat(LedgerEntry.of(books.runs(), task)).hasSize(1);
        publish(command(Errand.SHORT, first.task(), "{\"millis\":0}")); // is through before the other one
        awaitDone(Errand.SHORT, 1);
        assertNoticed(defect);
    }

    @Test
    void anEndIsSeenToChangeWhereLateReportsCount() {
        Defect defect = Defect.END_OVERWRITTEN;
        launch("projector", defect, Map.of());
        start("task-api");
        startWorkers(1);
        try (Reader reader = new Reader(List.of(MILL.address("api")), books)) {
            String id = submit(Errand.SHORT);
            api().awaitState(id, "FINISHED", PATIENCE);
            reader.list();
            publishLateFailureOf(id);
            api().awaitState(id, "FAILED", PATIENCE);
            reader.list();
        }
        assertNoticed(defect);
    }

    private static void publishLateFailureOf(String id) {
        TaskId task = TaskId.parse(id);
        Map<?, ?> known =
                (Map<?, ?>) Objects.requireNonNull(STORE.find("tasks", "{\"end\":{\"$exists\":true}}").stream()
                        .filter(each -> id.equals(String.valueOf(each.get("_id"))))
                        .findFirst()
                        .orElseThrow()
                        .get("run"));
        String session = (String) Objects.requireNonNull(known.get("session"));
        Run run = new Run(
                (String) Objects.requireNonNull(known.get("id")), session, "worker-1", 99, Instant.now(), 100, null);
        RunEvent failed = new RunEvent.Failed(task, 1, run, Instant.now(), new TaskError("LATE", "too late", false));
        publish(Outbound.event(SHARDS.of(task), CODEC.encode(new RunEvents(session, List.of(failed)))));
    }

    @Test
    void aDeletedTaskComesBackOfWhichNothingIsLeft() {
        Defect defect = Defect.TOMBSTONE_MISSING;
        launch("projector", defect, Map.of());
        start("task-api");
        startWorkers(1);
        RunCommand command = command(Errand.DELETED, "{\"millis\":0}");
        publish(command);
        String id = command.task().toString();
        awaitDone(Errand.DELETED, 1);
        await().atMost(PATIENCE).until(() -> api().delete(id).statusCode() == 204);
        publish(command);
        awaitDone(Errand.DELETED, 1);
        assertNoticed(defect);
    }

    @Test
    void aFollowUpIsLeftWhereNobodySweeps() {
        Defect defect = Defect.OUTBOX_NOT_SWEPT;
        processes.add(MILL.launchMortalProjector("mortal", OutboxDeath.AFTER_WRITE));
        start("task-api");
        startWorkers(1);
        submit(Errand.RETRIED);
        assertThat(MILL.process("mortal").awaitExit(PATIENCE)).isEqualTo(137);
        launch("projector", defect, Map.of());
        MILL.awaitReady("projector");
        long ready = System.nanoTime();
        await().atMost(PATIENCE).until(() -> System.nanoTime() - ready > SWEPT_WITHIN.toNanos());
        assertNoticed(defect);
    }

    private void start(String module) {
        processes.add(MILL.launch(module, module.substring("task-".length())));
    }

    private void launch(String name, Defect defect, Map<String, String> own) {
        processes.add(MILL.launch(name, defect.process(name), own));
    }

    /** Returns when a task has finished. */
    private void startWorkers(int workers) {
        for (int worker = 1; worker <= workers; worker++) {
            processes.add(MILL.launchLedgerWorker("worker-" + worker, books.runs()));
        }
        MILL.awaitReady("api");
        api().awaitState(api().submitOnceKnown("LEDGER", "{\"millis\":0}"), "FINISHED", PATIENCE);
        IntStream.rangeClosed(1, workers).forEach(worker -> MILL.awaitReady("worker-" + worker));
        began = System.nanoTime();
    }

    private static HttpTasks api() {
        return MILL.tasks("api");
    }

    private String submit(Errand errand) {
        String id = api().submitJson(body(Errand.creator(errand.first())));
        accepted(errand, id);
        return id;
    }

    private static String body(String creator) {
        return Errand.of(creator).body(creator);
    }

    private void accepted(Errand errand, String id) {
        books.add(new Request(Instant.now().toEpochMilli(), Verb.SUBMIT, errand.first(), id, 202));
    }

    /** One that can be delivered more than once. */
    private RunCommand command(Errand errand, String params) {
        RunCommand command = command(errand, new TaskId(UUID.randomUUID()), params);
        accepted(errand, command.task().toString());
        return command;
    }

    private static RunCommand command(Errand errand, TaskId task, String params) {
        return new RunCommand(
                task,
                1,
                new TaskSpec(
                        "LEDGER",
                        1,
                        LedgerHandler.POOL,
                        Priority.NORMAL,
                        new Json(params),
                        null,
                        Errand.creator(errand.first()),
                        null,
                        Instant.now()));
    }

    private static void publish(RunCommand command) {
        String key = Topology.runKey(LedgerHandler.POOL, Priority.NORMAL, SHARDS.of(command.task()));
        assertThat(BROKER.publish(Topology.COMMANDS, key, Map.of(), CODEC.encode(command)))
                .isTrue();
    }

    private static void publish(Outbound message) {
        assertThat(BROKER.publish(message.exchange(), message.routingKey(), Map.of(), message.body()))
                .isTrue();
    }

    private static void awaitDone(Errand errand, int tasks) {
        String done = "{\"spec.creator\":\"" + Errand.creator(errand.first()) + "\",\"phase\":\"DONE\"}";
        await().atMost(PATIENCE).until(() -> STORE.count("tasks", done) >= tasks);
    }

    private void assertNoticed(Defect defect) {
        books.close();
        List<Finding> findings = new Audit(books, STORE).findings();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        LOG.info("{} is found after {} in {} findings", defect, took, findings.size());
        assertThat(findings).extracting(Finding::rule).contains(defect.rule());
        assertThat(took).isLessThan(PATIENCE);
    }
}
