package io.taskmill.api;

import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.taskmill.api.problem.ProblemAdvice;
import io.taskmill.api.publish.CommandPublisher;
import io.taskmill.api.start.Installed;
import io.taskmill.api.start.Startup;
import io.taskmill.messaging.dead.DeadLetters;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.id.TaskIds;
import io.taskmill.model.message.GateEvent.LimitGate;
import io.taskmill.model.message.PauseCommand;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.ScheduleCommand;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.pause.Pauses;
import io.taskmill.model.schedule.Schedule;
import io.taskmill.model.session.Session;
import io.taskmill.model.task.Task;
import io.taskmill.store.StoreUnavailableException;
import io.taskmill.store.TaskCounts;
import io.taskmill.store.Versioned;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/**
 * Controllers over HTTP without any server: what they would read or publish stands in fields, which a test sets. Each
 * answer is held against the description of the API.
 */
public final class WebRig implements BeforeEachCallback, AfterEachCallback {

    public static final Shards SHARDS = new Shards(4);

    public final TaskIds ids = new TaskIds(new byte[16], new Random(1));
    public final DeadLetters deadLetters = mock(DeadLetters.class);
    public final Installed.Kin kin = mock(Installed.Kin.class);

    public Function<TaskId, Optional<Versioned<Task>>> tasks = _ -> Optional.empty();
    public Installed.Newest newest = (_, _, _) -> List.of();
    public Installed.Logs logs = (_, _, _, _, _) -> List.of();
    public Supplier<TaskCounts> counts = () -> new TaskCounts(Map.of(), false);
    public IntFunction<Collection<Session>> living = _ -> List.of();
    public Installed.Running running = (_, _) -> Map.of();
    public Function<RunCommand, PublishOutcome> commands = _ -> new PublishOutcome.NotSent("unused");
    public Function<RunCommand, PublishOutcome> commandsAgain = _ -> new PublishOutcome.NotSent("unused");
    public Function<ScheduleCommand, PublishOutcome> scheduleCommands = _ -> new PublishOutcome.NotSent("unused");
    public Function<String, Optional<Versioned<Schedule>>> schedules = _ -> Optional.empty();
    public BiFunction<@Nullable String, Integer, List<Schedule>> schedulePages = (_, _) -> List.of();
    public Function<UserCommand, PublishOutcome> userCommands = _ -> new PublishOutcome.NotSent("unused");

    public Function<LimitGate, PublishOutcome> gateLimits = _ -> new PublishOutcome.NotSent("unused");
    public final StoredGates gates = new StoredGates();
    public final StoredEntities entities = new StoredEntities();
    public final KnownWaiting waiting = new KnownWaiting();
    public Supplier<Pauses> pauses = () -> Pauses.NONE;
    public Function<PauseCommand, PublishOutcome> pauseCommands = _ -> new PublishOutcome.NotSent("unused");

    private final CommandPublisher publisher = new CommandPublisher() {
        @Override
        public PublishOutcome publish(RunCommand command) {
            return commands.apply(command);
        }

        @Override
        public PublishOutcome publishAgain(RunCommand command) {
            return commandsAgain.apply(command);
        }

        @Override
        public PublishOutcome publish(UserCommand command) {
            return userCommands.apply(command);
        }

        @Override
        public PublishOutcome publish(LimitGate command) {
            return gateLimits.apply(command);
        }

        @Override
        public PublishOutcome publish(ScheduleCommand command) {
            return scheduleCommands.apply(command);
        }

        @Override
        public PublishOutcome publish(PauseCommand command) {
            return pauseCommands.apply(command);
        }
    };

    public final Startup startup = new Startup(() -> Optional.of(installed()));

    private Installed installed() {
        return new Installed(
                SHARDS,
                ids,
                id -> tasks.apply(id),
                (filter, before, limit) -> newest.of(filter, before, limit),
                (task, epoch, run, after, limit) -> logs.of(task, epoch, run, after, limit),
                () -> counts.get(),
                most -> living.apply(most),
                (sessions, limit) -> running.of(sessions, limit),
                gates,
                waiting,
                new Installed.Schedules() {
                    @Override
                    public Optional<Versioned<Schedule>> find(String name) {
                        return schedules.apply(name);
                    }

                    @Override
                    public List<Schedule> page(@Nullable String after, int limit) {
                        return schedulePages.apply(after, limit);
                    }
                },
                entities,
                publisher,
                deadLetters,
                kin);
    }

    public MockMvc mvc(Object... controllers) {
        return MockMvcBuilders.standaloneSetup(controllers)
                .setControllerAdvice(new ProblemAdvice())
                .alwaysDo(ApiDocument::check)
                .build();
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        startup.start();
        await().until(startup::isReady);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        startup.stop();
    }

    /** What any access to the store fails with while it is away. */
    public static StoreUnavailableException storeAway() {
        return mock(StoreUnavailableException.class);
    }

    /** Of an API that does not know its installation yet. */
    public static Startup notReady() {
        return new Startup(Optional::empty);
    }

    /** @param type the last part of its URI */
    public static ResultActions problem(ResultActions answer, int status, String type) throws Exception {
        return answer.andExpect(status().is(status))
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.type").value("urn:taskmill:problem:" + type))
                .andExpect(jsonPath("$.status").value(status));
    }
}
