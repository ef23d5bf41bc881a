package io.taskmill.handlers.vdi;

import static io.taskmill.handlers.vdi.SimulatedSite.after;
import static io.taskmill.handlers.vdi.SimulatedSite.settings;
import static io.taskmill.handlers.vdi.SimulatedSite.soon;
import static io.taskmill.handlers.vdi.SimulatedSite.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.handlers.vdi.VmPrepareHandler.Params;
import io.taskmill.handlers.vdi.VmPrepareHandler.Prepared;
import io.taskmill.handlers.vdi.hypervisor.Vm;
import io.taskmill.testkit.RecordingContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VmPrepareHandlerTest {

    private SimulatedSite simulated;
    private VmPrepareHandler handler;
    private final RecordingContext context = new RecordingContext();

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        simulated = new SimulatedSite(folder);
        handler = new VmPrepareHandler(simulated.site());
    }

    @AfterEach
    void stop() {
        simulated.close();
    }

    private String machine(String pool, String template) throws Exception {
        new PoolCreateHandler(simulated.site()).run(settings(pool, 1, template), new RecordingContext());
        return simulated.vms(pool).getFirst().id();
    }

    private Vm vm(String id) throws Exception {
        return simulated.hypervisor().vm(id).orElseThrow();
    }

    private static Params all(String id) {
        return new Params(id, "desk-1", "corp.example", "OU=Desks");
    }

    @Test
    void aGuestOfWindowsIsGivenItsHostNameItsDomainAndItsUnit() throws Exception {
        String id = machine("p", "windows-11");
        assertThat(handler.run(all(id), context)).isEqualTo(new Prepared(id, "desk-1", "corp.example", "OU=Desks"));
        assertThat(vm(id).remoteAccess()).isTrue();
        assertThat(vm(id).on()).isTrue();
        assertThat(vm(id).unit()).isEqualTo("OU=Desks");
        assertThat(context.steps())
                .containsExactly("REMOTE_ACCESS", "POWER_ON", "AWAITING_GUEST", "HOST_NAME", "DOMAIN", "UNIT");
        assertThat(told(context, "vm", id)).isEqualTo("ACTIVE");
    }

    @Test
    void aGuestOfLinuxIsGivenItsHostNameOnly() throws Exception {
        String id = machine("p", "ubuntu-24");
        assertThat(handler.run(all(id), context)).isEqualTo(new Prepared(id, "desk-1", null, null));
        assertThat(simulated.operations("join-domain")).isEmpty();
    }

    @Test
    void whereNothingIsAskedForInTheGuestItIsNotWaitedFor() throws Exception {
        String id = machine("p", "windows-11");
        simulated.put("/pace", "{'unitMillis': 0, 'kinds': {'boot': 3600000}}");
        handler.run(new Params(id, null, null, null), context);
        assertThat(vm(id).on()).isTrue();
        assertThat(vm(id).remoteAccess()).isTrue();
        assertThat(vm(id).hostName()).isNull();
    }

    @Test
    void whatIsDoneAlreadyIsNotDoneAgain() throws Exception {
        String id = machine("p", "windows-11");
        handler.run(all(id), context);
        int before = simulated.operations("host-name").size()
                + simulated.operations("power-on").size();
        handler.run(all(id), after(context));
        assertThat(simulated.operations("host-name").size()
                        + simulated.operations("power-on").size())
                .isEqualTo(before);
    }

    @Test
    void aMachineThatIsGivenToSomebodyStaysReserved() throws Exception {
        String id = machine("p", "ubuntu-24");
        simulated.put("/hypervisor/vms/" + id + "/user", "{'user': 'ann'}");
        handler.run(all(id), context);
        assertThat(told(context, "vm", id)).isEqualTo("RESERVED");
    }

    @Test
    void whatFailsInTheGuestFailsTheTaskAndIsToldOfTheMachine() throws Exception {
        String id = machine("p", "windows-11");
        simulated.faults("{'fail': {'join-domain': {'fails': 1, 'of': 1}}}");
        Assured.fails(handler, all(id), context, "HYPERVISOR_FAILED");
        assertThat(told(context, "vm", id)).isEqualTo("FAILED");
        assertThat(SimulatedSite.highestProgress(context)).isEqualTo(60);
        RecordingContext retried = after(context);
        handler.run(all(id), retried);
        assertThat(told(retried, "vm", id)).isEqualTo("ACTIVE");
        assertThat(simulated.operations("host-name"))
                .as("it goes on where it failed")
                .hasSize(1);
    }

    @Test
    void aMachineThatNobodyKnowsIsNoSuccess() {
        Assured.fails(handler, all("vm-99"), context, "VM_UNKNOWN");
    }

    @Test
    void cancellingItCancelsTheRemoteWorkToo() throws Exception {
        String id = machine("p", "windows-11");
        simulated.put("/pace", "{'unitMillis': 0, 'kinds': {'boot': 1, 'host-name': 600000}}");
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread run = Thread.ofVirtual().start(() -> {
            try {
                handler.run(all(id), context);
            } catch (Throwable thrown) {
                end.set(thrown);
            }
        });
        soon().until(() -> !simulated.operations("host-name").isEmpty());
        run.interrupt();
        run.join();
        assertThat(end.get()).isInstanceOf(InterruptedException.class).hasNoSuppressedExceptions();
        assertThat(simulated.operations("host-name").getFirst().path("state").asString())
                .isEqualTo("CANCELLED");
        assertThat(vm(id).hostName()).isNull();
    }

    @Test
    void aControllerThatIsAwayIsWaitedFor() throws Exception {
        String id = machine("p", "ubuntu-24");
        simulated.put("/hypervisor/controllers/controller-1", "{'id': 'controller-1', 'away': true}");
        simulated.put("/hypervisor/controllers/controller-2", "{'id': 'controller-2', 'away': true}");
        Thread run = Thread.ofVirtual().start(() -> {
            try {
                handler.run(all(id), context);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        soon().until(() -> context.steps().contains("REMOTE_ACCESS"));
        assertThat(run.join(Duration.ofMillis(200))).isFalse();
        simulated.put("/hypervisor/controllers/controller-1", "{'id': 'controller-1', 'away': false}");
        simulated.put("/hypervisor/controllers/controller-2", "{'id': 'controller-2', 'away': false}");
        run.join();
        assertThat(vm(id).hostName()).isEqualTo("desk-1");
    }

    @Test
    void aHypervisorThatStaysAwayFailsTheAttemptAndAnotherOneMayFollow() throws Exception {
        String id = machine("p", "ubuntu-24");
        Pacing impatient =
                new Pacing(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(50), Duration.ofMillis(50));
        VmPrepareHandler hasty = new VmPrepareHandler(new Site(simulated.hypervisor(), impatient));
        simulated.put("/vanishing", "{'millis': 3000, 'how': 'DROP'}");
        assertThat(Assured.fails(hasty, all(id), context, "UNREACHABLE").error().retryable())
                .isTrue();
        assertThat(handler.describe().policy().retry().maxAttempts()).isGreaterThan(1);
    }

    @Test
    void aRunThatDiedAtAnyLineIsGoneOnWith() throws Exception {
        int moments = 0;
        for (boolean died = true; died; moments++) {
            String id = machine("crash" + moments, "windows-11");
            RecordingContext first = new RecordingContext();
            VmPrepareHandler dying =
                    new VmPrepareHandler(simulated.siteOver(CrashingHypervisor.at(moments, simulated.hypervisor())));
            died = false;
            try {
                dying.run(all(id), first);
            } catch (Crash crash) {
                died = true;
                assertThat(handler.run(all(id), after(first)))
                        .as("after a crash %s", crash.getMessage())
                        .isEqualTo(new Prepared(id, "desk-1", "corp.example", "OU=Desks"));
            }
        }
        assertThat(moments).isGreaterThan(20);
    }

    @Test
    void itIsLimitedToTwentyMinutesAndToOneAtATimePerMachine() {
        assertThat(handler.describe().policy().timeouts().run()).isEqualTo(Duration.ofMinutes(20));
        assertThat(handler.describe().policy().gates()).singleElement().satisfies(rule -> {
            assertThat(rule.key()).isEqualTo("vm:{params.vmId}");
            assertThat(rule.limit()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @CsvSource({"60, 10000, 63", "64, 7, 63", "3, 7, 5"})
    void aHostNameHasAtMost63CharactersAndKeepsItsNumber(int letters, int number, int length) {
        String name = "d".repeat(letters) + "-" + number;
        assertThat(Preparation.hostName(name)).hasSize(length).endsWith("-" + number);
    }
}
