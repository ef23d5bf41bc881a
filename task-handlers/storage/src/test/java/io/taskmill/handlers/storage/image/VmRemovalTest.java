package io.taskmill.handlers.storage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.taskmill.handler.ChildTask;
import io.taskmill.handler.Children;
import io.taskmill.handler.EntityFact;
import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handlers.storage.Image;
import io.taskmill.handlers.storage.StorageCluster;
import io.taskmill.handlers.storage.StorageException;
import io.taskmill.handlers.storage.simulated.Deaths;
import io.taskmill.handlers.storage.simulated.Family;
import io.taskmill.handlers.storage.simulated.SimulatedCluster;
import io.taskmill.handlers.storage.simulated.Thrown;
import io.taskmill.handlers.storage.simulated.Twist;
import io.taskmill.model.GateRule;
import io.taskmill.model.OnFailure;
import io.taskmill.model.SpawnMode;
import io.taskmill.model.TaskId;
import io.taskmill.testkit.RecordingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** oVirt's RemoveVM: the machine, all of its images, and each of them. */
class VmRemovalTest {

    @RegisterExtension
    final SimulatedCluster cluster = new SimulatedCluster();

    private static final RemoveVmHandler.Params WEB = new RemoveVmHandler.Params("vm-1");

    private final RecordingContext root = new RecordingContext();
    private final RecordingContext all = new RecordingContext(new TaskId(new UUID(0, 2)), 1);
    private int children;

    private RemoveVmHandler removeVm() {
        return new RemoveVmHandler(cluster.port(), cluster.patient());
    }

    private RemoveAllVmImagesHandler removeAll() {
        return new RemoveAllVmImagesHandler(cluster.port(), cluster.patient());
    }

    private void fourImages() {
        cluster.vm("vm-1", "web");
        for (int number = 1; number <= 4; number++) {
            cluster.image("i-" + number, "disk " + number, "vm-1");
        }
        cluster.vm("vm-2", "db").image("i-9", "other", "vm-2");
    }

    /** Carries out a whole family as the workers would. */
    private RemoveVmHandler.@Nullable Removed removed() throws InterruptedException {
        RecordingContext first = new RecordingContext();
        assertThat(removeVm().run(WEB, first)).isNull();
        Children below = first.spawned().orElseThrow();
        RecordingContext second = new RecordingContext();
        RemoveAllVmImagesHandler.Params params =
                (RemoveAllVmImagesHandler.Params) below.tasks().getFirst().params();
        if (removeAll().run(params, second) != null) {
            return removeVm().end(WEB, Family.of(1, List.of(), below.state()), first);
        }
        Children images = second.spawned().orElseThrow();
        List<String> failed = new ArrayList<>();
        for (ChildTask child : images.tasks()) {
            children++;
            try {
                new RemoveImageHandler(cluster.port(), cluster.patient())
                        .run(
                                (RemoveImageHandler.Params) child.params(),
                                new RecordingContext(new TaskId(new UUID(7, children)), 1));
            } catch (TaskFailedException e) {
                failed.add(String.valueOf(child.name()));
            }
        }
        removeAll().end(params, Family.of(images.tasks().size() - failed.size(), failed, images.state()), second);
        return removeVm()
                .end(
                        WEB,
                        failed.isEmpty()
                                ? Family.of(1, List.of(), below.state())
                                : Family.of(0, List.of("web"), below.state()),
                        first);
    }

    private List<String> imagesLeft() throws InterruptedException {
        return cluster.port().imagesOf("vm-1").stream().map(Image::id).toList();
    }

    @Test
    void aMachineIsGoneWithItsFourImagesAndNoOther() throws InterruptedException {
        fourImages();
        assertThat(removed()).isEqualTo(new RemoveVmHandler.Removed("vm-1", "web"));
        assertThat(children).isEqualTo(4);
        assertThat(imagesLeft()).isEmpty();
        assertThat(cluster.port().vm("vm-1")).isEmpty();
        assertThat(cluster.port().image("i-9")).isPresent();
    }

    @Test
    void theRootHasOneChildAndThatOneForEachImage() throws InterruptedException {
        fourImages();
        removeVm().run(WEB, root);
        assertThat(root.spawned().orElseThrow().tasks())
                .containsExactly(ChildTask.of("REMOVE_ALL_VM_IMAGES", new RemoveAllVmImagesHandler.Params("vm-1"))
                        .named("web"));

        removeAll().run(new RemoveAllVmImagesHandler.Params("vm-1"), all);
        Children images = all.spawned().orElseThrow();
        assertThat(images.tasks())
                .extracting(ChildTask::params)
                .containsExactlyElementsOf(Stream.of("i-1", "i-2", "i-3", "i-4")
                        .map(RemoveImageHandler.Params::new)
                        .toList());
        assertThat(images.tasks()).extracting(ChildTask::name).startsWith("disk 1");
        assertThat(images.mode()).isEqualTo(SpawnMode.PARALLEL);
        assertThat(images.onFailure()).isEqualTo(OnFailure.CONTINUE);
    }

    @Test
    void oneImageThatFailsLeavesItselfAndTheMachineAndARetryRemovesOnlyWhatIsLeft() throws InterruptedException {
        fourImages();
        cluster.failRemovals(1, 1);
        assertThat(removed()).isNull();
        assertThat(imagesLeft()).containsExactly("i-1");
        assertThat(cluster.port().vm("vm-1")).isPresent();

        children = 10;
        assertThat(removed()).isNotNull();
        assertThat(children).as("children of the retry").isEqualTo(11);
        assertThat(imagesLeft()).isEmpty();
        assertThat(cluster.port().vm("vm-1")).isEmpty();
    }

