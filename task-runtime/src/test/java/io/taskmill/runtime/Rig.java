package io.taskmill.runtime;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.taskmill.handler.TaskHandler;
import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.config.Refusal;
import io.taskmill.messaging.publish.Outbound;
import io.taskmill.messaging.publish.Publisher;
import io.taskmill.messaging.publish.RetainingPublisher;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.Timeouts;
import io.taskmill.model.WorkQueue;
import io.taskmill.model.WorkerInfo;
import io.taskmill.model.message.RunCommand;
import io.taskmill.runtime.metric.WorkerMetrics;
import io.taskmill.runtime.report.EventReporter;
import io.taskmill.runtime.type.Handlers;
import io.taskmill.runtime.type.ParamsSchema;
import io.taskmill.testkit.RealBroker;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.support.StaticApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** Workers in a pool of the test's own, with a projector played by hand and a look at the work queues. */
final class Rig implements AfterEachCallback {

    static final String TYPE = "TEST";

    private static final Duration LINGER = Duration.ofMillis(5);

    private final RealBroker broker;
    private final Shards shards;
    private final String pool = "p" + UUID.randomUUID().toString().substring(0, 8);
    private final WireCodec codec = new WireCodec();
    private final FakeProjector projector;
    private final BrokerConnection watching;
    private final List<Worker> workers = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> refusals = new CopyOnWriteArrayList<>();

    Rig(RealBroker broker, int shards) {
        this.broker = broker;
        this.shards = new Shards(shards);
        this.projector = new FakeProjector(broker, this.shards, pool);
        this.watching = Connections.named(broker, "watch", new Topology(this.shards, () -> Set.of(pool), true));
    }

    static WorkerProperties settings(int slots, int slotsForHigh) {
        return settings(slots, slotsForHigh, Duration.ofSeconds(20), Duration.ofMillis(300));
    }

    static WorkerProperties settings(int slots, int slotsForHigh, Duration ackAfter, Duration grace) {
        return settings(slots, slotsForHigh, ackAfter, grace, Duration.ofSeconds(5));
    }

    /** With handlers that may take so long to heed an interrupt. */
    static WorkerProperties settings(int slots, Duration abortGrace) {
        return settings(slots, 0, Duration.ofSeconds(20), Duration.ofMillis(300), abortGrace);
    }

    private static WorkerProperties settings(
            int slots, int slotsForHigh, Duration ackAfter, Duration grace, Duration abortGrace) {
        return new WorkerProperties(
                null, slots, slotsForHigh, Set.of(), LINGER, ackAfter, grace, abortGrace, Duration.ofMillis(500));
    }

    FakeProjector projector() {
        return projector;
    }

    String pool() {
        return pool;
    }

    /** What the workers have counted, together. */
    SimpleMeterRegistry meters() {
        return meters;
    }

    /** Why workers refused to start. */
    List<String> refusals() {
        return refusals;
    }

    /** Starts a worker for {@link #TYPE}. */
    Worker worker(WorkerProperties settings, ScriptedHandler.Script script) {
        return worker(settings, shards, new ScriptedHandler(TYPE, pool, script));
    }

    Worker worker(WorkerProperties settings, Shards worksWith, TaskHandler<?, ?>... handlers) {
        String name = "worker-" + (workers.size() + 1);
        Topology topology = new Topology(worksWith, () -> Set.of(pool), false);
        BrokerConnection publishing = Connections.named(broker, name + "-publish", topology);
        Publisher publisher = new Publisher(publishing, new Random());
        RetainingPublisher retaining = new RetainingPublisher(publisher);
        WorkerMetrics metrics = new WorkerMetrics(meters);
        Worker worker = new Worker(new WorkerParts(
                settings,
                new WorkerInfo(name, "host", 1, "test", List.of(pool), settings.slots(), 0),
                worksWith,
                new Handlers(List.of(handlers), new ParamsSchema()),
                codec,
                new JsonMapper(),
                publishing,
                Connections.consuming(broker, name + "-consume", topology),
                publisher,
                retaining,
                new EventReporter(worksWith, codec, retaining, publisher, settings.linger(), metrics),
                metrics,
                new RecordedRefusal(refusals),
                Clock.systemUTC(),
                new Random()));
        workers.add(worker);
        worker.start();
        return worker;
    }

    private static final class RecordedRefusal extends Refusal {

        private final List<String> reasons;

        RecordedRefusal(List<String> reasons) {
            super(new StaticApplicationContext());
            this.reasons = reasons;
        }

        @Override
        public void refuse(String reason) {
            reasons.add(reason);
        }
    }

    /** Submits a task of {@link #TYPE}. */
    TaskId submit(Priority priority) {
        return submit(TYPE, priority, false);
    }

