package io.taskmill.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taskmill.testkit.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SimulatorTest {

    private Path folder;
    private Simulator simulator;
    private Web web;

    @BeforeEach
    void start(@TempDir Path fresh) throws Exception {
        folder = fresh;
        simulator = new Simulator(0, folder.resolve("state.json"));
        web = new Web(simulator.address());
        web.put("/pace", "{'unitMillis': 5}");
    }

    @AfterEach
    void stop() {
        web.close();
        simulator.close();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(10));
    }

    private Web.Answered ring(String id, int times) throws Exception {
        return web.post(
                "/bell/operations", "{'id': '" + id + "', 'kind': 'ring', 'request': {'times': " + times + "}}");
    }

    private JsonNode ended(String id) {
        return soon().until(
                        () -> web.get("/bell/operations/" + id).body(),
                        body -> !body.path("state").asString().equals("RUNNING"));
    }

    private static long failures(JsonNode operation) {
        return StreamSupport.stream(operation.path("outcomes").spliterator(), false)
                .filter(outcome -> !outcome.path("error").isNull())
                .count();
    }

    @Test
    void anOperationRunsItsUnitsAndTellsWhatCameOfEach() throws Exception {
        Web.Answered begun = ring("one", 4);
        assertThat(begun.status()).isEqualTo(202);
        JsonNode operation = ended("one");
        assertThat(operation.path("state").asString()).isEqualTo("DONE");
        assertThat(operation.path("percent").asInt()).isEqualTo(100);
        assertThat(operation.path("outcomes").size()).isEqualTo(4);
    }

    @Test
    void theSameIdGivesTheSameOperationBack() throws Exception {
        ring("one", 3);
        ended("one");
        assertThat(ring("one", 3).text("state")).isEqualTo("DONE");
        assertThat(web.get("/bell/strokes").body().size()).isEqualTo(3);
        assertThat(ring("one", 4).text("code")).isEqualTo("ID_TAKEN");
    }

    @Test
    void aCancelledOperationStaysAsFarAsItCame() throws Exception {
        web.put("/pace", "{'unitMillis': 40}");
        ring("one", 1_000);
        soon().until(() -> web.get("/bell/strokes").body().size() >= 2);
        assertThat(web.post("/bell/operations/one/cancel", "").text("state")).isEqualTo("CANCELLED");
        int strokes = web.get("/bell/strokes").body().size();
        assertThat(strokes).isLessThan(1_000);
        ring("two", 2);
        ended("two");
        assertThat(web.get("/bell/strokes").body().size()).isEqualTo(strokes + 2);
    }

    @Test
    void exactlySoManyOfTheNextUnitsFail() throws Exception {
        web.put("/faults", "{'seed': 7, 'fail': {'ring': {'fails': 3, 'of': 10}}}");
        ring("one", 12);
        JsonNode operation = ended("one");
        assertThat(operation.path("state").asString()).isEqualTo("FAILED");
        assertThat(operation.path("error").path("code").asString()).isEqualTo("FAILED");
        assertThat(failures(operation)).isEqualTo(3);
        assertThat(web.get("/bell/strokes").body().size()).isEqualTo(9);
        ring("two", 10);
        assertThat(ended("two").path("state").asString()).isEqualTo("DONE");
    }

    @Test
    void withoutSpaceWhatTakesSpaceFails() throws Exception {
        web.put("/faults", "{'noSpace': true}");
        ring("one", 1);
        assertThat(ended("one").path("error").path("code").asString()).isEqualTo("NO_SPACE");
    }

    @Test
    void asManySubmissionsAsAskedForAreRefusedAsBusy() throws Exception {
        web.put("/faults", "{'busy': 2}");
        assertThat(ring("one", 1).status()).isEqualTo(409);
        assertThat(ring("one", 1).text("code")).isEqualTo("BUSY");
        assertThat(ring("one", 1).status()).isEqualTo(202);
    }

    @Test
    void anAnswerThatIsDroppedWasCarriedOutAllTheSame() throws Exception {
        web.put("/faults", "{'dropAnswers': 1}");
        assertThatThrownBy(() -> ring("one", 1)).isInstanceOf(IOException.class);
        assertThat(ended("one").path("state").asString()).isEqualTo("DONE");
    }

    @Test
    void answersAreAsLateAsAskedFor() throws Exception {
        web.put("/faults", "{'latencyMillis': 300, 'jitterMillis': 50, 'seed': 1}");
        long began = System.nanoTime();
        web.get("/bell/strokes");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(299));
    }

    @Test
    void oneThatVanishesRefusesConnectionsAndComesBack() throws Exception {
        web.put("/vanishing", "{'millis': 700, 'how': 'REFUSE'}");
        soon().untilAsserted(
                        () -> assertThatThrownBy(() -> web.get("/bell/strokes")).isInstanceOf(IOException.class));
        soon().ignoreExceptions().until(() -> web.get("/bell/strokes").status() == 200);
    }

    @Test
    void oneThatVanishesCanAlsoDropConnectionsAndStillBeSteered() throws Exception {
        web.put("/vanishing", "{'millis': 500, 'how': 'DROP'}");
        soon().untilAsserted(
                        () -> assertThatThrownBy(() -> web.get("/bell/strokes")).isInstanceOf(IOException.class));
        assertThat(web.get("/faults").status()).isEqualTo(200);
        soon().ignoreExceptions().until(() -> web.get("/bell/strokes").status() == 200);
    }

    @Test
    void whatMakesNoSenseIsRefusedAndSaysWhy() throws Exception {
        assertThat(web.get("/nowhere").text("code")).isEqualTo("NO_SUCH_PATH");
        assertThat(web.post("/bell/operations", "{'id': 'x', 'kind': 'fly', 'request': {}}")
                        .status())
                .isEqualTo(400);
        assertThat(web.post("/bell/operations", "{").text("text")).contains("no JSON");
        assertThat(web.put("/faults", "{'bussy': 1}").status()).isEqualTo(400);
        assertThat(web.put("/faults", "{'fail': {'ring': {'fails': 2, 'of': 1}}}")
                        .text("text"))
                .contains("fails is 2");
        assertThat(web.delete("/bell/strokes/9").status()).isEqualTo(404);
    }

    @Test
    void theNextOneWithTheSameFileGoesOn() throws Exception {
        web.put("/pace", "{'unitMillis': 30}");
        web.put("/faults", "{'busy': 5}");
        for (int i = 0; i < 5; i++) {
            ring("one", 40);
        }
        ring("one", 40);
        soon().until(() -> web.get("/bell/strokes").body().size() >= 2);
        stop();
        simulator = new Simulator(0, folder.resolve("state.json"));
        web = new Web(simulator.address());
        assertThat(ended("one").path("state").asString()).isEqualTo("DONE");
        assertThat(web.get("/faults").body().path("busy").asInt()).isZero();
        assertThat(web.get("/bell/strokes").body().size()).isEqualTo(40);
    }

    @Test
    void aProcessThatIsKilledAmidOperationsHasLostNothingThatItHasTold() throws Exception {
        Path state = folder.resolve("killed.json");
        JavaProcess process = process(state, "first");
        int told = 0;
        try (Web killed = new Web(awaitAddress(process))) {
            killed.put("/pace", "{'unitMillis': 10}");
            killed.post("/bell/operations", "{'id': 'a', 'kind': 'ring', 'request': {'times': 300}}");
            int from = told;
            told = soon().until(() -> killed.get("/bell/strokes").body().size(), strokes -> strokes > from + 20);
        } finally {
            process.kill();
        }
        assertThat(told).isLessThan(300);
        JavaProcess second = process(state, "second");
        try (Web again = new Web(awaitAddress(second))) {
            assertThat(again.get("/bell/strokes").body().size()).isGreaterThanOrEqualTo(told);
            soon().until(() -> again.get("/bell/operations/a").text("state").equals("DONE"));
            JsonNode strokes = again.get("/bell/strokes").body();
            assertThat(StreamSupport.stream(strokes.spliterator(), false).map(JsonNode::asInt))
                    .as("each stroke, once")
                    .isSortedAccordingTo(Comparator.naturalOrder())
                    .containsExactlyElementsOf(IntStream.range(0, 300).boxed().toList());
        } finally {
            second.terminate();
            assertThat(second.awaitExit(Duration.ofSeconds(20))).isEqualTo(143);
        }
    }

    private JavaProcess process(Path state, String name) {
        return JavaProcess.named(name)
                .main(Simulator.class)
                .arguments("--state", state.toString(), "--port", "0")
                .log(folder.resolve(name + ".log"))
                .start();
    }

    private static URI awaitAddress(JavaProcess process) {
        return URI.create(soon().until(
                        () -> process.logs().stream()
                                .filter(line -> line.startsWith("simulator at "))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow()
                .substring("simulator at ".length()));
    }
}
