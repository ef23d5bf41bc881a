package io.taskmill.api.start;

import io.taskmill.api.ApiProperties;
import io.taskmill.api.publish.ConfirmedCommands;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.config.BrokerConnections;
import io.taskmill.messaging.dead.DeadLetters;
import io.taskmill.messaging.publish.Publisher;
import io.taskmill.model.Priority;
import io.taskmill.model.Shards;
import io.taskmill.model.WorkQueue;
import io.taskmill.model.entity.Entity;
import io.taskmill.model.gate.Gate;
import io.taskmill.model.id.TaskIds;
import io.taskmill.model.schedule.Schedule;
import io.taskmill.model.session.Session;
import io.taskmill.store.EntityStore;
import io.taskmill.store.GateStore;
import io.taskmill.store.Installation;
import io.taskmill.store.RunLogStore;
import io.taskmill.store.ScheduleStore;
import io.taskmill.store.SessionStore;
import io.taskmill.store.TaskCountStore;
import io.taskmill.store.TaskList;
import io.taskmill.store.TaskStore;
import io.taskmill.store.Versioned;
import io.taskmill.store.config.StoreFactory;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One attempt to read the number of shards, the id key and the types; empty as long as no projector has started. */
@Component
class Opening implements Supplier<Optional<Installed>> {

    private final Installation installation;
    private final StoreFactory stores;
    private final RunLogStore logs;
    private final TaskCountStore counts;
    private final TypeCatalog types;
    private final BrokerConnections connections;
    private final WireCodec codec;
    private final RandomGenerator random;
    private final ApiProperties properties;

    Opening(
            Installation installation,
            StoreFactory stores,
            RunLogStore logs,
            TaskCountStore counts,
            TypeCatalog types,
            BrokerConnections connections,
            WireCodec codec,
            RandomGenerator random,
            ApiProperties properties) {
        this.installation = installation;
        this.stores = stores;
        this.logs = logs;
        this.counts = counts;
        this.types = types;
        this.connections = connections;
        this.codec = codec;
        this.random = random;
        this.properties = properties;
    }

    @Override
    public Optional<Installed> get() {
        return installation.shards().map(this::open);
    }

    private static Installed.Waiting waiting(TaskStore tasks, SessionStore sessions) {
        return new Installed.Waiting() {
            @Override
            public long aheadInQueue(WorkQueue queue, Instant dispatched, int most) {
                return tasks.aheadInQueue(queue, dispatched, most);
            }

            @Override
            public long aheadAtGate(String gate, Priority priority, Instant since, int most) {
                return tasks.aheadAtGate(gate, priority, since, most);
            }

            @Override
            public Optional<Session> session(String id) {
                return sessions.find(id).map(Versioned::entity);
            }
        };
    }

    private static Installed.Gates gates(GateStore store) {
        return new Installed.Gates() {
            @Override
            public Optional<Versioned<Gate>> find(String key) {
                return store.find(key);
            }

            @Override
            public Collection<Versioned<Gate>> page(@Nullable String after, int limit) {
                return store.page(after, limit);
            }
        };
    }

    private Installed open(Shards shards) {
        byte[] freshKey = new byte[TaskIds.KEY_BYTES];
        random.nextBytes(freshKey);
        TaskIds ids = new TaskIds(installation.fixIdKey(freshKey), random);
        types.refresh();
        TaskStore tasks = stores.tasks(shards);
        TaskList list = stores.taskList(shards);
        SessionStore sessions = stores.sessions(shards);
        Topology topology = new Topology(shards, types::pools, false);
        Publisher publisher = connections.publisher(connections.named("publish", topology), random);
        return new Installed(
                shards,
                ids,
                tasks::find,
                list::newest,
                logs::read,
                () -> counts.sum(shards),
                sessions::living,
                tasks::running,
                gates(stores.gates(shards)),
                waiting(tasks, sessions),
                schedules(stores.schedules(shards)),
                entities(stores.entities(shards)),
                new ConfirmedCommands(publisher, codec, shards, properties.confirmTimeout()),
                new DeadLetters(
                        connections.consuming("dead-letters", topology),
                        publisher,
                        topology,
                        properties.confirmTimeout()),
                new StoredKin(stores.chunks(shards), tasks));
    }

    private static Installed.Entities entities(EntityStore store) {
        return new Installed.Entities() {
            @Override
            public Optional<Versioned<Entity>> find(String key) {
                return store.find(key);
            }

            @Override
            public Collection<Versioned<Entity>> page(String type, @Nullable String after, int limit) {
                return store.page(type, after, limit);
            }
        };
    }

    private static Installed.Schedules schedules(ScheduleStore store) {
        return new Installed.Schedules() {
            @Override
            public Optional<Versioned<Schedule>> find(String name) {
                return store.find(name);
            }

            @Override
            public List<Schedule> page(@Nullable String after, int limit) {
                return store.page(after, limit);
            }
        };
    }
}
