package io.taskmill.handlers.storage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.taskmill.handler.EntityFact;
import io.taskmill.handler.TaskContext;
import io.taskmill.handlers.storage.StorageCluster;
import io.taskmill.handlers.storage.StorageException;
import io.taskmill.handlers.storage.image.RemoveImageHandler.Params;
import io.taskmill.handlers.storage.image.RemoveImageHandler.Removed;
import io.taskmill.handlers.storage.simulated.Deaths;
import io.taskmill.handlers.storage.simulated.Interrupted;
import io.taskmill.handlers.storage.simulated.SimulatedCluster;
import io.taskmill.handlers.storage.simulated.Thrown;
import io.taskmill.handlers.storage.simulated.Twist;
import io.taskmill.handlers.storage.watch.Watch;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.testkit.RecordingContext;
import java.time.Duration;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RemoveImageHandlerTest {

    @RegisterExtension
    final SimulatedCluster cluster = new SimulatedCluster();

    /** An operation at this pace is not over before a test is. */
    private static final int NEVER = 60_000;

    private static final Params ROOT = new Params("i-1");
    private static final Removed GONE = new Removed("i-1", true, 4_096);

    private final RecordingContext context = new RecordingContext();

    private RemoveImageHandler handler() {
        return new RemoveImageHandler(cluster.port(), cluster.patient());
    }

    /** The same task again, with what it has left. */
    private RecordingContext next() {
        RecordingContext next = new RecordingContext();
        return context.checkpoints().isEmpty()
                ? next
                : next.after(context.checkpoints().getLast());
    }

    private String operation(int number) {
        return "remove-image-" + context.task() + "-" + number;
    }

    @Test
    void anImageIsRemovedByOneOperationThatBearsTheTasksId() throws InterruptedException {
        cluster.image("i-1", "root", "vm-1");
        assertThat(handler().run(ROOT, context)).isEqualTo(GONE);
        assertThat(cluster.port().image("i-1")).isEmpty();
        assertThat(cluster.operations()).containsExactly("DONE " + operation(1));
        assertThat(context.reports().getLast().percent()).isEqualTo(100);
        assertThat(context.steps()).containsExactly("VALIDATING", "EXECUTING", "FINALIZING");
    }

    @Test
    void itsEntityIsRemovingAndThenGone() throws InterruptedException {
        cluster.image("i-1", "root", "vm-1");
        handler().run(ROOT, context);
        assertThat(context.facts()).extracting(EntityFact::status).containsExactly("REMOVING", null);
        assertThat(context.facts()).extracting(EntityFact::gone).containsExactly(false, true);
        assertThat(context.facts().getFirst().attributes()).containsEntry("name", "root");
    }

    @Test
    void itsTextsNameTheImageAndNoIds() throws InterruptedException {
        cluster.image("i-1", "a=b", "vm-1");
        handler().run(ROOT, context);
        assertThat(context.reports())
                .extracting(RecordingContext.Report::message)
                .filteredOn(message -> message != null)
                .allSatisfy(message -> assertThat(message.args()).containsExactly("a=b"));
    }

    @Test
    void anImageThatNeverWasThereIsNothingToRemove() throws InterruptedException {
        assertThat(handler().run(ROOT, context)).isEqualTo(new Removed("i-1", false, 0));
        assertThat(cluster.operations()).isEmpty();
    }

    @Test
    void anUnknownOperationIsAFailureThoughItsImageIsGone() {
        context.after(new Asked(1, true, "root", 4_096));
        TaskError error = Thrown.errorOf(() -> handler().run(ROOT, context));
        assertThat(error.code()).isEqualTo("UNKNOWN_OPERATION");
        assertThat(error.retryable()).isFalse();
    }

    @Test
    void anOperationThatIsForgottenWhileItIsFollowedIsAFailure() {
        cluster.image("i-1", "root", "vm-1");
        StorageCluster forgetful = answering("operation", number -> {
            if (number > 1) {
                throw new StorageException.UnknownOperation("x");
            }
        });
        cluster.unitMillis(NEVER);
        RemoveImageHandler handler = new RemoveImageHandler(forgetful, cluster.patient());
        assertThat(Thrown.errorOf(() -> handler.run(ROOT, context)).code()).isEqualTo("UNKNOWN_OPERATION");
    }

    @Test
    void anImageThatIsGoneAfterAFailedOperationIsNotTakenForRemoved() {
        context.after(new Asked(2, false, "root", 4_096));
        assertThat(Thrown.errorOf(() -> handler().run(ROOT, context)).code()).isEqualTo("GONE_UNEXPLAINED");
    }

    @Test
    void anOperationThatFailsFailsTheTaskAndARetryBeginsAnotherOne() throws InterruptedException {
        cluster.image("i-1", "root", "vm-1");
        cluster.failRemovals(1, 1);
        TaskError error = Thrown.errorOf(() -> handler().run(ROOT, context));
        assertThat(error.code()).isEqualTo("REMOVAL_FAILED");
        assertThat(error.text()).contains("root").contains("FAILED");
        assertThat(context.facts().getLast().status()).isEqualTo("ILLEGAL");

        assertThat(handler().run(ROOT, next())).isEqualTo(GONE);
        assertThat(cluster.operations()).containsExactly("FAILED " + operation(1), "DONE " + operation(2));
    }

    @Test
    void anOperationThatWasCancelledByAReplacedRunIsNoSuccessAndAnotherOneFollows() throws InterruptedException {
        cluster.image("i-1", "root", "vm-1");
        cluster.unitMillis(NEVER);
        StorageCluster cancelled = answering("operation", number -> {
            if (number == 2) {
                cluster.port().cancel(operation(1));
            }
        });
        RemoveImageHandler handler = new RemoveImageHandler(cancelled, cluster.patient());
        TaskError error = Thrown.errorOf(() -> handler.run(ROOT, context));
        assertThat(error.code()).isEqualTo("REMOVAL_CANCELLED");
        assertThat(error.retryable()).isTrue();
        assertThat(cluster.port().image("i-1")).isPresent();

        cluster.unitMillis(1);
        assertThat(handler().run(ROOT, next())).isEqualTo(GONE);
        assertThat(cluster.operations()).containsExactly("CANCELLED " + operation(1), "DONE " + operation(2));
    }

    @Test
    void anOperationThatIsDoneThoughItsImageIsThereIsNoSuccess() {
        cluster.image("i-1", "root", "vm-1");
        StorageCluster lying = Twist.of(cluster.port(), "operation", _ -> {
            cluster.awaitGone("i-1");
            cluster.image("i-1", "root", "vm-1");
        });
        assertThat(Thrown.errorOf(() -> new RemoveImageHandler(lying, cluster.patient()).run(ROOT, context))
                        .code())
                .isEqualTo("STILL_THERE");
    }

    @Test
    void aClusterThatIsAwayForAWhileIsWaitedFor() throws InterruptedException {
        cluster.image("i-1", "root", "vm-1");
        cluster.unitMillis(20);
        StorageCluster vanishing = answering("operation", number -> {
            if (number == 2) {
                cluster.vanish(150);
            }
        });
        assertThat(new RemoveImageHandler(vanishing, cluster.patient()).run(ROOT, context))
                .isEqualTo(GONE);
        assertThat(cluster.operations()).containsExactly("DONE " + operation(1));
    }

    @Test
    void aClusterThatStaysAwayFailsTheAttemptAndTheNextOneGoesOnWithTheSameOperation() throws InterruptedException {
        cluster.image("i-1", "root", "vm-1");
        StorageCluster lost = answering("operation", _ -> {
            throw new StorageException.Unreachable("nobody answers", null);
        });
        RemoveImageHandler impatient = new RemoveImageHandler(lost, cluster.impatient());
        TaskError error = Thrown.errorOf(() -> impatient.run(ROOT, context));
        assertThat(error.code()).isEqualTo("UNREACHABLE");
        assertThat(error.retryable()).isTrue();

        assertThat(handler().run(ROOT, next())).isEqualTo(GONE);
        assertThat(cluster.operations()).containsExactly("DONE " + operation(1));
    }

    @Test
    void anImageInUseIsWorthAnotherAttempt() throws InterruptedException {
        cluster.imageInUse("i-1", "root", "vm-1");
        TaskError error = Thrown.errorOf(() -> handler().run(ROOT, context));
        assertThat(error.code()).isEqualTo("BUSY");
        assertThat(error.retryable()).isTrue();

        cluster.image("i-1", "root", "vm-1");
        assertThat(handler().run(ROOT, next())).isEqualTo(GONE);
    }

    @Test
    void aRunThatDiesAtAnyLineIsGoneOnWithAndRemovesOnce() throws InterruptedException {
        int died = diedAt(Deaths::before) + diedAt(Deaths::after);
        assertThat(died).as("places that it died at").isGreaterThan(10);
    }

    private int diedAt(IntFunction<Deaths> way) throws InterruptedException {
        for (int call = 1; ; call++) {
            Deaths deaths = way.apply(call);
            cluster.image("i-1", "root", "vm-1");
            long before = cluster.operations().size();
            RecordingContext first = contextOf(call, deaths);
            RemoveImageHandler dying =
                    new RemoveImageHandler(deaths.wrapped(cluster.port(), StorageCluster.class), cluster.patient());
            Throwable end = catchThrowable(() -> dying.run(ROOT, deaths.wrapped(first, TaskContext.class)));
            if (end == null) {
                return call - 1;
            }
            assertThat(end).as(deaths.toString()).isInstanceOf(Deaths.Death.class);
            RecordingContext second = contextOf(call, deaths);
            if (!first.checkpoints().isEmpty()) {
                second.after(first.checkpoints().getLast());
            }
            assertThat(handler().run(ROOT, second)).as(deaths.toString()).isEqualTo(GONE);
            assertThat(cluster.port().image("i-1")).as(deaths.toString()).isEmpty();
            assertThat(cluster.operations().size() - before)
                    .as("operations %s", deaths)
                    .isEqualTo(1);
        }
    }

    /** Each death is another task's. */
    private static RecordingContext contextOf(int call, Deaths deaths) {
        return new RecordingContext(new TaskId(new UUID(deaths.toString().length(), call)), 1);
    }

    @Test
    void aCancelReachesTheOperationAndWhatIsGoneStaysGone() throws InterruptedException {
        cluster.image("i-1", "root", "vm-1");
        cluster.unitMillis(NEVER);
        Interrupted.once(() -> cluster.operations().contains("RUNNING " + operation(1)), () -> handler()
                .run(ROOT, context));
        assertThat(cluster.operations()).containsExactly("CANCELLED " + operation(1));
        assertThat(context.logged()).last().asString().contains("CANCELLED");
        assertThat(cluster.port().image("i-1")).isPresent();
    }

    @Test
    void aRunThatWasStoppedByItsWorkerIsFollowedByOneThatBeginsAnotherOperation() throws InterruptedException {
        aCancelReachesTheOperationAndWhatIsGoneStaysGone();
        cluster.unitMillis(1);
        assertThat(handler().run(ROOT, next())).isEqualTo(GONE);
        assertThat(cluster.operations()).containsExactly("CANCELLED " + operation(1), "DONE " + operation(2));
    }

    @Test
    void aCancelWhileTheClusterIsAwaySaysThatTheOperationMayGoOn() throws InterruptedException {
        cluster.image("i-1", "root", "vm-1");
        cluster.unitMillis(NEVER);
        StorageCluster deaf = answering("cancel", _ -> {
            throw new StorageException.Unreachable("nobody answers", null);
        });
        RemoveImageHandler handler = new RemoveImageHandler(deaf, cluster.patient());
        Interrupted.once(
                () -> cluster.operations().contains("RUNNING " + operation(1)), () -> handler.run(ROOT, context));
        assertThat(context.logged()).last().asString().contains("may go on");
    }

    @Test
    void anOperationThatSurvivesARestartOfTheClusterIsFoundAgain() throws InterruptedException {
        cluster.image("i-1", "root", "vm-1");
        cluster.unitMillis(30);
        RemoveImageHandler impatient = new RemoveImageHandler(
                answering("operation", _ -> {
                    throw new StorageException.Unreachable("nobody answers", null);
                }),
                new Watch(Duration.ofMillis(1), Duration.ZERO, System::nanoTime));
        assertThat(Thrown.errorOf(() -> impatient.run(ROOT, context)).code()).isEqualTo("UNREACHABLE");
        cluster.restart();
        assertThat(handler().run(ROOT, next())).isEqualTo(GONE);
        assertThat(cluster.operations()).containsExactly("DONE " + operation(1));
    }

    private StorageCluster answering(String method, Twist twist) {
        return Twist.of(cluster.port(), method, twist);
    }
}
