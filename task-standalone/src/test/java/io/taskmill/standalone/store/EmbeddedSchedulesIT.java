package io.taskmill.standalone.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.id.TaskIds;
import io.taskmill.model.message.ScheduleCommand.DeleteSchedule;
import io.taskmill.model.message.ScheduleCommand.PutSchedule;
import io.taskmill.model.message.ScheduleDue;
import io.taskmill.model.message.ScheduleEvent;
import io.taskmill.model.plan.CatchUp;
import io.taskmill.model.plan.Overlap;
import io.taskmill.model.plan.Plan;
import io.taskmill.model.plan.Timing;
import io.taskmill.model.schedule.Schedule;
import io.taskmill.model.schedule.ScheduleRules;
import io.taskmill.model.schedule.ScheduleTransition;
import io.taskmill.store.Change;
import io.taskmill.store.Installation;
import io.taskmill.store.ScheduleStore;
import io.taskmill.store.Versioned;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.bson.UuidRepresentation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What projectors and APIs ask of schedules. */
class EmbeddedSchedulesIT {

    private static final Shards SHARDS = new Shards(1);
    private static final Instant AT = Instant.parse("2031-05-04T12:00:00Z");
    private static final Plan PLAN = new Plan(
            new Timing.Every(Duration.ofMinutes(1), Instant.EPOCH),
            new TaskSpec("COUNT", 1, "default", Priority.NORMAL, Json.EMPTY_OBJECT, null, null, null, AT),
            Overlap.ALLOW,
            CatchUp.ONE,
            Duration.ZERO,
            null,
            null);
    private static final ScheduleRules RULES = new ScheduleRules(
            (_, after) -> Optional.of(Instant.ofEpochSecond(after.getEpochSecond() / 60 * 60 + 60)),
            new TaskIds(new byte[16], new Random(1)));

    private static Schedule apply(@Nullable Schedule schedule, ScheduleEvent event, Instant now) {
        return Objects.requireNonNull(ScheduleTransition.apply(schedule, event, now, RULES));
    }

    private static PutSchedule put(String name) {
        return new PutSchedule(name, "p", null, AT, PLAN);
    }

    @Test
    void schedulesAreFoundByNameByWhatIsDueAndByWhatIsToBePublished() {
        try (EmbeddedStore store = EmbeddedStore.start(0, Clock.systemUTC());
                MongoClient driver = MongoClients.create(MongoClientSettings.builder()
                        .applyConnectionString(new ConnectionString(store.uri("admin")))
                        .uuidRepresentation(UuidRepresentation.STANDARD)
                        .build())) {
            new Installation(driver.getDatabase("schedules")).ensureIndexes();
            ScheduleStore schedules = new ScheduleStore(driver.getDatabase("schedules"), SHARDS);
            Schedule waits = apply(null, put("b"), AT);
            Schedule fired = apply(apply(null, put("a"), AT), new ScheduleDue("a"), AT.plusSeconds(60));
            Schedule gone = apply(apply(null, put("c"), AT), new DeleteSchedule("c", "d", null, AT), AT);
            for (Schedule each : List.of(waits, fired, gone)) {
                assertThat(schedules.write(List.of(new Change<>(each.name(), null, each))))
                        .isEmpty();
            }

            assertThat(schedules.find("a")).contains(new Versioned<>(fired, 1));
            assertThat(schedules.page(null, 10)).containsExactly(fired, waits);
            assertThat(schedules.page("a", 10)).containsExactly(waits);
            assertThat(schedules.page(null, 1)).containsExactly(fired);
            assertThat(schedules.due(0, AT.plusSeconds(60), 10).keySet()).containsExactly("b");
            assertThat(schedules.firstDueAfter(0, AT.plusSeconds(60))).contains(AT.plusSeconds(120));
            assertThat(schedules.withOutbox(0, 10).keySet()).containsExactly("a");
            assertThat(schedules.countByStatus(0)).isEqualTo(Map.of(Schedule.Status.ACTIVE, 2));
        }
    }
}
