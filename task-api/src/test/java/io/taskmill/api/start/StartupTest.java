package io.taskmill.api.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import io.taskmill.api.KnownWaiting;
import io.taskmill.api.StoredEntities;
import io.taskmill.api.StoredGates;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.publish.CommandPublisher;
import io.taskmill.messaging.dead.DeadLetters;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.model.Shards;
import io.taskmill.model.id.TaskIds;
import io.taskmill.model.message.GateEvent.LimitGate;
import io.taskmill.model.message.PauseCommand;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.ScheduleCommand;
import io.taskmill.model.message.UserCommand;
import io.taskmill.store.StoreUnavailableException;
import io.taskmill.store.TaskCounts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class StartupTest {

    private final AtomicBoolean closed = new AtomicBoolean();

    private final Installed installed = new Installed(
            new Shards(1),
            new TaskIds(new byte[16], new Random(1)),
            _ -> Optional.empty(),
            (_, _, _) -> List.of(),
            (_, _, _, _, _) -> List.of(),
            () -> new TaskCounts(Map.of(), false),
            _ -> List.of(),
            (_, _) -> Map.of(),
            new StoredGates(),
            new KnownWaiting(),
            mock(Installed.Schedules.class),
            new StoredEntities(),
            new CommandPublisher() {
                @Override
                public PublishOutcome publish(RunCommand command) {
                    return new PublishOutcome.Accepted();
                }

                @Override
                public PublishOutcome publishAgain(RunCommand command) {
                    return new PublishOutcome.Accepted();
                }

                @Override
                public PublishOutcome publish(ScheduleCommand command) {
                    return new PublishOutcome.Accepted();
                }

                @Override
                public PublishOutcome publish(UserCommand command) {
                    return new PublishOutcome.Accepted();
                }

                @Override
                public PublishOutcome publish(LimitGate command) {
                    return new PublishOutcome.Accepted();
                }

                @Override
                public PublishOutcome publish(PauseCommand command) {
                    return new PublishOutcome.Accepted();
                }

                @Override
                public void close() {
                    closed.set(true);
                }
            },
            mock(DeadLetters.class),
            mock(Installed.Kin.class));

    @Test
    void itTriesUntilTheInstallationIsKnown() {
        AtomicInteger attempts = new AtomicInteger();
        Startup startup = new Startup(() -> switch (attempts.incrementAndGet()) {
            case 1 -> throw mock(StoreUnavailableException.class);
            case 2 -> Optional.empty();
            default -> Optional.of(installed);
        });
        startup.start();
        assertThat(new StartupHealthIndicator(startup).health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThatThrownBy(startup::installed).isInstanceOf(ApiException.class);
        await().until(startup::isReady);
        assertThat(startup.installed()).isSameAs(installed);
        assertThat(new StartupHealthIndicator(startup).health().getStatus()).isEqualTo(Status.UP);
        assertThat(attempts).hasValue(3);
        startup.stop();
        assertThat(closed).isTrue();
    }

    @Test
    void whatIsOpenedWhileItStopsIsClosed() {
        CompletableFuture<Startup> self = new CompletableFuture<>();
        Startup startup = new Startup(() -> {
            self.join().stop();
            return Optional.of(installed);
        });
        self.complete(startup);
        startup.start();
        await().untilTrue(closed);
        assertThat(startup.isReady()).isFalse();
    }
}
