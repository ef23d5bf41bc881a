package io.taskmill.handlers.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.taskmill.handler.EntityFact;
import io.taskmill.handler.TaskContext;
import io.taskmill.handlers.storage.image.RemoveAllVmImagesHandler;
import io.taskmill.handlers.storage.image.RemoveImageHandler;
import io.taskmill.handlers.storage.image.RemoveVmHandler;
import io.taskmill.handlers.storage.simulated.Deaths;
import io.taskmill.handlers.storage.simulated.Family;
import io.taskmill.handlers.storage.simulated.Interrupted;
import io.taskmill.handlers.storage.simulated.SimulatedCluster;
import io.taskmill.handlers.storage.simulated.Thrown;
import io.taskmill.handlers.storage.simulated.Twist;
import io.taskmill.model.TaskId;
import io.taskmill.testkit.RecordingContext;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ways in which oVirt's engine and Vdsm are known to have failed with images, tried on these handlers. */
class OvirtImageFailuresTest {

    @RegisterExtension
    final SimulatedCluster cluster = new SimulatedCluster();

    private static final RemoveImageHandler.Params IMAGE = new RemoveImageHandler.Params("i-1");

    private final RecordingContext context = new RecordingContext();

    private RemoveImageHandler removeImage(StorageCluster port) {
        return new RemoveImageHandler(port, cluster.patient());
    }

    @Test
    void aRemoteTaskThatIsUnknownIsNeverReportedAsSuccess() throws InterruptedException {
        cluster.image("i-1", "root", "vm-1");
        Deaths dies = Deaths.after(9);
        assertThat(catchThrowable(() -> removeImage(dies.wrapped(cluster.port(), StorageCluster.class))
                        .run(IMAGE, dies.wrapped(context, TaskContext.class))))
                .isInstanceOf(Deaths.Death.class);
        StorageCluster forgetful = Twist.of(cluster.port(), "operation", _ -> {
            throw new StorageException.UnknownOperation("forgotten");
        });
        RecordingContext next =
                new RecordingContext().after(context.checkpoints().getLast());
        cluster.awaitGone("i-1");
        assertThat(Thrown.errorOf(() -> removeImage(forgetful).run(IMAGE, next)).code())
                .isEqualTo("UNKNOWN_OPERATION");
    }

    @Test
    void aCrashWhileChildrenAreSubmittedLeavesAllOrNone() {
        cluster.vm("vm-1", "web").image("i-1", "a", "vm-1").image("i-2", "b", "vm-1");
        RemoveAllVmImagesHandler.Params params = new RemoveAllVmImagesHandler.Params("vm-1");
        for (int call = 1; ; call++) {
            Deaths deaths = Deaths.after(call);
            RecordingContext recording = new RecordingContext();
            Throwable end = catchThrowable(() -> new RemoveAllVmImagesHandler(cluster.port(), cluster.patient())
                    .run(params, deaths.wrapped(recording, TaskContext.class)));
            assertThat(recording
                            .spawned()
                            .map(children -> children.tasks().size())
                            .orElse(2))
                    .as(deaths.toString())
                    .isEqualTo(2);
            if (end == null) {
                assertThat(call).isGreaterThan(4);
                return;
            }
        }
    }

    @Test
    void theEndOfTheParentMayRunTwice() throws InterruptedException {
        cluster.vm("vm-1", "web");
        RemoveVmHandler handler = new RemoveVmHandler(cluster.port(), cluster.patient());
        RemoveVmHandler.Params params = new RemoveVmHandler.Params("vm-1");
        Family family = Family.of(1, List.of(), null);
        assertThat(handler.end(params, family, context)).isEqualTo(handler.end(params, family, context));
        assertThat(cluster.port().vm("vm-1")).isEmpty();
    }

    @Test
    void whatFailsInOneRemovalStopsNoOther() throws InterruptedException {
        cluster.image("i-1", "root", "vm-1").image("i-2", "data", "vm-1");
        StorageCluster port = Twist.of(cluster.port(), "operation", number -> {
            if (number == 1) {
                throw new IllegalStateException("the poller is broken");
            }
        });
        assertThat(catchThrowable(() -> removeImage(port).run(IMAGE, context)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(removeImage(port)
                        .run(new RemoveImageHandler.Params("i-2"), new RecordingContext(new TaskId(new UUID(0, 2)), 1))
                        .wasThere())
                .isTrue();
    }

    @Test
    void noRemovalIsStartedForEver() {
        assertThat(removeImage(cluster.port()).describe().policy().timeouts().run())
                .isNotNull();
    }

    @Test
    void aRemovalThatGetsOnIsGivenMoreTime() throws InterruptedException {
        cluster.image("i-1", "root", "vm-1");
        cluster.unitMillis(50);
        removeImage(cluster.port()).run(IMAGE, context);
        assertThat(context.extensions()).isNotEmpty();
    }

    @Test
    void stoppingWhatHasEndedIsNoIllegalTransition() throws InterruptedException {
        cluster.image("i-1", "root", "vm-1");
        removeImage(cluster.port()).run(IMAGE, context);
        String operation = cluster.operations().getFirst().replace("DONE ", "");
        assertThat(cluster.port().cancel(operation).state()).isEqualTo(Operation.State.DONE);
    }

    @Test
    void anAbortReachesTheRemoteTask() throws InterruptedException {
        cluster.image("i-1", "root", "vm-1");
        cluster.unitMillis(60_000);
        Interrupted.once(
                () -> cluster.operations().stream().anyMatch(operation -> operation.startsWith("RUNNING")),
                () -> removeImage(cluster.port()).run(IMAGE, context));
        assertThat(cluster.operations()).hasSize(1).allMatch(operation -> operation.startsWith("CANCELLED"));
    }

    @Test
    void anEqualsSignInAValueCorruptsNothing() throws InterruptedException {
        cluster.vm("vm-1", "cpu=2;mem=4").image("i-1", "disk=root", "vm-1");
        new RemoveVmHandler(cluster.port(), cluster.patient()).run(new RemoveVmHandler.Params("vm-1"), context);
        assertThat(context.facts().getFirst().attributes()).containsEntry("name", "cpu=2;mem=4");
        removeImage(cluster.port()).run(IMAGE, context);
        assertThat(context.facts()).extracting(EntityFact::attributes).anySatisfy(attributes -> assertThat(attributes)
                .containsEntry("name", "disk=root"));
    }

    @Test
    void theSameIdTwiceIsOneOperation() throws InterruptedException {
        cluster.image("i-1", "root", "vm-1");
        Operation first = cluster.port().removeImage("i-1", "one");
        assertThat(cluster.port().removeImage("i-1", "one").id()).isEqualTo(first.id());
        assertThat(cluster.operations()).hasSize(1);
    }

    @Test
    void aStuckRemovalNeedsNoSurgery() throws InterruptedException {
        cluster.image("i-1", "root", "vm-1");
        cluster.failRemovals(1, 1);
        assertThat(Thrown.errorOf(() -> removeImage(cluster.port()).run(IMAGE, context))
                        .code())
                .isEqualTo("REMOVAL_FAILED");
        assertThat(cluster.port().image("i-1"))
                .hasValueSatisfying(image -> assertThat(image.status()).isEqualTo(Image.Status.ILLEGAL));
        RecordingContext ofANewTask = new RecordingContext(new TaskId(new UUID(0, 2)), 1);
        assertThat(removeImage(cluster.port()).run(IMAGE, ofANewTask).wasThere())
                .isTrue();
    }
}
