package io.taskmill.it.system;

import io.taskmill.api.ApiApplication;
import io.taskmill.it.greeting.GreetingWorker;
import io.taskmill.it.ledger.LedgerWorker;
import io.taskmill.it.mortal.Death;
import io.taskmill.it.mortal.MortalApi;
import io.taskmill.it.mortal.MortalProjector;
import io.taskmill.it.mortal.OutboxDeath;
import io.taskmill.it.poison.PoisonWorker;
import io.taskmill.it.program.ClassPathProgram;
import io.taskmill.it.program.WrongClock;
import io.taskmill.testkit.FreePorts;
import io.taskmill.testkit.JavaProcess;
import io.taskmill.testkit.JavaProcessBuilder;
import io.taskmill.testkit.ProjectRoot;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import io.taskmill.testkit.TrainedJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A whole Taskmill of real processes on a virtual host and a database of its own. */
public final class Mill implements BeforeAllCallback, AfterAllCallback {

    /** The tag of tests that no other may run beside: they stop servers, or hold what they see against a time. */
    public static final String ALONE = "alone";

    private static final Duration START_UP = Duration.ofSeconds(90);

    private final RealBroker broker = new RealBroker();
    private final RealStore store = new RealStore();
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, JavaProcess> running = new ConcurrentHashMap<>();
    private Path logs = Path.of("target", "it-logs");

    public RealBroker broker() {
        return broker;
    }

    public RealStore store() {
        return store;
    }

    /** Sets a property of all processes that are started from now on, by its environment name. */
    public Mill with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        broker.beforeAll(context);
        store.beforeAll(context);
        logs = ProjectRoot.find()
                .resolve("task-it/target/it-logs")
                .resolve(context.getRequiredTestClass().getSimpleName());
        try {
            Files.createDirectories(logs);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder for logs " + logs, e);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        running.values().forEach(JavaProcess::kill); // a graceful end takes seconds, and has tests of its own
        store.afterAll(context);
        broker.afterAll(context);
    }

    /** Starts a projector, an API and a worker of these names, and returns when a first task has finished. */
    public void startOneOfEach() {
        for (String program : List.of("projector", "api", "worker")) {
            launch("task-" + program, program);
        }
        awaitReady();
        HttpTasks tasks = tasks("api");
        tasks.awaitState(tasks.submitOnceKnown("COUNT", "{\"times\":0}"), "FINISHED", Duration.ofSeconds(30));
    }

    /** Starts a program under a name, without waiting for it; a worker is known by that name. */
    public JavaProcess launch(String module, String name) {
        return launch(name, JavaProcess.named(name).jar(TrainedJar.of(module)));
    }

    /** Starts the program of a project under {@code examples/}, without waiting for it. */
    public JavaProcess launchExample(String project) {
        Path jar = ProjectRoot.find().resolve("examples/" + project + "/target/" + project + ".jar");
        return launch(project, JavaProcess.named(project).jar(jar).jvmArguments(TrainedJar.jvm()));
    }

    /** Starts a worker whose handler keeps a ledger, without waiting for it. */
    public JavaProcess launchLedgerWorker(String name, Path ledger) {
        return launch(name, ledgerWorker(JavaProcess.named(name).main(LedgerWorker.class), ledger));
    }

    /** Describes a worker whose handlers keep a ledger. */
    public static JavaProcessBuilder ledgerWorker(JavaProcessBuilder worker, Path ledger) {
        return worker.jvmArguments(TrainedJar.jvm())
                .environment("LEDGER_FILE", ledger.toString())
                .environment("SPRING_APPLICATION_NAME", "task-worker");
    }

    /** The same on a machine whose clock is ahead, or behind. */
    public JavaProcess launchLedgerWorker(String name, Path ledger, Duration ahead) {
        return launch(name, ledgerWorker(WrongClock.process(name, LedgerWorker.class, ahead), ledger));
    }

    /** Starts an API on a machine whose clock is ahead, without waiting for it. */
    public JavaProcess launchApi(String name, Duration ahead) {
        return launch(name, ClassPathProgram.of(WrongClock.process(name, ApiApplication.class, ahead), "task-api"));
    }

