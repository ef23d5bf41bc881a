package io.taskmill.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Json;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.WorkerInfo;
import io.taskmill.model.session.Session;
import io.taskmill.model.session.Session.Status;
import io.taskmill.model.type.TaskType;
import io.taskmill.testkit.RealStore;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Worker sessions and task types. */
class OtherDocumentsIT {

    static final RealStore real = new RealStore();

    @RegisterExtension
    static final StoreContext context = new StoreContext(real);

    private static final Shards SHARDS = new Shards(1);
    private static final WorkerInfo WORKER =
            new WorkerInfo("w-1", "host-1", 5_000_000_000L, "0.1", List.of("default", "gpu"), 8, 3);

    private final SessionStore sessions = new SessionStore(context.database(), SHARDS);
    private final TaskTypeStore types = context.bean(TaskTypeStore.class);

    static Stream<Session> sessions() {
        return Stream.of(
                new Session("active", Status.ACTIVE, 7, Tasks.AT, Tasks.AT.plusSeconds(3), WORKER, List.of()),
                new Session("ended", Status.ENDED, 7, Tasks.AT, Tasks.AT, WORKER, List.of(0, 1, 2)),
                new Session("lost", Status.LOST, Long.MAX_VALUE, Tasks.AT, Tasks.AT, WORKER, List.of()),
                new Session(
                        "gone",
                        Status.GONE,
                        7,
                        Tasks.AT,
                        Tasks.AT,
                        WORKER,
                        List.of(new TaskId(new UUID(0, 1)), new TaskId(new UUID(0, 2))),
                        List.of(1)),
                new Session("never seen", Status.LOST, 0, null, null, null, List.of(3)));
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void aSessionOfAnyShapeSurvivesItsDocument(Session session) {
        assertThat(sessions.write(List.of(new Change<>(session.id(), null, session))))
                .isEmpty();
        assertThat(sessions.find(session.id())).contains(new Versioned<>(session, 1));
    }

    @Test
    void aSessionOfAnyShapeCanBecomeAnyOther() {
        for (Session from : sessions().toList()) {
            for (Session to : sessions().toList()) {
                String id = from.id() + " to " + to.id();
                Session before = named(id, from);
                Session after = named(id, to);
                sessions.write(List.of(new Change<>(id, null, before)));
                sessions.write(List.of(new Change<>(id, new Versioned<>(before, 1), after)));
                assertThat(sessions.find(id)).contains(new Versioned<>(after, 2));
            }
        }
    }

    @Test
    void onceAllShardsAreToldTheDocumentHasNoListOfThem() {
        Session before = named("telling", sessions().skip(1).findFirst().orElseThrow());
        Session told = new Session(before.id(), before.status(), 7, Tasks.AT, Tasks.AT, WORKER, List.of());
        sessions.write(List.of(new Change<>("telling", null, before)));
        assertThat(real.count("sessions", "{_id: 'telling', untold: {$exists: true}}"))
                .isEqualTo(1);
        sessions.write(List.of(new Change<>("telling", new Versioned<>(before, 1), told)));
        assertThat(real.count("sessions", "{_id: 'telling', untold: {$exists: true}}"))
                .isZero();
    }

    @Test
    void aTaskTypeSurvivesItsDocumentWithKeysThatContainDots() {
        TaskType type = new TaskType(
                "COUNT",
                3,
                "default",
                new Json("{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"}"),
                Map.of(
                        "en", Map.of("title", "Count", "step.done", "{0} done", "$x", ""),
                        "de-CH", Map.of("title", "Zählen"),
                        "fr", Map.of()));
        TaskType next = new TaskType("COUNT", 4, "gpu", Json.EMPTY_OBJECT, Map.of());
        TaskType other = new TaskType("COPY", 1, "default", Json.EMPTY_OBJECT, Map.of());
        types.write(List.of(new Change<>("COUNT", null, type), new Change<>("COPY", null, other)));
        assertThat(types.find("COUNT")).contains(new Versioned<>(type, 1));
        assertThat(types.all()).containsExactlyInAnyOrder(type, other);
        types.write(List.of(new Change<>("COUNT", new Versioned<>(type, 1), next)));
        assertThat(types.all()).containsExactlyInAnyOrder(next, other);
    }

    @Test
    void aShardFindsTheSessionsWhoseLeaseItMeasuresAndThoseOfWhichOthersAreUntold() {
        SessionStore eight = new SessionStore(context.database(), new Shards(8));
        List<Session> all = IntStream.range(0, 100)
                .mapToObj(i -> named("s-" + i, sessions().toList().get(i % 5)))
                .toList();
        eight.write(all.stream().map(one -> new Change<>(one.id(), null, one)).toList());
        int shard = new Shards(8).of("s-0");
        assertThat(eight.leased(shard, 1_000).keySet().stream().filter(id -> id.startsWith("s-")))
                .containsExactlyInAnyOrderElementsOf(all.stream()
                        .filter(one -> one.status() == Status.ACTIVE || one.status() == Status.GONE)
                        .map(Session::id)
                        .filter(id -> new Shards(8).of(id) == shard)
                        .toList());
        assertThat(eight.untold(shard, 1_000).keySet().stream().filter(id -> id.startsWith("s-")))
                .containsExactlyInAnyOrderElementsOf(all.stream()
                        .filter(one -> !one.untold().isEmpty())
                        .map(Session::id)
                        .filter(id -> new Shards(8).of(id) == shard)
                        .toList());
        assertThat(eight.leased(shard, 1)).hasSize(1);
    }

    private static Session named(String id, Session like) {
        return new Session(
                id,
                like.status(),
                like.beat(),
                like.started(),
                like.lastHeartbeat(),
                like.worker(),
                like.suspects(),
                like.untold());
    }
}
