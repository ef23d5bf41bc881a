package io.taskmill.api.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.taskmill.api.body.AskedStart;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.problem.Violation;
import io.taskmill.model.After;
import io.taskmill.model.EntityRef;
import io.taskmill.model.Priority;
import io.taskmill.model.TaskId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionParserTest {

    private final SubmissionParser parser = new SubmissionParser();

    @Test
    void everyMemberIsRead() {
        Submission submission = parse("""
                {"type": "COUNT", "params": {"times": 3}, "entity": {"type": "vm", "id": "7"}, "creator": "ops",
                 "priority": "high", "correlationId": "c-1",
                 "retry": {"maxAttempts": 5, "backoff": "PT0.5S", "maxBackoff": "P1DT2H3M", "neverOn": ["A", "B", "A"]},
                 "timeouts": {"queue": "PT1H", "run": "PT90M", "deadline": "P7D"}, "delay": "PT90M"}""");
        assertThat(submission.type()).isEqualTo("COUNT");
        assertThat(submission.params().text()).isEqualTo("{\"times\":3}");
        assertThat(submission.entity()).isEqualTo(new EntityRef("vm", "7"));
        assertThat(submission.creator()).isEqualTo("ops");
        assertThat(submission.priority()).isEqualTo(Priority.HIGH);
        assertThat(submission.correlationId()).isEqualTo("c-1");
        assertThat(submission.policy())
                .isEqualTo(new AskedPolicy(
                        new AskedPolicy.Retry(5, Duration.ofMillis(500), Duration.parse("P1DT2H3M"), Set.of("A", "B")),
                        new AskedPolicy.Limits(Duration.ofHours(1), Duration.ofMinutes(90), Duration.ofDays(7)),
                        null));
        assertThat(submission.start()).isEqualTo(new AskedStart(null, Duration.ofMinutes(90)));
    }

    @ParameterizedTest
    @CsvSource({
        "2031-05-04T12:00:00Z, 2031-05-04T12:00:00Z",
        "2031-05-04T15:00:00.1239+03:00, 2031-05-04T12:00:00.123Z",
    })
    void aTaskMayStartAtAnInstantOfAnyOffset(String text, Instant instant) {
        assertThat(parse("{\"type\":\"T\",\"notBefore\":\"" + text + "\"}").start())
                .isEqualTo(new AskedStart(instant, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "notBefore":"2031-05-04"                             | /notBefore
            "notBefore":"2031-05-04T12:00:00"                    | /notBefore
            "notBefore":1000                                     | /notBefore
            "notBefore":"+999999999-12-31T23:59:59.999999999-18:01" | /notBefore
            "delay":"PT0S"                                       | /delay
            "delay":"P3654D"                                     | /delay
            "delay":90                                           | /delay
            "delay":"PT1S","notBefore":"2031-05-04T12:00:00Z"    | /delay
            """, quoteCharacter = '`')
    void aStartThatIsNoneIsRefusedWithItsPlace(String members, String pointer) {
        assertThat(violations("{\"type\":\"T\"," + members + "}"))
                .extracting(Violation::pointer)
                .containsExactly(pointer);
    }

    @Test
    void aStartMayBeTenYearsAheadAndOneThatHasPassedIsNone() {
        Instant now = Instant.parse("2031-05-04T12:00:00Z");
        Instant latest = now.plus(AskedStart.LATEST);
        assertThat(new AskedStart(latest, null).violations(now)).isEmpty();
        assertThat(new AskedStart(latest.plusMillis(1), null).violations(now))
                .extracting(Violation::pointer)
                .containsExactly("/notBefore");
        assertThat(new AskedStart(latest, null).after(now)).isEqualTo(latest);
        assertThat(new AskedStart(null, Duration.ofSeconds(1)).after(now)).isEqualTo(now.plusSeconds(1));
        assertThat(new AskedStart(now, null).after(now)).isNull();
        assertThat(new AskedStart(null, null).after(now)).isNull();
    }

    @Test
    void aTaskMayStartAfterOthers() {
        String first = "0197a6f0-3c2e-7b41-9d52-6f1c0a8e4b37";
        String second = "0197a6f0-3c2e-7b41-9d52-6f1c0a8e4b38";
        String tasks = "{\"type\":\"T\",\"after\":{\"tasks\":[\"" + first + "\",\"" + second + "\",\"" + first + "\"]";
        List<TaskId> both = List.of(TaskId.parse(first), TaskId.parse(second));
        assertThat(parse(tasks + "}}").after().after()).isEqualTo(new After(both, After.On.SUCCESS));
        assertThat(parse(tasks + ",\"on\":\"success\"}}").after().after()).isEqualTo(new After(both, After.On.SUCCESS));
        assertThat(parse(tasks + ",\"on\":\"end\"}}").after().after()).isEqualTo(new After(both, After.On.END));
        assertThat(parse("{\"type\":\"T\",\"after\":null}").after().after()).isNull();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            []                                                                     | /after
            {}                                                                     | /after/tasks
            {"tasks":[]}                                                           | /after/tasks
            {"tasks":"0197a6f0-3c2e-7b41-9d52-6f1c0a8e4b37"}                       | /after/tasks
            {"tasks":[7]}                                                          | /after/tasks
            {"tasks":["seven"]}                                                    | /after/tasks
            {"tasks":["0197a6f0-3c2e-7b41-9d52-6f1c0a8e4b37"],"on":"failure"}      | /after/on
            {"tasks":["0197a6f0-3c2e-7b41-9d52-6f1c0a8e4b37"],"on":"END"}          | /after/on
            {"tasks":["0197a6f0-3c2e-7b41-9d52-6f1c0a8e4b37"],"more":1}            | /after/more
            """, delimiter = '|', quoteCharacter = '`')
    void whatIsWaitedForHasItsForm(String after, String pointer) {
        assertThat(violations("{\"type\":\"T\",\"after\":" + after + "}"))
                .extracting(Violation::pointer)
                .containsExactly(pointer);
    }

    @Test
    void whatIsSaidOfRetriesAndTimeoutsMayBePartOfIt() {
        AskedPolicy policy = parse("""
                {"type": "T", "retry": {"maxAttempts": 2, "backoff": null}, "timeouts": {"run": "PT1.0019S"}}""").policy();
        assertThat(policy)
                .isEqualTo(new AskedPolicy(
                        new AskedPolicy.Retry(2, null, null, null),
                        new AskedPolicy.Limits(null, Duration.ofMillis(1001), null),
                        null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"COUNT\"}",
                "{\"type\":\"COUNT\",\"params\":null,\"entity\":null,\"creator\":null,\"priority\":null,"
                        + "\"correlationId\":null,\"retry\":null,\"timeouts\":null}"
            })
    void whatIsAbsentOrNullHasItsDefault(String body) {
        Submission submission = parse(body);
        assertThat(submission.params().text()).isEqualTo("{}");
        assertThat(submission.paramsTree().isObject()).isTrue();
        assertThat(submission.priority()).isEqualTo(Priority.NORMAL);
        assertThat(submission.entity()).isNull();
        assertThat(submission.creator()).isNull();
        assertThat(submission.correlationId()).isNull();
        assertThat(submission.policy()).isEqualTo(AskedPolicy.NOTHING);
        assertThat(submission.start()).isEqualTo(new AskedStart(null, null));
    }

    @Test
    void parametersLoseNoDigit() {
        String numbers = "{\"a\":1.10,\"b\":12345678901234567890,\"c\":1e2,\"d\":-0.0,\"e\":[1E+5,\"ö\\n\"]}";
        assertThat(parse("{\"priority\":\"low\",\"params\":" + numbers + ",\"type\":\"T\"}")
                        .params()
                        .text())
                .isEqualTo(numbers);
    }

    @Test
    void aMemberOfTheSameNameFurtherInsideIsNotTakenForTheParameters() {
        Submission submission = parse(
                "{\"entity\":{\"type\":\"params\"},\"creator\":\"params\",\"params\":[{\"params\":1}],\"type\":\"T\"}");
        assertThat(submission.params().text()).isEqualTo("[{\"params\":1}]");
    }

    @Test
    void wholeNumbersAreIntegersForTheSchemaHoweverTheyAreWritten() {
        assertThat(parse("{\"type\":\"T\",\"params\":{\"n\":[1e2,1.0,1.5]}}")
                        .paramsTree()
                        .toString())
                .isEqualTo("{\"n\":[100,1,1.5]}");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {"type":                         | 1 | Unexpected end-of-input
            {"type":"T"} x                   | 1 | Unrecognized token 'x'
            {"type":"T"}{"type":"T"}         | 1 | Trailing token
            {"type":"T","type":"U"}          | 1 | Duplicate Object property "type"
            {"type":"T","params":{"a":1,"a":2}} | 1 | Duplicate Object property "a"
            {'type':"T"}                     | 1 | Unexpected character
            {"type":"T","params":{"n":NaN}}  | 1 | NaN
            {"type":"T","params":{"n":01}}   | 1 | zero
            """)
    void whatIsNoJsonIsRefusedWithItsPlace(String body, int line, String message) {
        ApiException problem = refused(body.getBytes(StandardCharsets.UTF_8));
        assertThat(problem.getBody().getDetail())
                .startsWith("Line " + line + ", column ")
                .contains(message);
        assertThat(problem.getBody().getProperties())
                .containsEntry("line", line)
                .containsKey("column");
    }

    @Test
    void nothingAtAllIsRefused() {
        assertThat(refused(new byte[0]).getBody().getDetail()).contains("empty");
    }

    @Test
    void whatIsNotUtf8IsRefused() {
        assertThat(refused("{\"type\":\"T\"}".getBytes(StandardCharsets.UTF_16))
                        .getBody()
                        .getDetail())
                .contains("UTF-8");
    }

    @Test
    void nestingIsBounded() {
        String deep = "[".repeat(100) + "]".repeat(100);
        assertThat(refused(("{\"type\":\"T\",\"params\":" + deep + "}").getBytes(StandardCharsets.UTF_8))
                        .getBody()
                        .getDetail())
                .contains("nesting depth");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            []                                          | `` | must be an object
            "COUNT"                                     | `` | must be an object
            {}                                          | /type | is required
            {"type":null}                               | /type | is required
            {"type":5}                                  | /type | must be a string
            {"type":""}                                 | /type | must have 1 to 255 characters
            {"type":"T","colour":1}                     | /colour | is not a known member
            {"type":"T","a/b~c":1}                      | /a~1b~0c | is not a known member
            {"type":"T","priority":"urgent"}            | /priority | must be one of high, normal, low
            {"type":"T","priority":1}                   | /priority | must be a string
            {"type":"T","entity":"vm"}                  | /entity | must be an object
            {"type":"T","entity":{}}                    | /entity/type | is required
            {"type":"T","entity":{"type":"vm","id":7}}  | /entity/id | must be a string
            {"type":"T","entity":{"type":"vm","x":7}}   | /entity/x | is not a known member
            {"type":"T","creator":["a"]}                | /creator | must be a string
            {"type":"T","retry":3}                      | /retry | must be an object
            {"type":"T","retry":{"attempts":3}}         | /retry/attempts | is not a known member
            {"type":"T","retry":{"maxAttempts":0}}      | /retry/maxAttempts | must be a whole number of 1 to 1000
            {"type":"T","retry":{"maxAttempts":1001}}   | /retry/maxAttempts | must be a whole number of 1 to 1000
            {"type":"T","retry":{"maxAttempts":99999999999}} | /retry/maxAttempts | must be a whole number of 1 to 1000
            {"type":"T","retry":{"maxAttempts":1.5}}    | /retry/maxAttempts | must be a whole number of 1 to 1000
            {"type":"T","retry":{"maxAttempts":"3"}}    | /retry/maxAttempts | must be a whole number of 1 to 1000
            {"type":"T","retry":{"backoff":1000}}       | /retry/backoff | must be an ISO-8601 duration
            {"type":"T","retry":{"backoff":"10s"}}      | /retry/backoff | must be an ISO-8601 duration
            {"type":"T","retry":{"backoff":"P1M"}}      | /retry/backoff | must be an ISO-8601 duration
            {"type":"T","retry":{"backoff":"PT9999999999S"}} | /retry/backoff | must be an ISO-8601 duration
            {"type":"T","retry":{"backoff":"PT0S"}}     | /retry/backoff | must be PT0.001S to PT168H
            {"type":"T","retry":{"backoff":"PT0.0009S"}} | /retry/backoff | must be PT0.001S to PT168H
            {"type":"T","retry":{"backoff":"P7DT0.001S"}} | /retry/backoff | must be PT0.001S to PT168H
            {"type":"T","retry":{"maxBackoff":"P999999999DT999999999H"}} | /retry/maxBackoff | must be PT0.001S to PT168H
            {"type":"T","retry":{"backoff":"PT2S","maxBackoff":"PT1S"}} | /retry/maxBackoff | must be at least backoff, PT2S
            {"type":"T","retry":{"neverOn":"A"}}        | /retry/neverOn | must be an array of at most 64 strings
            {"type":"T","retry":{"neverOn":[1]}}        | /retry/neverOn | strings of 1 to 127 characters
            {"type":"T","retry":{"neverOn":[""]}}       | /retry/neverOn | strings of 1 to 127 characters
            {"type":"T","timeouts":"PT1S"}              | /timeouts | must be an object
            {"type":"T","timeouts":{"total":"PT1S"}}    | /timeouts/total | is not a known member
            {"type":"T","timeouts":{"queue":"soon"}}    | /timeouts/queue | must be an ISO-8601 duration
            {"type":"T","timeouts":{"run":"PT0S"}}      | /timeouts/run | must be PT0.001S to PT8784H
            {"type":"T","timeouts":{"deadline":"P367D"}} | /timeouts/deadline | must be PT0.001S to PT8784H
            {"type":"T","params":{"n":[1e999999999]}}   | /params/n/0 | beyond the range
            {"type":"T","params":{"n":1e-999}}          | /params/n | beyond the range
            {"type":"T","params":{"s":"\\ud800"}}       | /params/s | surrogate
            {"type":"T","params":{"\\udc00":1}}         | /params | surrogate
            """)
    void whatIsNoSubmissionIsRefusedWithAPointer(String body, String pointer, String message) {
        assertThat(violations(body)).singleElement().satisfies(violation -> {
            assertThat(violation.pointer()).isEqualTo(pointer);
            assertThat(violation.message()).contains(message);
        });
    }

    @Test
    void textsHaveAtMost255Characters() {
        String longest = "x".repeat(255);
        assertThat(parse("{\"type\":\"T\",\"creator\":\"" + longest + "\",\"correlationId\":\"" + longest + "\"}")
                        .creator())
                .isEqualTo(longest);
        assertThat(violations(
                        "{\"type\":\"T\",\"creator\":\"" + longest + "x\",\"correlationId\":\"" + longest + "x\"}"))
                .extracting(Violation::pointer)
                .containsExactly("/creator", "/correlationId");
    }

    private Submission parse(String body) {
        return parser.parse(body.getBytes(StandardCharsets.UTF_8));
    }

    private ApiException refused(byte[] body) {
        ApiException problem = Objects.requireNonNull(
                catchThrowableOfType(ApiException.class, () -> parser.parse(body)), "it was not refused");
        assertThat(problem.type()).isEqualTo(ProblemType.MALFORMED);
        return problem;
    }

    @SuppressWarnings("unchecked")
    private List<Violation> violations(String body) {
        Map<String, Object> members = Objects.requireNonNull(
                refused(body.getBytes(StandardCharsets.UTF_8)).getBody().getProperties());
        return (List<Violation>) Objects.requireNonNull(members.get("errors"));
    }
}
