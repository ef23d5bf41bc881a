package io.taskmill.api.command;

import io.taskmill.api.ApiProperties;
import io.taskmill.api.WebRig;
import io.taskmill.api.ask.Lookups;
import io.taskmill.api.start.Startup;
import io.taskmill.api.types.ParamsCheck;
import io.taskmill.api.types.TypeCatalog;
import io.taskmill.api.view.TaskViews;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.Run;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskTransition;
import io.taskmill.model.type.TaskType;
import io.taskmill.store.Versioned;
import io.taskmill.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.util.unit.DataSize;

/** One task, a broker that takes commands, and time that passes only while somebody waits for an effect. */
final class CommandRig {

    static final Instant CREATED = Instant.parse("2026-05-01T10:00:00.123Z");
    static final Instant NOW = CREATED.plusSeconds(60);

    final TaskId id;
    final RunCommand submission;
    final RunEvent started;
    final RunEvent failed;
    final RunEvent finished;

    /** What was published, latest last. */
    final List<UserCommand> published = new ArrayList<>();

    /** How long was waited, each time. */
    final List<Duration> pauses = new ArrayList<>();

    /** What the broker says. */
    PublishOutcome outcome = new PublishOutcome.Accepted();

    /** What happens during each pause; the number of the pause counts from 1. */
    Consumer<Integer> meanwhile = _ -> {};

    /** The types that workers have announced. */
    List<TaskType> announced = List.of();

    /** Whether these cannot be read. */
    boolean typesAway;

    /** Whether waiting is interrupted. */
    boolean interrupted;

    private final WebRig web;
    private final MockMvc mvc;
    private @Nullable Task document;
    private long nanoTime;

    CommandRig(WebRig web) {
        this(web, web.startup);
    }

    CommandRig(WebRig web, Startup startup) {
        this.web = web;
        id = web.ids.mint(CREATED);
        submission = new RunCommand(
                id, 1, new TaskSpec("COUNT", 1, "basic", Priority.LOW, Json.EMPTY_OBJECT, null, null, null, CREATED));
        started = new RunEvent.Progress(id, 1, run(1));
        failed = new RunEvent.Failed(id, 1, run(2), NOW, new TaskError("BAD", "it is bad", false));
        finished = new RunEvent.Finished(id, 1, run(2), NOW, null);
        SettableClock clock = new SettableClock(NOW);
        TypeCatalog types = new TypeCatalog(() -> typesAway ? away() : announced, () -> 0);
        Commands commands = new Commands(
                startup,
                Lookups.of(startup),
                new ParamsCheck(types),
                clock,
                new EffectWatch(() -> nanoTime, this::sleep));
        CommandIds ids = new CommandIds(new Random(7));
        TaskViews views = new TaskViews(types, clock);
        ApiProperties properties = new ApiProperties(Duration.ofSeconds(5), DataSize.ofKilobytes(32));
        mvc = web.mvc(
                new CommandController(commands, ids, views, properties),
                new AmendController(commands, ids, views),
                new DeleteController(commands, ids, views));
        web.tasks = asked -> asked.equals(id)
                ? Optional.ofNullable(document).map(task -> new Versioned<>(task, 3))
                : Optional.empty();
        web.userCommands = command -> {
            published.add(command);
            return outcome;
        };
    }

    private static List<TaskType> away() {
        throw WebRig.storeAway();
    }

    private static Run run(int seq) {
        return new Run("run-1", "session-1", "host-1", seq, CREATED.plusSeconds(1), 50, null);
    }

    private void sleep(Duration pause) throws InterruptedException {
        pauses.add(pause);
        nanoTime += pause.toNanos();
        meanwhile.accept(pauses.size());
        if (interrupted) {
            throw new InterruptedException();
        }
    }

    /** What the projector makes of it. */
    void fold(TaskEvent... events) {
        for (TaskEvent event : events) {
            document = TaskTransition.apply(document, event, NOW).task();
        }
    }

    /** The projector folds what was published last, during that pause. */
    void foldsDuringPause(int number) {
        meanwhile = pause -> {
            if (pause == number) {
                fold(published.getLast());
            }
        };
    }

    Task document() {
        return Objects.requireNonNull(document);
    }

    void storeGoesAway() {
        web.tasks = _ -> {
            throw WebRig.storeAway();
        };
    }

    /** Time that was waited altogether. */
    Duration waited() {
        return Duration.ofNanos(nanoTime);
    }

    MockHttpServletRequestBuilder cancel() {
        return request("cancel");
    }

    MockHttpServletRequestBuilder retry() {
        return request("retry");
    }

    MockHttpServletRequestBuilder amend() {
        return MockMvcRequestBuilders.patch("/api/v1/tasks/" + id);
    }

    MockHttpServletRequestBuilder delete() {
        return MockMvcRequestBuilders.delete("/api/v1/tasks/" + id);
    }

    private MockHttpServletRequestBuilder request(String verb) {
        return MockMvcRequestBuilders.post("/api/v1/tasks/" + id + "/" + verb);
    }

    ResultActions perform(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request);
    }

    ResultActions perform(MockHttpServletRequestBuilder request, String body) throws Exception {
        return mvc.perform(request.contentType(MediaType.APPLICATION_JSON).content(body));
    }
}
