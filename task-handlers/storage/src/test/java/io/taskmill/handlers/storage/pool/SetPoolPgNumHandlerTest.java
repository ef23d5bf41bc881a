package io.taskmill.handlers.storage.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.taskmill.handler.EntityFact;
import io.taskmill.handler.TaskContext;
import io.taskmill.handlers.storage.StorageCluster;
import io.taskmill.handlers.storage.StorageException;
import io.taskmill.handlers.storage.pool.SetPoolPgNumHandler.Converged;
import io.taskmill.handlers.storage.pool.SetPoolPgNumHandler.Params;
import io.taskmill.handlers.storage.simulated.Deaths;
import io.taskmill.handlers.storage.simulated.Interrupted;
import io.taskmill.handlers.storage.simulated.SimulatedCluster;
import io.taskmill.handlers.storage.simulated.Thrown;
import io.taskmill.handlers.storage.simulated.Twist;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.TaskError;
import io.taskmill.testkit.RecordingContext;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SetPoolPgNumHandlerTest {

    @RegisterExtension
    final SimulatedCluster cluster = new SimulatedCluster();

    private static final Params TO_64 = new Params("rbd", 64);

    private final RecordingContext context = new RecordingContext();

    private SetPoolPgNumHandler handler() {
        return new SetPoolPgNumHandler(cluster.port(), cluster.patient());
    }

    private int target() throws InterruptedException {
        return cluster.port().pool("rbd").orElseThrow().pgNumTarget();
    }

    @Test
    void aPoolIsSetAndFollowedUntilItHasConverged() throws InterruptedException {
        cluster.pool("rbd", 32, false);
        cluster.unitMillis(20);
        assertThat(handler().run(TO_64, context)).isEqualTo(new Converged("rbd", 32, 64));
        assertThat(cluster.port().convergence("rbd").isReached()).isTrue();
        assertThat(context.steps()).containsExactly("VALIDATING", "EXECUTING", "FINALIZING");
    }

    @Test
    void itsProgressIsWhatIsActiveAndCleanAndEndsAtAHundred() throws InterruptedException {
        aPoolIsSetAndFollowedUntilItHasConverged();
        assertThat(context.reports())
                .extracting(RecordingContext.Report::percent)
                .hasSizeGreaterThan(3)
                .isSorted()
                .endsWith(100);
        assertThat(context.reports().getLast().message()).isEqualTo(StatusMessage.of("converged", "rbd", 64));
    }

    @Test
    void itsEntityTellsHowManyThereAre() throws InterruptedException {
        aPoolIsSetAndFollowedUntilItHasConverged();
        EntityFact last = context.facts().getLast();
        assertThat(context.facts().getFirst().status()).isEqualTo("CONVERGING");
        assertThat(last.status()).isEqualTo("ACTIVE");
        assertThat(last.attributes())
                .containsEntry("pgNum", 64)
                .containsEntry("pgNumTarget", 64)
                .containsEntry("activeClean", 64);
    }

    @Test
    void aPoolThatMayShrinkIsFollowedDown() throws InterruptedException {
        cluster.pool("rbd", 128, true);
        assertThat(handler().run(TO_64, context)).isEqualTo(new Converged("rbd", 128, 64));
    }

    @Test
    void whatTheClusterWouldNotTakeIsRefusedBeforeItIsAsked() throws InterruptedException {
        cluster.pool("rbd", 32, false);
        for (int wrong : new int[] {48, 4, 512, 16}) {
            TaskError error = Thrown.errorOf(() -> handler().run(new Params("rbd", wrong), context));
            assertThat(error.code()).as("%s", wrong).isEqualTo("INVALID_PG_NUM");
            assertThat(error.retryable()).isFalse();
            assertThat(error.text()).contains("rbd").contains(Integer.toString(wrong));
        }
        assertThat(target()).isEqualTo(32);
        assertThat(context.checkpoints()).isEmpty();
    }

    @Test
    void theClusterHasTheLastWord() {
        cluster.pool("rbd", 32, false);
        StorageCluster smaller = Twist.of(cluster.port(), "setPgNum", _ -> {
            throw new StorageException.Failed("ERANGE", "it would mean 900 placement groups an OSD");
        });
        TaskError error = Thrown.errorOf(() -> new SetPoolPgNumHandler(smaller, cluster.patient()).run(TO_64, context));
        assertThat(error.code()).isEqualTo("ERANGE");
        assertThat(error.retryable()).isFalse();
    }

    @Test
    void aPoolThatIsNotThereIsNoSuccess() {
        assertThat(Thrown.errorOf(() -> handler().run(TO_64, context)).code()).isEqualTo("UNKNOWN_POOL");
    }

    @Test
    void aPoolThatHasThatManyAlreadyIsOnlyFollowed() throws InterruptedException {
        cluster.pool("rbd", 64, false);
        assertThat(handler().run(TO_64, context)).isEqualTo(new Converged("rbd", 64, 64));
        assertThat(context.steps()).doesNotContain("EXECUTING");
    }

    @Test
    void whatSomebodyElseSetsMeanwhileIsLeftAlone() throws InterruptedException {
        cluster.pool("rbd", 32, false);
        cluster.unitMillis(60_000);
        StorageCluster meddled = Twist.of(cluster.port(), "convergence", number -> {
            if (number == 3) {
                cluster.port().setPgNum("rbd", 128);
            }
        });
        SetPoolPgNumHandler handler = new SetPoolPgNumHandler(meddled, cluster.patient());
        assertThat(Thrown.errorOf(() -> handler.run(TO_64, context)).code()).isEqualTo("CHANGED_MEANWHILE");
        assertThat(target()).isEqualTo(128);

        RecordingContext next =
                new RecordingContext().after(context.checkpoints().getLast());
        assertThat(Thrown.errorOf(() -> handler().run(TO_64, next)).code()).isEqualTo("CHANGED_MEANWHILE");
    }

    @Test
    void aClusterThatIsAwayForAWhileIsWaitedFor() throws InterruptedException {
        cluster.pool("rbd", 32, false);
        cluster.unitMillis(10);
        StorageCluster vanishing = Twist.of(cluster.port(), "convergence", number -> {
            if (number == 3) {
                cluster.vanish(150);
            }
        });
        assertThat(new SetPoolPgNumHandler(vanishing, cluster.patient()).run(TO_64, context))
                .isEqualTo(new Converged("rbd", 32, 64));
    }

    @Test
    void aRunThatDiesAtAnyLineIsGoneOnWithAndKnowsWhereThePoolCameFrom() throws InterruptedException {
        assertThat(diedAt(Deaths::before) + diedAt(Deaths::after)).isGreaterThan(10);
    }

    private int diedAt(IntFunction<Deaths> way) throws InterruptedException {
        for (int call = 1; ; call++) {
            Deaths deaths = way.apply(call);
            cluster.pool("rbd", 32, false);
            RecordingContext first = new RecordingContext();
            SetPoolPgNumHandler dying =
                    new SetPoolPgNumHandler(deaths.wrapped(cluster.port(), StorageCluster.class), cluster.patient());
            Throwable end = catchThrowable(() -> dying.run(TO_64, deaths.wrapped(first, TaskContext.class)));
            if (end == null) {
                return call - 1;
            }
            assertThat(end).as(deaths.toString()).isInstanceOf(Deaths.Death.class);
            RecordingContext second = new RecordingContext();
            if (!first.checkpoints().isEmpty()) {
                second.after(first.checkpoints().getLast());
            }
            assertThat(handler().run(TO_64, second)).as(deaths.toString()).isEqualTo(new Converged("rbd", 32, 64));
        }
    }

    @Test
    void aCancelSaysThatWhatWasSetStays() throws InterruptedException {
        cluster.pool("rbd", 32, false);
        cluster.unitMillis(500);
        Interrupted.once(() -> target() == 64, () -> handler().run(TO_64, context));
        assertThat(target()).isEqualTo(64);
        assertThat(context.logged()).last().asString().contains("stays set to 64");
        assertThat(context.reports().getLast().message()).isEqualTo(StatusMessage.of("stays", "rbd", 64));
        assertThat(context.reports()).noneMatch(report -> report.percent() == 100);
    }
}