    @Test
    void theEndOfAMachineThatKeepsImagesSaysSoAndShowsNot100Percent() throws InterruptedException {
        fourImages();
        assertThat(removeVm().end(WEB, Family.of(0, List.of("web"), new RemoveVmHandler.Named("web")), root))
                .isNull();
        assertThat(root.facts()).extracting(EntityFact::status).containsExactly("IMAGES_LEFT");
        assertThat(root.reports()).noneMatch(report -> report.percent() == 100);
        assertThat(cluster.port().vm("vm-1")).isPresent();

        removeAll()
                .end(
                        new RemoveAllVmImagesHandler.Params("vm-1"),
                        Family.of(3, List.of("disk 1"), new RemoveAllVmImagesHandler.Found(4)),
                        all);
        assertThat(all.reports().getLast().percent()).isEqualTo(75);
        assertThat(all.logged()).containsExactly("disk 1 is left: REMOVAL_FAILED as asked for");
    }

    @Test
    void aMachineWithoutImagesIsRemovedToo() throws InterruptedException {
        cluster.vm("vm-1", "web");
        assertThat(removed()).isNotNull();
        assertThat(cluster.port().vm("vm-1")).isEmpty();
    }

    @Test
    void aMachineThatNobodyKnowsIsNoSuccess() {
        assertThat(Thrown.errorOf(() -> removeVm().run(WEB, root)).code()).isEqualTo("UNKNOWN_VM");
    }

    @Test
    void imagesWhoseMachineIsNotDescribedAreRemovedAllTheSame() throws InterruptedException {
        cluster.image("i-1", "root", "vm-1");
        assertThat(removed()).isNotNull();
        assertThat(imagesLeft()).isEmpty();
    }

    @Test
    void anEndThatIsCarriedOutTwiceIsNoFailure() throws InterruptedException {
        cluster.vm("vm-1", "web");
        Family family = Family.of(1, List.of(), new RemoveVmHandler.Named("web"));
        assertThat(removeVm().end(WEB, family, root)).isEqualTo(removeVm().end(WEB, family, root));
        assertThat(root.facts()).extracting(EntityFact::gone).containsOnly(true);
    }

    @Test
    void anImageThatAppearsMeanwhileKeepsTheMachine() {
        fourImages();
        Family family = Family.of(1, List.of(), new RemoveVmHandler.Named("web"));
        assertThat(Thrown.errorOf(() -> removeVm().end(WEB, family, root)).code())
                .isEqualTo("BUSY");
        assertThat(root.facts()).isEmpty();
    }

    @Test
    void aClusterThatIsAwayIsWorthAnotherAttempt() {
        StorageCluster away = Twist.of(cluster.port(), "vm", _ -> {
            throw new StorageException.Unreachable("nobody answers", null);
        });
        assertThat(Thrown.errorOf(() -> new RemoveVmHandler(away, cluster.impatient()).run(WEB, root))
                        .retryable())
                .isTrue();
    }

    @Test
    void aRunThatDiesAtAnyLineIsRepeatedWithTheSameChildren() throws InterruptedException {
        fourImages();
        assertThat(diedAt(Deaths::before) + diedAt(Deaths::after)).isGreaterThan(8);
    }

    private int diedAt(IntFunction<Deaths> way) throws InterruptedException {
        for (int call = 1; ; call++) {
            Deaths deaths = way.apply(call);
            RemoveAllVmImagesHandler dying = new RemoveAllVmImagesHandler(
                    deaths.wrapped(cluster.port(), StorageCluster.class), cluster.patient());
            TaskContext context = deaths.wrapped(new RecordingContext(), TaskContext.class);
            Throwable end = catchThrowable(() -> dying.run(new RemoveAllVmImagesHandler.Params("vm-1"), context));
            if (end == null) {
                return call - 1;
            }
            assertThat(end).as(deaths.toString()).isInstanceOf(Deaths.Death.class);
            RecordingContext next = new RecordingContext();
            removeAll().run(new RemoveAllVmImagesHandler.Params("vm-1"), next);
            assertThat(next.spawned().orElseThrow().tasks())
                    .as(deaths.toString())
                    .hasSize(4);
        }
    }

    @Test
    void aHundredAndOneImagesAreToldInPortions() throws InterruptedException {
        cluster.vm("vm-1", "web");
        for (int number = 0; number <= TaskContext.MOST_FACTS; number++) {
            cluster.image("i-" + number, "disk " + number, "vm-1");
        }
        removeAll().run(new RemoveAllVmImagesHandler.Params("vm-1"), all);
        assertThat(all.facts()).hasSize(TaskContext.MOST_FACTS + 1);
    }

    /** A family takes its gates from the root down, and they must come in the order of their keys. */
    @Test
    void theGateOfAnImageComesAfterThatOfItsMachineWhateverTheirIds() {
        String ofRoot = key(removeVm().describe().policy().gates());
        assertThat(key(removeAll().describe().policy().gates())).isEqualTo(ofRoot);
        String ofImage = key(new RemoveImageHandler(cluster.port(), cluster.patient())
                .describe()
                .policy()
                .gates());
        for (String id : List.of("", "0", "zzz", "~", "я")) {
            assertThat(ofImage.replace("{params.imageId}", "")).isGreaterThan(ofRoot.replace("{params.vmId}", id));
        }
    }

    private static String key(List<GateRule> gates) {
        assertThat(gates).hasSize(1).allMatch(gate -> gate.limit() == 1);
        return gates.getFirst().key();
    }
}