    /** Starts a worker of a release of the greeting service, without waiting for it. */
    public JavaProcess launchGreetingWorker(String name, int release) {
        return launch(
                name,
                JavaProcess.named(name)
                        .main(GreetingWorker.class)
                        .jvmArguments(TrainedJar.jvm())
                        .environment("GREETING_RELEASE", Integer.toString(release))
                        .environment("SPRING_APPLICATION_NAME", "task-worker"));
    }

    /** Starts a worker with a handler that ends it, without waiting for it. */
    public JavaProcess launchPoisonWorker(String name) {
        return launch(
                name,
                JavaProcess.named(name)
                        .main(PoisonWorker.class)
                        .jvmArguments(TrainedJar.jvm())
                        .environment("TASKMILL_WORKER_SLOTS", "64")
                        .environment("SPRING_APPLICATION_NAME", "task-worker"));
    }

    /** Starts an API that dies at its first submission under an idempotency key, without waiting for it. */
    public JavaProcess launchMortalApi(String name, Death death) {
        return launch(name, MortalApi.process(name, death));
    }

    /** Starts a projector that dies at its first follow-up, without waiting for it. */
    public JavaProcess launchMortalProjector(String name, OutboxDeath death) {
        return launch(name, MortalProjector.process(name, death));
    }

    /** Starts a worker whose handler keeps a ledger, with these properties besides, without waiting for it. */
    public JavaProcess launchLedgerWorker(String name, Path ledger, Map<String, String> properties) {
        return launch(name, ledgerWorker(JavaProcess.named(name).main(LedgerWorker.class), ledger), properties);
    }

    private JavaProcess launch(String name, JavaProcessBuilder builder) {
        return launch(name, builder, Map.of());
    }

    /** Starts a program under a name, with these properties besides, without waiting for it. */
    public JavaProcess launch(String name, JavaProcessBuilder builder, Map<String, String> own) {
        JavaProcess process = prepare(name, builder).environment(own).start();
        running.put(name, process);
        return process;
    }

    private JavaProcessBuilder prepare(String name, JavaProcessBuilder builder) {
        int port = ports.computeIfAbsent(name, _ -> FreePorts.next());
        return builder.log(logs.resolve(name + ".log"))
                .environment("SERVER_PORT", Integer.toString(port))
                .environment("SERVER_ADDRESS", "127.0.0.1")
                .environment("SPRING_RABBITMQ_HOST", broker.host())
                .environment("SPRING_RABBITMQ_PORT", Integer.toString(broker.port()))
                .environment("SPRING_RABBITMQ_USERNAME", broker.username())
                .environment("SPRING_RABBITMQ_PASSWORD", broker.password())
                .environment("SPRING_RABBITMQ_VIRTUALHOST", broker.virtualHost())
                .environment("SPRING_MONGODB_URI", store.uri())
                .environment("TASKMILL_WORKER_NAME", name)
                .environment(environment);
    }

    private final Map<String, Integer> ports = new ConcurrentHashMap<>();

    /** Where a process listens. */
    public URI address(String name) {
        return URI.create("http://127.0.0.1:" + ports.get(name));
    }

    /** Waits until all processes that were launched say that they are ready. */
    public void awaitReady() {
        List<String> names = new ArrayList<>(running.keySet());
        names.forEach(this::awaitReady);
    }

    public void awaitReady(String name) {
        process(name).awaitReady(address(name).resolve("/actuator/health/readiness"), START_UP);
    }

    public JavaProcess process(String name) {
        JavaProcess process = running.get(name);
        if (process == null) {
            throw new IllegalArgumentException("no process " + name + " was launched");
        }
        return process;
    }

    public HttpTasks tasks(String api) {
        return new HttpTasks(address(api));
    }

    public HttpSchedules schedules(String api) {
        return new HttpSchedules(address(api));
    }

    public CommandLine commandLine(String api) {
        return new CommandLine(address(api));
    }
}
