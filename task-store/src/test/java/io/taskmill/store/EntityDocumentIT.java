package io.taskmill.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.EntityRef;
import io.taskmill.model.Fact;
import io.taskmill.model.Json;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.Teller;
import io.taskmill.model.entity.Entity;
import io.taskmill.model.task.OutboxEntry;
import io.taskmill.testkit.RealStore;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The things that tasks work on. */
class EntityDocumentIT {

    static final RealStore real = new RealStore();

    @RegisterExtension
    static final StoreContext context = new StoreContext(real);

    private static final Teller TELLER = new Teller(new TaskId(new UUID(1, 1)), "POOL_CREATE", 2, 7);
    private static final Teller UNKNOWN = new Teller(new TaskId(new UUID(1, 2)), null, 1, 3);

    private final EntityStore entities = new EntityStore(context.database(), new Shards(4));

    private static Stream<Entity> shapes(EntityRef ref) {
        return Stream.of(
                new Entity(ref, null, Tasks.AT, false, null, Map.of(), List.of(), List.of(UNKNOWN)),
                new Entity(
                        ref,
                        "CREATING",
                        Tasks.AT,
                        true,
                        null,
                        Map.of("vms", new Json("1.10"), "of", new Json("{\"a\":[null]}")),
                        List.of(new Entity.Change(Tasks.AT, "CREATING", true, false, TELLER)),
                        List.of(UNKNOWN, TELLER)),
                new Entity(
                        ref,
                        "ACTIVE",
                        Tasks.AT,
                        false,
                        Tasks.AT.plusSeconds(5),
                        Map.of(),
                        List.of(
                                new Entity.Change(Tasks.AT, null, false, false, UNKNOWN),
                                new Entity.Change(Tasks.AT.plusSeconds(5), "ACTIVE", false, true, TELLER)),
                        List.of(TELLER)));
    }

    @Test
    void anEntityOfAnyShapeCanBecomeAnyOther() {
        for (int from = 0; from < 3; from++) {
            for (int to = 0; to < 3; to++) {
                EntityRef ref = new EntityRef("shape", from + "-" + to);
                Entity before = shapes(ref).toList().get(from);
                Entity after = shapes(ref).toList().get(to);
                assertThat(entities.write(List.of(new Change<>(before.key(), null, before))))
                        .isEmpty();
                assertThat(entities.find(before.key())).contains(new Versioned<>(before, 1));
                entities.write(List.of(new Change<>(before.key(), new Versioned<>(before, 1), after)));
                assertThat(entities.find(before.key())).contains(new Versioned<>(after, 2));
            }
        }
    }

    @Test
    void aPageOfATypeReadsNoMoreThanItShows() {
        entities.write(IntStream.range(0, 300)
                .mapToObj(i -> shapes(new EntityRef("pool", "p-%03d".formatted(i)))
                        .toList()
                        .get(i % 3))
                .map(entity -> new Change<>(entity.key(), null, entity))
                .toList());
        assertThat(entities.page("pool", null, 3))
                .map(entity -> entity.entity().ref().id())
                .containsExactly("p-000", "p-001", "p-003");
        assertThat(entities.page("pool", "pool:p-003", 2))
                .map(entity -> entity.entity().ref().id())
                .containsExactly("p-004", "p-006");
        assertThat(entities.page("none", null, 3)).isEmpty();

        Explained page = Explained.of(context.database()
                .getCollection("entities")
                .find(Document.parse("{there: {$exists: true}, type: 'pool', _id: {$gt: 'pool:p-100'}}"))
                .sort(Document.parse("{type: 1, _id: 1}"))
                .hintString("there")
                .limit(20));
        assertThat(page.returned()).isEqualTo(20);
        assertThat(page.keys()).isLessThanOrEqualTo(21);
        assertThat(page.documents()).isEqualTo(20);
        assertThat(page.stages()).doesNotContain("SORT");
    }

    @Test
    void whatATaskHasStillToTellThemIsKeptWithIt() {
        Fact fact = new Fact(
                new EntityRef("pool", "7"),
                "ACTIVE",
                true,
                false,
                Map.of("vms", new Json("3"), "owner", new Json("null")));
        Fact gone = new Fact(new EntityRef("vm", "7"), null, false, true, Map.of());
        OutboxEntry telling = new OutboxEntry.TellEntities(2, 7, Tasks.AT, List.of(fact, gone));
        assertThat(OutboxMapping.fromDocument(OutboxMapping.toDocument(telling)))
                .isEqualTo(telling);
    }
}
