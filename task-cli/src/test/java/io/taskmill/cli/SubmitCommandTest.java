package io.taskmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.cli.Shell.Ran;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitCommandTest {

    private final Shell shell = new Shell();

    @AfterEach
    void close() {
        shell.close();
    }

    private String sent() {
        return shell.api.asked.getFirst().body();
    }

    @Test
    void anAcceptedTaskIsToldByItsIdAlone() {
        shell.api.answer(202, Tasks.ACCEPTED);

        Ran ran = shell.run("submit", "COUNT", "{\"times\":5}");

        assertThat(ran).isEqualTo(new Ran(0, "0197" + System.lineSeparator(), ""));
        assertThat(sent()).isEqualTo("{\"type\":\"COUNT\",\"params\":{\"times\":5}}");
    }

    @Test
    void jsonIsWhatTheApiSaid() {
        shell.api.answer(202, Tasks.ACCEPTED);

        assertThat(shell.run("submit", "COUNT", "{}", "--json").outLines()).containsExactly(Tasks.ACCEPTED);
    }

    @Test
    void everyOptionIsSent() {
        shell.api.answer(202, Tasks.ACCEPTED);

        Ran ran = shell.run(
                "submit",
                "COUNT",
                "--priority",
                "high",
                "--entity",
                "vm:web:1",
                "--creator",
                "ops",
                "--correlation-id",
                "c-1",
                "--recovery",
                "manual",
                "--language",
                "ru");

        assertThat(ran.code()).isZero();
        assertThat(sent())
                .isEqualTo(
                        "{\"type\":\"COUNT\",\"params\":{},\"entity\":{\"type\":\"vm\",\"id\":\"web:1\"},"
                                + "\"creator\":\"ops\",\"priority\":\"high\",\"correlationId\":\"c-1\",\"recovery\":\"manual\"}");
        assertThat(shell.api.asked.getFirst().headers().get("Accept-language")).containsExactly("ru");
    }

    @Test
    void retriesAndTimeoutsAreSentAsTheyAreGiven() {
        shell.api.answer(202, Tasks.ACCEPTED).answer(202, Tasks.ACCEPTED);

        Ran ran = shell.run(
                "submit",
                "COUNT",
                "--retry",
                "5",
                "--backoff",
                "500ms",
                "--max-backoff",
                "2h",
                "--queue-timeout",
                "90",
                "--run-timeout",
                "10m",
                "--deadline",
                "1d");

        assertThat(ran.code()).isZero();
        assertThat(sent())
                .isEqualTo("{\"type\":\"COUNT\",\"params\":{},"
                        + "\"retry\":{\"maxAttempts\":5,\"backoff\":\"PT0.5S\",\"maxBackoff\":\"PT2H\"},"
                        + "\"timeouts\":{\"queue\":\"PT1M30S\",\"run\":\"PT10M\",\"deadline\":\"PT24H\"}}");
        assertThat(shell.run("submit", "COUNT", "--deadline", "2h").code()).isZero();
        assertThat(shell.api.asked.getLast().body())
                .isEqualTo("{\"type\":\"COUNT\",\"params\":{},\"timeouts\":{\"deadline\":\"PT2H\"}}");
    }

    @Test
    void aStartIsSentAsItIsGiven() {
        shell.api.answer(202, Tasks.ACCEPTED).answer(202, Tasks.ACCEPTED);

        assertThat(shell.run("submit", "COUNT", "--delay", "90m").code()).isZero();
        assertThat(sent()).isEqualTo("{\"type\":\"COUNT\",\"params\":{},\"delay\":\"PT1H30M\"}");
        assertThat(shell.run("submit", "COUNT", "--not-before", "2031-05-04T15:00+03:00")
                        .code())
                .isZero();
        assertThat(shell.api.asked.getLast().body())
                .isEqualTo("{\"type\":\"COUNT\",\"params\":{},\"notBefore\":\"2031-05-04T12:00:00Z\"}");
    }

    @Test
    void whatItWaitsForIsSentAsItIsGiven() {
        shell.api.answer(202, Tasks.ACCEPTED).answer(202, Tasks.ACCEPTED);

        assertThat(shell.run("submit", "COUNT", "--after", "0197,0198").code()).isZero();
        assertThat(sent()).isEqualTo("{\"type\":\"COUNT\",\"params\":{},\"after\":{\"tasks\":[\"0197\",\"0198\"]}}");
        assertThat(shell.run("submit", "COUNT", "--after", "0197", "--after", "0198", "--after-any-end")
                        .code())
                .isZero();
        assertThat(shell.api.asked.getLast().body())
                .isEqualTo(
                        "{\"type\":\"COUNT\",\"params\":{},\"after\":{\"tasks\":[\"0197\",\"0198\"],\"on\":\"end\"}}");
        assertThat(shell.run("submit", "COUNT", "--after-any-end").err())
                .contains("--after-any-end says nothing without --after");
    }

    @Test
    void whatThereIsToBeOneOfIsSentAsItIsGiven() {
        shell.api.answer(202, Tasks.ACCEPTED).answer(200, Tasks.ACCEPTED);

        assertThat(shell.run("submit", "COUNT", "--unique", "pool-7").code()).isZero();
        assertThat(sent()).isEqualTo("{\"type\":\"COUNT\",\"params\":{},\"unique\":{\"key\":\"pool-7\"}}");
        assertThat(shell.run("submit", "COUNT", "--unique", "pool-7", "--unique-for", "1h", "--unique-refuse")
                        .code())
                .isZero();
        assertThat(shell.api.asked.getLast().body())
                .isEqualTo("{\"type\":\"COUNT\",\"params\":{},"
                        + "\"unique\":{\"key\":\"pool-7\",\"for\":\"PT1H\",\"otherwise\":\"refuse\"}}");
        assertThat(shell.run("submit", "COUNT", "--unique-refuse").err())
                .contains("--unique-for and --unique-refuse say nothing without --unique");
    }

    @Test
    void aStartThatIsNoneIsTold() {
        assertThat(shell.run("submit", "COUNT", "--not-before", "tomorrow").err())
                .contains("'tomorrow' is no date and time with an offset such as 2031-05-04T12:00:00Z");
        assertThat(shell.run("submit", "COUNT", "--delay", "1s", "--not-before", "2031-05-04T12:00:00Z")
                        .err())
                .contains("a task starts at an instant or after a delay, not both");
    }

    @Test
    void aSubmissionUnderAKeyIsRepeatedWithIt() {
        shell.api.answer(503, "{\"status\":503}").answer(200, Tasks.ACCEPTED);

        Ran ran = shell.run("submit", "COUNT", "--idempotency-key", "order-17");

        assertThat(ran).isEqualTo(new Ran(0, "0197" + System.lineSeparator(), ""));
        assertThat(shell.api.asked).hasSize(2).allSatisfy(asked -> assertThat(
                        asked.headers().get("Idempotency-key"))
                .containsExactly("\"order-17\""));
    }

    @Test
    void aKeyWithASpaceIsAUsageError() {
        Ran ran = shell.run("submit", "COUNT", "--idempotency-key", "order 17");

        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err()).contains("idempotency key must have 1 to 255 visible ASCII characters");
        assertThat(shell.api.asked).isEmpty();
    }

    @Test
    void anEntityMayBeATypeAlone() {
        shell.api.answer(202, Tasks.ACCEPTED);

        assertThat(shell.run("submit", "COUNT", "--entity", "vm").code()).isZero();
        assertThat(sent()).contains("\"entity\":{\"type\":\"vm\"}");
    }

    @Test
    void parametersMayComeFromStandardInput() {
        shell.api.answer(202, Tasks.ACCEPTED);
        shell.typed("{\"text\":\"привет\"}\n");

        assertThat(shell.run("submit", "COUNT", "-").code()).isZero();
        assertThat(sent()).contains("{\"text\":\"привет\"}");
    }

    @Test
    void standardInputThatIsNotUtf8IsAUsageError() {
        shell.in = new byte[] {'"', (byte) 0xFF, '"'};

        assertThat(shell.run("submit", "COUNT", "-").code()).isEqualTo(64);
    }

    @Test
    void theLanguageIsThatOfTheEnvironment() {
        shell.api.answer(202, Tasks.ACCEPTED);
        shell.environment.put("LANG", "ru_RU.UTF-8");

        assertThat(shell.run("submit", "COUNT").code()).isZero();
        assertThat(shell.api.asked.getFirst().headers().get("Accept-language")).containsExactly("ru-RU");
    }

    @Test
    void theAddressIsThatOfTheEnvironment() {
        shell.api.answer(202, Tasks.ACCEPTED);
        shell.environment.put("TASKMILL_ADDRESS", shell.api.address().toString());

        assertThat(shell.runAsTyped("submit", "COUNT").code()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "submit",
        "'submit COUNT {'",
        "'submit COUNT {} --priority urgent'",
        "'submit COUNT {} {}'",
        "'submit COUNT {} --pool x'",
        "'submit COUNT --timeout never'",
        "'submit COUNT --retry often'",
        "'submit COUNT --backoff PT1S'",
        "'submit COUNT --deadline 0'",
        "cancel",
        "'cancel 0197 --why x'",
        "retry",
        "'retry 0197 0198'",
        "'submit COUNT --address nowhere'",
        "'dance'",
        "'submit COUNT --language r\u00fc'",
        "''"
    })
    void aWrongCommandLineIsAUsageErrorThatPointsToTheHelp(String line) {
        Ran ran = shell.runAsTyped(line.isEmpty() ? new String[] {"--nonsense"} : line.split(" ", -1));

        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("taskmill: ").contains("--help' tells more");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 413, 415, 422})
    void aRefusalIsToldWithItsReason(int status) {
        shell.api.answer(status, "{\"title\":\"No\",\"detail\":\"because\"}");

        Ran ran = shell.run("submit", "COUNT");

        assertThat(ran.code()).isEqualTo(65);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("No (HTTP " + status + "): because");
    }

    @Test
    void aRefusalInJsonIsTheProblemOfTheApi() {
        String problem = "{\"title\":\"No\",\"errors\":[{\"pointer\":\"/params\"}]}";
        shell.api.answer(422, problem);

        Ran ran = shell.run("submit", "COUNT", "--json");

        assertThat(ran.code()).isEqualTo(65);
        assertThat(ran.err().lines()).containsExactly(problem);
    }

    @Test
    void aTaskThatMayHaveBeenAcceptedIsNamed() {
        shell.api.answer(503, Map.of("Retry-After", "1"), "{\"title\":\"Unknown\",\"taskId\":\"0197\"}");

        Ran ran = shell.run("submit", "COUNT", "--follow");

        assertThat(ran.code()).isEqualTo(69);
        assertThat(ran.err()).contains("./taskmill show 0197");
    }

    @Test
    void aFollowedTaskThatFinishesIsSuccess() {
        shell.api
                .answer(202, Tasks.ACCEPTED)
                .answer(200, Tasks.running(20, "PT1S"))
                .answer(200, Tasks.running(20, "PT2S"))
                .answer(200, Tasks.running(40, "PT2S"))
                .answer(200, Tasks.finished());

        Ran ran = shell.run("submit", "COUNT", "--follow");

        assertThat(ran.code()).isZero();
        assertThat(ran.outLines())
                .containsExactly(
                        "0197",
                        " 20 %  IN_PROGRESS  Round 2 of 5  1 s, about 4 s left",
                        " 40 %  IN_PROGRESS  Round 2 of 5  2 s, about 3 s left",
                        "100 %  FINISHED  5 s",
                        "state       FINISHED",
                        "output      {\"counted\":5}");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void aFollowedTaskThatFailsIsNoSuccess() {
        shell.api.answer(202, Tasks.ACCEPTED).answer(200, Tasks.failed("no space"));

        Ran ran = shell.run("submit", "FAIL", "--follow");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("FAILED").contains("FULL: no space");
    }

    @Test
    void aTaskIsFollowedThroughOutages() {
        shell.api
                .answer(202, Tasks.ACCEPTED)
                .answer(503, Map.of("Retry-After", "3"), "{\"title\":\"The store does not answer\"}")
                .answer(502, "<html>")
                .answer(200, Tasks.running(20, "PT1S"))
                .answer(200, Tasks.finished());

        Ran ran = shell.run("submit", "COUNT", "--follow");

        assertThat(ran.code()).isZero();
        assertThat(ran.err().lines())
                .hasSize(2)
                .first()
                .asString()
                .contains("The store does not answer")
                .endsWith("asking again");
        assertThat(shell.pauses.getFirst()).hasSeconds(3);
    }

    @Test
    void aFollowedTaskInJsonIsOneDocumentALineForEachChange() {
        String running = Tasks.running(20, "PT1S");
        shell.api
                .answer(202, Tasks.ACCEPTED)
                .answer(200, running)
                .answer(200, Tasks.running(20, "PT2S"))
                .answer(503, "{\"title\":\"away\"}")
                .answer(200, Tasks.finished().replace(",", ",\n "));

        Ran ran = shell.run("submit", "COUNT", "--follow", "--json");

        assertThat(ran.code()).isZero();
        assertThat(ran.outLines()).containsExactly(running, Tasks.finished().replace(",", ",  "));
        assertThat(ran.err().lines()).containsExactly("{\"title\":\"away\"}");
    }
}
