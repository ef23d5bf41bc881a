package io.taskmill.handlers.vdi;

import static io.taskmill.handlers.vdi.SimulatedSite.after;
import static io.taskmill.handlers.vdi.SimulatedSite.allOf;
import static io.taskmill.handlers.vdi.SimulatedSite.family;
import static io.taskmill.handlers.vdi.SimulatedSite.highestProgress;
import static io.taskmill.handlers.vdi.SimulatedSite.settings;
import static io.taskmill.handlers.vdi.SimulatedSite.soon;
import static io.taskmill.handlers.vdi.SimulatedSite.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskmill.handler.ChildTask;
import io.taskmill.handler.Children;
import io.taskmill.handler.EntityFact;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handlers.vdi.hypervisor.Vm;
import io.taskmill.model.OnFailure;
import io.taskmill.testkit.RecordingContext;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class PoolCreateHandlerTest {

    private SimulatedSite simulated;
    private PoolCreateHandler handler;
    private final RecordingContext context = new RecordingContext();

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        simulated = new SimulatedSite(folder);
        handler = new PoolCreateHandler(simulated.site());
    }

    @AfterEach
    void stop() {
        simulated.close();
    }

    private static TaskFailedException failure(Throwable thrown) {
        return (TaskFailedException) thrown;
    }

    private void assertFails(PoolSettings settings, RecordingContext run, String code) {
        assertThatThrownBy(() -> handler.run(settings, run))
                .isInstanceOf(TaskFailedException.class)
                .satisfies(thrown -> assertThat(failure(thrown).error().code()).isEqualTo(code));
    }

    private static String[] names(PoolSettings settings) {
        return IntStream.rangeClosed(1, settings.initial())
                .mapToObj(settings::vmName)
                .toArray(String[]::new);
    }

    @Test
    void itClonesInBlocksOfAHundredAndHasEachMachinePrepared() throws Exception {
        PoolSettings settings = settings("p", 120);
        assertThat(handler.run(settings, context)).isNull();
        assertThat(simulated.names("p")).containsExactlyInAnyOrder(names(settings));
        assertThat(simulated.operations("clone"))
                .extracting(operation -> operation.path("units").asInt())
                .containsExactly(100, 20);
        Children children = context.spawned().orElseThrow();
        assertThat(children.onFailure()).isEqualTo(OnFailure.CONTINUE);
        assertThat(children.tasks()).extracting(ChildTask::type).containsOnly("VM_PREPARE");
        assertThat(children.tasks()).extracting(ChildTask::name).containsExactlyInAnyOrder(names(settings));
        assertThat(context.steps()).containsExactly("VALIDATING", "CLONING", "PREPARING");
        assertThat(context.reports())
                .extracting(RecordingContext.Report::percent)
                .containsExactly(50 * 100 / 120, 50);
    }

    @Test
    void itTellsThatThePoolIsBeingBuiltAndOfEachMachineAtMostAHundredAtOnce() throws Exception {
        handler.run(settings("p", 120), context);
        EntityFact first = context.facts().getFirst();
        assertThat(first.entity().id()).isEqualTo("p");
        assertThat(first.building()).isTrue();
        assertThat(context.facts().stream().filter(fact -> fact.entity().type().equals("vm")))
                .hasSize(120)
                .allMatch(EntityFact::building);
        assertThat(simulated.status("p")).isEqualTo(PoolStatus.CREATING);
    }

    @Test
    void thePoolIsActiveOnceAllArePrepared() throws Exception {
        PoolSettings settings = settings("p", 3);
        handler.run(settings, context);
        simulated.prepareAll(context);
        assertThat(handler.end(settings, allOf(3), context)).isEqualTo(new PoolCreateHandler.Created("p", 3, 3));
        assertThat(simulated.status("p")).isEqualTo(PoolStatus.ACTIVE);
        assertThat(told(context, "pool", "p")).isEqualTo("ACTIVE");
        assertThat(simulated.vms("p")).extracting(Vm::hostName).containsExactlyInAnyOrder(names(settings));
    }

    @Test
    void errorsOfSubTasksAreNotSwallowedAndThePoolIsNotActiveThoughItsRunWentWell() throws Exception {
        PoolSettings settings = settings("p", 3);
        handler.run(settings, context);
        handler.end(settings, family(0, 3), context);
        assertThat(context.spawned().orElseThrow().onFailure())
                .as("with this the task itself fails as CHILD_FAILED")
                .isEqualTo(OnFailure.CONTINUE);
        assertThat(simulated.status("p")).isEqualTo(PoolStatus.PARTIAL);
    }

    @Test
    void machinesThatFailedAreOrderedAgainAndOnlyThose() throws Exception {
        simulated.faults("{'fail': {'clone': {'fails': 3, 'of': 10}}, 'seed': 5}");
        PoolSettings settings = settings("p", 10);
        handler.run(settings, context);
        assertThat(simulated.names("p")).containsExactlyInAnyOrder(names(settings));
        assertThat(simulated.operations("clone"))
                .extracting(operation -> operation.path("units").asInt())
                .containsExactly(10, 3);
    }

    @Test
    void aBlockIsOrderedFiveTimesAndNotASixthTime() throws Exception {
        simulated.faults("{'fail': {'clone': {'fails': 1000, 'of': 1000}}}");
        assertFails(settings("p", 4), context, "INCOMPLETE");
        assertThat(simulated.operations("clone")).hasSize(5);
        assertThat(simulated.status("p")).isEqualTo(PoolStatus.FAILED);
        assertThat(told(context, "pool", "p")).isEqualTo("FAILED");
        assertThat(context.spawned()).isEmpty();
    }

    @Test
    void withoutSpaceItEndsAtOnceAndKeepsWhatItHas() throws Exception {
        simulated.put("/hypervisor/storage", "{'capacityGibibytes': 35}");
        assertFails(settings("p", 5), context, "NO_SPACE");
        assertThat(simulated.operations("clone")).hasSize(1);
        assertThat(simulated.names("p")).containsExactly("desk-p-1", "desk-p-2", "desk-p-3");
        assertThat(simulated.status("p")).isEqualTo(PoolStatus.PARTIAL);
        assertThat(context.facts().stream().filter(fact -> fact.entity().type().equals("vm")))
                .hasSize(3);
    }

    @Test
    void aFailedOneDoesNotShowAHundredPercent() throws Exception {
        simulated.put("/hypervisor/storage", "{'capacityGibibytes': 45}");
        assertFails(settings("p", 5), context, "NO_SPACE");
        assertThat(highestProgress(context)).isEqualTo(40);
    }

    @Test
    void aRetryGoesOnFromWhatThePartialPoolHas() throws Exception {
        PoolSettings settings = settings("p", 5);
        simulated.put("/hypervisor/storage", "{'capacityGibibytes': 35}");
        assertFails(settings, context, "NO_SPACE");
        simulated.put("/hypervisor/storage", "{'capacityGibibytes': 1000}");
        RecordingContext retried = after(context);
        handler.run(settings, retried);
        assertThat(simulated.operations("clone"))
                .extracting(operation -> operation.path("units").asInt())
                .containsExactly(5, 2);
        assertThat(retried.spawned().orElseThrow().tasks()).hasSize(5);
    }

    @Test
    void aHypervisorThatIsBusyIsAskedAgainLater() throws Exception {
        simulated.faults("{'busy': 4}");
        handler.run(settings("p", 2), context);
        assertThat(simulated.names("p")).hasSize(2);
        simulated.faults("{'busy': 5}");
        assertFails(settings("q", 2), new RecordingContext(), "INCOMPLETE");
    }

    @Test
    void oneThatVanishesAndComesBackLosesNothing() throws Exception {
        simulated.pace(10);
        PoolSettings settings = settings("p", 30);
        Thread vanishing = Thread.ofVirtual().start(() -> {
            soon().until(() -> simulated.names("p").size() >= 3);
            try {
                simulated.put("/vanishing", "{'millis': 400, 'how': 'REFUSE'}");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        handler.run(settings, context);
        vanishing.join();
        assertThat(simulated.names("p")).containsExactlyInAnyOrder(names(settings));
        assertThat(simulated.operations("clone")).hasSize(1);
    }

    @Test
    void answersThatAreLostMakeNothingTwice() throws Exception {
        simulated.faults("{'dropAnswers': 6}");
        PoolSettings settings = settings("p", 5);
        handler.run(settings, context);
        assertThat(simulated.names("p")).containsExactlyInAnyOrder(names(settings));
        assertThat(simulated.operations("clone")).hasSize(1);
    }

    @Test
    void anOperationThatSomebodyElseCancelledIsNoSuccess() throws Exception {
        simulated.pace(30);
        Thread canceller = Thread.ofVirtual().start(() -> {
            try {
                soon().until(() -> !simulated.operations("clone").isEmpty());
                simulated
                        .hypervisor()
                        .cancel(simulated
                                .operations("clone")
                                .getFirst()
                                .path("id")
                                .asString());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertFails(settings("p", 50), context, "OPERATION_CANCELLED");
        canceller.join();
    }

    @Test
    void aCancelledOneHasItsRemoteWorkCancelledToo() throws Exception {
        simulated.pace(20);
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread run = Thread.ofVirtual().start(() -> {
            try {
                handler.run(settings("p", 90), context);
            } catch (Throwable thrown) {
                end.set(thrown);
            }
        });
        soon().until(() -> simulated.names("p").size() >= 3);
        run.interrupt();
        run.join();
        assertThat(end.get()).isInstanceOf(InterruptedException.class).hasNoSuppressedExceptions();
        JsonNode operation = simulated.operations("clone").getFirst();
        assertThat(operation.path("state").asString()).isEqualTo("CANCELLED");
        int made = simulated.names("p").size();
        assertThat(made).isLessThan(90);
        assertThat(simulated.status("p")).isEqualTo(PoolStatus.PARTIAL);
        assertThat(told(context, "pool", "p")).isEqualTo("PARTIAL");
        assertThat(highestProgress(context)).isLessThan(100);
        RecordingContext later = after(context);
        simulated.pace(0);
        handler.run(settings("p", 90), later);
        assertThat(simulated.names("p")).containsExactlyInAnyOrder(names(settings("p", 90)));
    }

    @Test
    void aRunThatDiedAtAnyLineIsGoneOnWithAndMakesNothingTwice() throws Exception {
        simulated.pace(1);
        int moments = 0;
        for (boolean died = true; died; moments++) {
            PoolSettings settings = settings("crash" + moments, 4);
            RecordingContext first = new RecordingContext();
            PoolCreateHandler dying =
                    new PoolCreateHandler(simulated.siteOver(CrashingHypervisor.at(moments, simulated.hypervisor())));
            died = false;
            try {
                dying.run(settings, first);
            } catch (Crash crash) {
                died = true;
                RecordingContext second = after(first);
                handler.run(settings, second);
                assertThat(simulated.names(settings.poolId()))
                        .as("after a crash %s", crash.getMessage())
                        .containsExactlyInAnyOrder(names(settings));
                assertThat(second.spawned().orElseThrow().tasks()).hasSize(4);
            }
        }
        assertThat(moments).isGreaterThan(16);
    }

    @Test
    void aRunThatGoesOnWaitsForTheOperationOfTheOneThatDied() throws Exception {
        simulated.pace(20);
        PoolSettings settings = settings("p", 30);
        RecordingContext first = new RecordingContext();
        PoolCreateHandler dying =
                new PoolCreateHandler(simulated.siteOver(CrashingHypervisor.at(15, simulated.hypervisor())));
        assertThatThrownBy(() -> dying.run(settings, first)).isInstanceOf(Crash.class);
        assertThat(first.checkpoints()).isNotEmpty();
        handler.run(settings, after(first));
        assertThat(simulated.names("p")).containsExactlyInAnyOrder(names(settings));
        assertThat(simulated.operations("clone")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"5, 0, 4, 1", "1, 5, 4, 1", "1, 1, 4, 5"})
    void settingsThatDoNotFitTogetherAreRefused(int initial, int reserve, int total, int step) {
        assertFails(
                new PoolSettings("p", "desk", "ubuntu-24", null, initial, reserve, total, step, null, null, null),
                context,
                "INVALID_POOL");
        assertThat(context.facts()).isEmpty();
    }

    @Test
    void aTemplateThatIsNotThereIsNamed() throws Exception {
        assertFails(settings("p", 5, "beos"), context, "TEMPLATE_UNKNOWN");
        assertThat(simulated.pool("p")).isEmpty();
    }

    @Test
    void aPoolThatIsThereIsNotMadeAnew() throws Exception {
        simulated.active(settings("p", 2));
        assertFails(settings("p", 2), context, "POOL_EXISTS");
        assertFails(settings("p", 3), context, "POOL_EXISTS");
        assertThat(simulated.names("p")).hasSize(2);
    }

    @Test
    void anotherPoolOfTheSameNameDoesNotLoseItsMachines() throws Exception {
        PoolSettings one = settings("p", 2);
        simulated.active(one);
        PoolSettings other = new PoolSettings("q", one.name(), "ubuntu-24", null, 2, 0, 5, 1, null, null, null);
        assertFails(other, context, "NAME_TAKEN");
        assertThat(simulated.names("p")).hasSize(2);
        assertThat(simulated.names("q")).isEmpty();
    }

    @Test
    void itHoldsThePoolsGateBeforeTheTemplates() {
        assertThat(handler.describe().policy().gates())
                .extracting(rule -> rule.key())
                .containsExactly("pool:{params.poolId}", "template:{params.templateId}");
    }
}
