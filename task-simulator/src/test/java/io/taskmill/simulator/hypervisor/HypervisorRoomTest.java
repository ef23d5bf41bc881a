package io.taskmill.simulator.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.simulator.Simulator;
import io.taskmill.simulator.Web;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class HypervisorRoomTest {

    private Path folder;
    private Simulator simulator;
    private Web web;
    private int operations;

    @BeforeEach
    void start(@TempDir Path fresh) throws Exception {
        folder = fresh;
        simulator = new Simulator(0, folder.resolve("state.json"));
        web = new Web(simulator.address());
        web.put("/pace", "{'unitMillis': 1, 'kinds': {'boot': 50}}");
    }

    @AfterEach
    void stop() {
        web.close();
        simulator.close();
    }

    private Web.Answered submit(String kind, String request) throws Exception {
        operations++;
        return web.post(
                "/hypervisor/operations",
                "{'id': 'op-" + operations + "', 'kind': '" + kind + "', 'request': " + request + "}");
    }

    private JsonNode done(String kind, String request) throws Exception {
        assertThat(submit(kind, request).status()).isEqualTo(202);
        String id = "op-" + operations;
        return await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> web.get("/hypervisor/operations/" + id).body(),
                        operation -> !operation.path("state").asString().equals("RUNNING"));
    }

    private String cloned(String template, String name) throws Exception {
        JsonNode operation = done("clone", "{'template': '" + template + "', 'pool': 'p', 'names': ['" + name + "']}");
        return operation.path("outcomes").path(0).path("result").path("id").asString();
    }

    private JsonNode vm(String id) throws Exception {
        return web.get("/hypervisor/vms/" + id).body();
    }

    private static String errorOf(JsonNode operation) {
        return operation.path("error").path("code").asString("");
    }

    @Test
    void machinesAreClonedUntilTheSpaceIsUsedUpAndThoseThatWereMadeStay() throws Exception {
        web.put("/hypervisor/storage", "{'capacityGibibytes': 25}");
        JsonNode operation = done("clone", "{'template': 'ubuntu-24', 'pool': 'p', 'names': ['a', 'b', 'c']}");
        assertThat(operation.path("state").asString()).isEqualTo("FAILED");
        assertThat(errorOf(operation)).isEqualTo("NO_SPACE");
        assertThat(StreamSupport.stream(web.get("/hypervisor/vms?pool=p").body().spliterator(), false))
                .extracting(vm -> vm.path("name").asString())
                .containsExactly("a", "b");
    }

    @Test
    void aNameThatIsThereIsNotMadeTwiceAndIsRefusedToAnotherPool() throws Exception {
        String first = cloned("ubuntu-24", "a");
        assertThat(cloned("ubuntu-24", "a")).isEqualTo(first);
        assertThat(errorOf(done("clone", "{'template': 'ubuntu-24', 'pool': 'q', 'names': ['a']}")))
                .isEqualTo("NAME_TAKEN");
    }

    @Test
    void aMachineThatIsGoneCountsAsDeleted() throws Exception {
        String id = cloned("ubuntu-24", "a");
        assertThat(done("delete", "{'vms': ['" + id + "']}").path("state").asString())
                .isEqualTo("DONE");
        assertThat(done("delete", "{'vms': ['" + id + "']}").path("state").asString())
                .isEqualTo("DONE");
        assertThat(web.get("/hypervisor/vms/" + id).status()).isEqualTo(404);
        assertThat(web.get("/hypervisor/storage").body().path("usedGibibytes").asLong())
                .isZero();
    }

    @Test
    void aGuestAnswersSomeTimeAfterPowerOnAndNotBefore() throws Exception {
        String id = cloned("windows-11", "a");
        String host = "{'vms': ['" + id + "'], 'value': 'desk-1'}";
        assertThat(errorOf(done("host-name", host))).isEqualTo("GUEST_AWAY");
        web.put("/pace", "{'unitMillis': 1, 'kinds': {'boot': 400}}");
        done("power-on", "{'vms': ['" + id + "']}");
        assertThat(vm(id).path("guestReady").asBoolean()).isFalse();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> vm(id).path("guestReady").asBoolean());
        done("host-name", host);
        done("join-domain", "{'vms': ['" + id + "'], 'value': 'corp.example'}");
        done("put-into-unit", "{'vms': ['" + id + "'], 'value': 'OU=Desks'}");
        assertThat(vm(id).path("hostName").asString()).isEqualTo("desk-1");
        assertThat(vm(id).path("domain").asString()).isEqualTo("corp.example");
        assertThat(vm(id).path("unit").asString()).isEqualTo("OU=Desks");
    }

    @Test
    void aGuestOfLinuxJoinsNoDomain() throws Exception {
        String id = cloned("ubuntu-24", "a");
        done("power-on", "{'vms': ['" + id + "']}");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> vm(id).path("guestReady").asBoolean());
        assertThat(errorOf(done("join-domain", "{'vms': ['" + id + "'], 'value': 'corp.example'}")))
                .isEqualTo("INVALID");
    }

    @Test
    void aBackupHasItsNameOnceAndThinClonesHaveNone() throws Exception {
        String thick = cloned("windows-11", "a");
        done("backup", "{'vms': ['" + thick + "'], 'value': 'monday'}");
        done("backup", "{'vms': ['" + thick + "'], 'value': 'monday'}");
        assertThat(vm(thick).path("backups").size()).isEqualTo(1);
        String thin = cloned("windows-11-thin", "b");
        assertThat(errorOf(done("backup", "{'vms': ['" + thin + "'], 'value': 'monday'}")))
                .isEqualTo("INVALID");
    }

    @Test
    void whileAControllerIsAwayItsOperationsStandStillAndMoreIsRefused() throws Exception {
        web.put("/pace", "{'unitMillis': 100}");
        String request =
                "{'template': 'ubuntu-24', 'pool': 'p', 'controller': 'controller-1', 'names': ['a', 'b', 'c']}";
        submit("clone", request);
        web.put("/hypervisor/controllers/controller-1", "{'id': 'controller-1', 'away': true}");
        int made = web.get("/hypervisor/vms").body().size();
        assertThat(submit("clone", request).text("code")).isEqualTo("UNREACHABLE");
        await().during(Duration.ofMillis(400))
                .atMost(Duration.ofSeconds(5))
                .until(() -> web.get("/hypervisor/vms").body().size() == made);
        web.put("/hypervisor/controllers/controller-1", "{'id': 'controller-1', 'away': false}");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> web.get("/hypervisor/vms").body().size() == 3);
    }

    @Test
    void aPoolIsDescribedByWhateverJsonAndDroppedWhenNoMachineBearsItsTag() throws Exception {
        String id = cloned("ubuntu-24", "a");
        web.put("/hypervisor/pools/p", "{'status': 'ACTIVE', 'more': [1, 2]}");
        assertThat(web.get("/hypervisor/pools/p").body().path("more").size()).isEqualTo(2);
        assertThat(web.delete("/hypervisor/pools/p").text("code")).isEqualTo("IN_USE");
        done("delete", "{'vms': ['" + id + "']}");
        assertThat(web.delete("/hypervisor/pools/p").status()).isEqualTo(200);
        assertThat(web.get("/hypervisor/pools/p").status()).isEqualTo(404);
    }

    @Test
    void allOfItOutlivesTheProcess() throws Exception {
        String id = cloned("windows-11", "a");
        web.put("/hypervisor/vms/" + id + "/user", "{'user': 'ann'}");
        JsonNode before = vm(id);
        web.put("/hypervisor/pools/p", "{'status': 'ACTIVE'}");
        stop();
        simulator = new Simulator(0, folder.resolve("state.json"));
        web = new Web(simulator.address());
        assertThat(vm(id)).isEqualTo(before);
        assertThat(before.path("user").asString()).isEqualTo("ann");
        assertThat(web.get("/hypervisor/pools/p").text("status")).isEqualTo("ACTIVE");
        assertThat(cloned("windows-11", "b")).isNotEqualTo(id);
    }
}