    /** Submits a task; {@code again} as one that may have been published before. */
    TaskId submit(String type, Priority priority, boolean again) {
        RunCommand command = command(type, priority);
        projector.publish(outbound(command, again));
        return command.task();
    }

    /** Submits a task of {@link #TYPE} whose parameters fulfil that version of it. */
    TaskId submitVersion(int version) {
        TaskSpec spec =
                spec(TYPE, Priority.NORMAL, TaskPolicy.DEFAULT).with(version, Json.EMPTY_OBJECT, TaskPolicy.DEFAULT);
        RunCommand command = new RunCommand(new TaskId(UUID.randomUUID()), 1, spec);
        projector.publish(outbound(command, false));
        return command.task();
    }

    /** Submits a strict task of {@link #TYPE}. */
    TaskId submitStrict(Priority priority) {
        TaskPolicy strict = new TaskPolicy(RetryPolicy.NONE, Timeouts.NONE, true);
        RunCommand command = new RunCommand(new TaskId(UUID.randomUUID()), 1, spec(TYPE, priority, strict));
        projector.publish(outbound(command, false));
        return command.task();
    }

    /** Delivers an earlier command of a task once more. */
    void deliverAgain(TaskId task, int epoch) {
        projector.publish(outbound(new RunCommand(task, epoch, spec(TYPE, Priority.NORMAL, TaskPolicy.DEFAULT)), true));
    }

    /** Dispatches a task of {@link #TYPE} that is a suspect, as its third epoch. */
    TaskId submitSuspect() {
        TaskSpec spec = spec(TYPE, Priority.HIGH, TaskPolicy.DEFAULT);
        RunCommand command = new RunCommand(new TaskId(UUID.randomUUID()), 3, 1, null, spec, null, true);
        projector.publish(outbound(command, false));
        return command.task();
    }

    /** Submits a task of {@link #TYPE} that may not take longer; as a second attempt. */
    TaskId submitLimited(Timeouts timeouts) {
        TaskPolicy limited = new TaskPolicy(RetryPolicy.NONE, timeouts, false);
        TaskSpec spec = spec(TYPE, Priority.NORMAL, limited);
        RunCommand command =
                new RunCommand(new TaskId(UUID.randomUUID()), 3, 2, spec.deadlineFrom(spec.created()), spec);
        projector.publish(outbound(command, false));
        return command.task();
    }

    /** Submits many at once; {@code before} is told of each before it can start. */
    List<TaskId> submitAll(Priority priority, int count, Consumer<TaskId> before) {
        List<RunCommand> commands =
                Stream.generate(() -> command(TYPE, priority)).limit(count).toList();
        List<TaskId> tasks = commands.stream().map(RunCommand::task).toList();
        tasks.forEach(before);
        projector.publishAll(
                commands.stream().map(command -> outbound(command, false)).toList());
        return tasks;
    }

    private RunCommand command(String type, Priority priority) {
        return new RunCommand(new TaskId(UUID.randomUUID()), 1, spec(type, priority, TaskPolicy.DEFAULT));
    }

    private TaskSpec spec(String type, Priority priority, TaskPolicy policy) {
        return new TaskSpec(
                type,
                1,
                pool,
                priority,
                Json.EMPTY_OBJECT,
                null,
                null,
                null,
                Clock.systemUTC().instant(),
                policy);
    }

    private Outbound outbound(RunCommand command, boolean again) {
        return Outbound.command(command, shards.of(command.task()), codec.encode(command), again);
    }

    /** Puts bytes where commands of normal priority go. */
    void publishBytes(byte[] body) {
        broker.publish("", Topology.workQueue(pool, Priority.NORMAL), Map.of(), body);
    }

    /** Messages that wait in a work queue, by the queue's own account. */
    int ready(Priority priority) {
        return look(Topology.workQueue(pool, priority)).getMessageCount();
    }

    int ready(String queue) {
        return look(queue).getMessageCount();
    }

    /** How many consume a work queue; a paused one counts until it has settled what it holds. */
    int consumers(Priority priority) {
        return look(Topology.workQueue(pool, priority)).getConsumerCount();
    }

    int consumers(WorkQueue queue) {
        return look(Topology.workQueue(queue)).getConsumerCount();
    }

    /** Messages of a work queue that workers hold; up to five seconds old. */
    long unacknowledged(Priority priority) {
        return broker.unacknowledged(Topology.workQueue(pool, priority));
    }

    private AMQP.Queue.DeclareOk look(String queue) {
        try (Channel channel = watching.openChannel()) {
            return channel.queueDeclarePassive(queue);
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException("cannot look at queue " + queue, e);
        }
    }

    void stopWorkers() {
        workers.stream().filter(Worker::isRunning).forEach(Worker::stop);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stopWorkers();
        projector.close();
        watching.close();
    }
}
