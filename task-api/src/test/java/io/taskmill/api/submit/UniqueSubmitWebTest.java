package io.taskmill.api.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.taskmill.api.ApiProperties;
import io.taskmill.api.WebRig;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.api.view.TaskViews;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.model.Json;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.UserCommand.CancelTask;
import io.taskmill.model.message.UserCommand.DeleteTask;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskTransition;
import io.taskmill.model.type.TaskType;
import io.taskmill.store.Versioned;
import io.taskmill.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.util.unit.DataSize;

/** Submissions of what there is to be only one of at a time. */
class UniqueSubmitWebTest {

    private static final String UNIQUE = ",\"unique\":{\"key\":\"pool-7\"}";

    @RegisterExtension
    private final WebRig rig = new WebRig();

    private final List<RunCommand> published = new ArrayList<>();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-05-01T10:00:00.123Z"));
    private final StoredReservations store = new StoredReservations();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TypeCatalog types = new TypeCatalog(
            () -> List.of(
                    new TaskType("COUNT", 1, "basic", Json.EMPTY_OBJECT, Map.of()),
                    new TaskType("SCAN", 1, "basic", Json.EMPTY_OBJECT, Map.of())),
            System::nanoTime);
    private final MockMvc mvc = rig.mvc(new SubmitController(
            new Submissions(rig.startup, types, KeyedRig.over(store, meters, System::nanoTime), clock),
            new SubmissionMetrics(meters),
            new TaskViews(types, clock),
            new ApiProperties(Duration.ofSeconds(5), DataSize.ofKilobytes(1))));

    @BeforeEach
    void commandsAreTaken() {
        rig.commands = command -> {
            published.add(command);
            return new PublishOutcome.Accepted();
        };
        rig.tasks = _ -> Optional.empty();
    }

    @Test
    void whileOneIsPendingOthersAreGivenIt() throws Exception {
        submit("COUNT", UNIQUE).andExpect(status().isAccepted());
        String id = first().task().toString();
        submit("COUNT", UNIQUE)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.id").value(id))
                .andExpect(jsonPath("$.recorded").value(false));
        rig.tasks = _ -> recorded(task());
        submit("COUNT", UNIQUE + ",\"creator\":\"another body\"")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.recorded").value(true));
        assertThat(published).hasSize(1);
    }

    @Test
    void orAreRefused() throws Exception {
        submit("COUNT", UNIQUE).andExpect(status().isAccepted());
        submit("COUNT", ",\"unique\":{\"key\":\"pool-7\",\"otherwise\":\"refuse\"}")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.type").value("urn:taskmill:problem:duplicate-task"))
                .andExpect(jsonPath("$.detail")
                        .value("Task " + first().task() + " is there already under this unique key."));
        assertThat(meters.get("taskmill.submissions")
                        .tag("outcome", "duplicate-task")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void onceItHasEndedThereIsAnother() throws Exception {
        submit("COUNT", UNIQUE).andExpect(status().isAccepted());
        rig.tasks = _ -> recorded(cancelled());
        submit("COUNT", UNIQUE).andExpect(status().isAccepted());
        rig.tasks = id -> id.equals(first().task()) ? recorded(cancelled()) : Optional.empty();
        submit("COUNT", UNIQUE).andExpect(status().isOk());
        assertThat(published).hasSize(2);
    }

    @Test
    void onceItWasDeletedOrNothingIsLeftOfThatThereIsAnother() throws Exception {
        submit("COUNT", UNIQUE).andExpect(status().isAccepted());
        rig.tasks = _ -> recorded(after(cancelled(), new DeleteTask(first().task(), "d", null, clock.instant(), 1)));
        submit("COUNT", UNIQUE).andExpect(status().isAccepted());

        rig.tasks = _ -> Optional.empty();
        clock.advance(Duration.ofHours(23));
        submit("COUNT", UNIQUE).andExpect(status().isOk());
        clock.advance(Duration.ofHours(2));
        submit("COUNT", UNIQUE).andExpect(status().isAccepted());
    }

    @Test
    void forATimeItCountsWhateverItCameTo() throws Exception {
        String unique = ",\"unique\":{\"key\":\"pool-7\",\"for\":\"PT1H\"}";
        submit("COUNT", unique).andExpect(status().isAccepted());
        rig.tasks = _ -> recorded(cancelled());
        clock.advance(Duration.ofMinutes(59));
        submit("COUNT", unique).andExpect(status().isOk());
        clock.advance(Duration.ofMinutes(1));
        submit("COUNT", unique).andExpect(status().isAccepted());
    }

    @Test
    void anotherTypeOrKeyIsNoneOfItsMatter() throws Exception {
        submit("COUNT", UNIQUE).andExpect(status().isAccepted());
        submit("SCAN", UNIQUE).andExpect(status().isAccepted());
        submit("COUNT", ",\"unique\":{\"key\":\"pool-8\"}").andExpect(status().isAccepted());
        submit("COUNT", "").andExpect(status().isAccepted());
    }

    @Test
    void whoeverComesWhileTheFirstIsUnderWayTriesAgain() throws Exception {
        rig.commands = _ -> new PublishOutcome.Unknown("no confirm");
        submit("COUNT", UNIQUE).andExpect(status().isServiceUnavailable());
        submit("COUNT", UNIQUE)
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.type").value("urn:taskmill:problem:idempotency-key-in-use"))
                .andExpect(jsonPath("$.detail").value(containsString("unique key")));
    }

    @Test
    void itGoesWithNoIdempotencyKey() throws Exception {
        mvc.perform(post("/api/v1/tasks")
                        .contentType(MediaType.APPLICATION_JSON)
                        .header("Idempotency-Key", "k")
                        .content(body("COUNT", UNIQUE)))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].pointer").value("/unique"));
        assertThat(published).isEmpty();
    }

    private RunCommand first() {
        return published.getFirst();
    }

    private Task task() {
        return after(null, first());
    }

    private Task cancelled() {
        return after(task(), new CancelTask(first().task(), "c", null, clock.instant(), null));
    }

    private Task after(@Nullable Task task, TaskEvent event) {
        return Objects.requireNonNull(
                TaskTransition.apply(task, event, clock.instant()).task());
    }

    private static Optional<Versioned<Task>> recorded(Task task) {
        return Optional.of(new Versioned<>(task, 1));
    }

    private ResultActions submit(String type, String members) throws Exception {
        return mvc.perform(
                post("/api/v1/tasks").contentType(MediaType.APPLICATION_JSON).content(body(type, members)));
    }

    private static String body(String type, String members) {
        return "{\"type\":\"" + type + "\"" + members + "}";
    }
}
