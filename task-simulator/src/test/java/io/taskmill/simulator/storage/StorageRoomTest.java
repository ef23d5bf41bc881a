package io.taskmill.simulator.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.simulator.Simulator;
import io.taskmill.simulator.Web;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class StorageRoomTest {

    @TempDir
    Path folder = Path.of("");

    private Simulator simulator;
    private Web web;

    @BeforeEach
    void start() throws Exception {
        simulator = new Simulator(0, folder.resolve("state.json"));
        web = new Web(simulator.address());
        web.put("/pace", "{'unitMillis': 2}");
    }

    @AfterEach
    void stop() {
        web.close();
        simulator.close();
    }

    private void restart() {
        stop();
        simulator = new Simulator(0, folder.resolve("state.json"));
        web = new Web(simulator.address());
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(5));
    }

    private void addMachineWithImage() throws Exception {
        web.put("/storage/vms/vm-1", "{'name': 'web'}");
        web.put("/storage/images/i-1", "{'name': 'system', 'vmId': 'vm-1', 'pool': 'rbd', 'sizeBytes': 1000}");
    }

    private void remove(String operation) throws Exception {
        Web.Answered begun = web.post(
                "/storage/operations",
                "{'id': '" + operation + "', 'kind': 'remove-image', 'request': {'imageId': 'i-1'}}");
        assertThat(begun.status()).isEqualTo(202);
    }

    private JsonNode ended(String operation) {
        return soon().until(
                        () -> web.get("/storage/operations/" + operation).body(),
                        body -> !body.path("state").asString().equals("RUNNING"));
    }

    @Test
    void anImageIsRemovedPartByPart() throws Exception {
        addMachineWithImage();
        remove("one");
        assertThat(ended("one").path("outcomes").size()).isEqualTo(Image.PARTS);
        assertThat(web.get("/storage/images/i-1").status()).isEqualTo(404);
        assertThat(web.get("/storage/vms/vm-1/images").body().size()).isZero();
    }

    @Test
    void aRemovalThatFailsLeavesAnIllegalImageThatCanBeRemoved() throws Exception {
        addMachineWithImage();
        web.put("/faults", "{'fail': {'remove-image': {'fails': 1, 'of': 1}}}");
        remove("one");
        assertThat(ended("one").path("state").asString()).isEqualTo("FAILED");
        assertThat(web.get("/storage/images/i-1").text("status")).isEqualTo("ILLEGAL");
        remove("two");
        assertThat(ended("two").path("state").asString()).isEqualTo("DONE");
        assertThat(web.get("/storage/images/i-1").status()).isEqualTo(404);
    }

    @Test
    void whatIsGoneIsGoneInTheNextProcessToo() throws Exception {
        addMachineWithImage();
        web.put("/storage/images/i-2", "{'name': 'data', 'vmId': 'vm-1', 'pool': 'rbd', 'sizeBytes': 1}");
        remove("one");
        ended("one");
        restart();
        assertThat(web.get("/storage/images/i-1").status()).isEqualTo(404);
        assertThat(web.get("/storage/images/i-2").text("name")).isEqualTo("data");
        assertThat(web.get("/storage/operations/one").text("state")).isEqualTo("DONE");
        assertThat(web.get("/storage/vms/vm-1").text("name")).isEqualTo("web");
    }

    @Test
    void anImageInUseAndAMachineWithImagesAreNotRemoved() throws Exception {
        web.put("/storage/vms/vm-1", "{'name': 'web'}");
        web.put("/storage/images/i-1", "{'name': 'system', 'vmId': 'vm-1', 'pool': 'rbd', 'inUse': true}");
        assertThat(web.post(
                                "/storage/operations",
                                "{'id': 'one', 'kind': 'remove-image', 'request': {'imageId': 'i-1'}}")
                        .text("code"))
                .isEqualTo("BUSY");
        assertThat(web.delete("/storage/vms/vm-1").status()).isEqualTo(409);
    }

    @Test
    void aPoolGetsItsPlacementGroupsOneByOne() throws Exception {
        web.put("/pace", "{'unitMillis': 20}");
        web.put("/storage/pools/rbd", "{'pgNum': 8, 'leastPgNum': 1, 'mostPgNum': 64}");
        web.put("/storage/pools/rbd/pg-num", "{'pgNum': 16}");
        JsonNode under = web.get("/storage/pools/rbd/convergence").body();
        assertThat(under.path("target").asInt()).isEqualTo(16);
        assertThat(under.path("activeClean").asInt()).isLessThan(16);
        restart();
        soon().until(() -> web.get("/storage/pools/rbd/convergence")
                        .body()
                        .path("activeClean")
                        .asInt()
                == 16);
        assertThat(web.get("/storage/pools/rbd").body().path("pgNum").asInt()).isEqualTo(16);
    }

    @Test
    void aPoolDoesNotShrinkNorGrowBeyondItsBoundsUnlessItMay() throws Exception {
        web.put("/storage/pools/rbd", "{'pgNum': 8, 'leastPgNum': 1, 'mostPgNum': 64}");
        assertThat(web.put("/storage/pools/rbd/pg-num", "{'pgNum': 4}").text("code"))
                .isEqualTo("EPERM");
        assertThat(web.put("/storage/pools/rbd/pg-num", "{'pgNum': 128}").text("code"))
                .isEqualTo("ERANGE");
        web.put("/storage/pools/new", "{'pgNum': 8, 'leastPgNum': 1, 'mostPgNum': 64, 'mayShrink': true}");
        web.put("/storage/pools/new/pg-num", "{'pgNum': 4}");
        soon().until(() -> web.get("/storage/pools/new/convergence")
                        .body()
                        .path("activeClean")
                        .asInt()
                == 4);
    }

    @Test
    void countersComeAfterAnInterestWasRegisteredAndStayWhatTheyWere() throws Exception {
        addMachineWithImage();
        assertThat(web.get("/storage/rbd/rbd/system/samples").text("code")).isEqualTo("NO_INTEREST");
        web.put("/storage/rbd/rbd/system/interest", "");
        soon().until(() -> web.get("/storage/rbd/rbd/system/samples").body().size() >= 3);
        JsonNode first = web.get("/storage/rbd/rbd/system/samples").body().path(0);
        assertThat(web.get("/storage/rbd/rbd/system/samples").body().path(0)).isEqualTo(first);
        assertThat(web.get("/storage/rbd/rbd/system/samples?most=2").body().size())
                .isEqualTo(2);
        assertThat(web.put("/storage/rbd/rbd/nothing/interest", "").status()).isEqualTo(404);
    }
}
