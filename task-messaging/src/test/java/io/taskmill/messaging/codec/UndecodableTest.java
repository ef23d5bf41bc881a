package io.taskmill.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.taskmill.model.message.ControlMessage;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is no message is refused as such, with a reason that a reader of dead letters can act on (invariant 6). */
class UndecodableTest {

    /** A reason travels in a header, which has to fit into one frame. */
    private static final int LONGEST_REASON = 4_096;

    private static final JsonMapper JSON = new JsonMapper();

    private final WireCodec codec = new WireCodec();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    hello, world            | not a JSON object
                    ``                      | not a JSON object
                    ` `                     | not a JSON object
                    {"v":1,"message":       | not a JSON object
                    [1,2,3]                 | not a JSON object
                    "RUN"                   | not a JSON object
                    7                       | not a JSON object
                    {"name":"else","id":7}  | unknown version null
                    {}                      | unknown version null
                    {"v":1}                 | message
                    {"v":1,"message":null}  | message
                    {"v":1,"message":"RUN"} | message
                    {"v":1,"message":{}}    | kind
                    {"v":1,"message":{"kind":"DANCE"}} | DANCE
                    {"v":1,"message":{"kind":null}}    | kind
                    """)
    void theReasonNamesTheCause(String body, String cause) {
        assertThat(reasonFor(body)).contains(cause);
    }

    @Test
    void theJsonValueNullIsNoMessage() {
        assertThat(reasonFor("null")).isNotEmpty();
    }

    @Test
    void noiseIsNoMessageAndItsReasonStaysShort() {
        byte[] noise = new byte[1 << 20];
        new Random(7).nextBytes(noise);
        assertThat(reasonFor(noise)).contains("not a JSON object").hasSizeLessThan(LONGEST_REASON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2", "-1", "\"one\"", "null", "99999999999", "{}"})
    void anotherVersionIsToldAsSuch(String version) {
        String tick = new String(codec.encode(Samples.TICK), StandardCharsets.UTF_8);
        assertThat(reasonFor(tick.replace("\"v\":1", "\"v\":" + version))).contains("version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"kind\":\"DANCE\"}", "\"packed\"", "null", "{}"})
    void anotherVersionIsToldAsSuchHoweverItsMessageLooks(String message) {
        assertThat(reasonFor("{\"v\":2,\"message\":" + message + "}")).contains("unknown version 2");
        assertThat(reasonFor("{\"v\":2,\"stuff\":" + message + "}")).contains("unknown version 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v",
                "/message",
                "/message/task",
                "/message/epoch",
                "/message/spec",
                "/message/spec/type",
                "/message/spec/typeVersion",
                "/message/spec/pool",
                "/message/spec/priority",
                "/message/spec/params",
                "/message/spec/created",
                "/message/spec/entity/type"
            })
    void aRequiredFieldMustBeThereAndHaveAValue(String path) {
        String name = path.equals("/v") ? "version" : path.substring(path.lastIndexOf('/') + 1);

        ObjectNode missing = command();
        parent(missing, path).remove(path.substring(path.lastIndexOf('/') + 1));
        assertThat(reasonFor(missing.toString())).contains(name);

        ObjectNode withNull = command();
        parent(withNull, path).putNull(path.substring(path.lastIndexOf('/') + 1));
        assertThat(reasonFor(withNull.toString())).contains(name);
    }

    @ParameterizedTest
    @CsvSource({
        "/message/task, not-a-uuid",
        "/message/epoch, many",
        "/message/epoch, 0",
        "/message/spec, text",
        "/message/spec/type, lower case",
        "/message/spec/pool, UPPER",
        "/message/spec/priority, urgent",
        "/message/spec/created, yesterday",
        "/message/spec/entity, vm-7"
    })
    void aValueOfTheWrongTypeOrAgainstARuleIsNamed(String path, String value) {
        ObjectNode wrong = command();
        String name = path.substring(path.lastIndexOf('/') + 1);
        parent(wrong, path).put(name, value);
        assertThat(reasonFor(wrong.toString())).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "{}", "1", "]", ","})
    void nothingMayFollowAMessage(String garbage) {
        String tick = new String(codec.encode(Samples.TICK), StandardCharsets.UTF_8);
        assertThat(reasonFor(tick + garbage)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/message/kind", "/message/spec/type", "/message/spec/priority", "/message/epoch", "/v"})
    void aReasonStaysShortHoweverLongTheOffendingValue(String path) {
        ObjectNode wrong = command();
        parent(wrong, path).put(path.substring(path.lastIndexOf('/') + 1), "x".repeat(200_000));
        assertThat(reasonFor(wrong.toString()).length())
                .as("length of the reason")
                .isLessThan(LONGEST_REASON);
    }

    @Test
    void nestingWithoutEndIsNoMessage() {
        assertThat(reasonFor("{\"v\":1,\"message\":" + "[".repeat(500_000))).isNotEmpty();
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertThat(reasonFor(codec.encode(Samples.command(deep)))).isNotEmpty();
    }

    @Test
    void aMessageOfTheOtherVocabularyIsNotMistaken() {
        assertThat(reasonFor(codec.encode(new ControlMessage.Probe()))).contains("PROBE");
        UndecodableException refusal = catchThrowableOfType(
                UndecodableException.class, () -> codec.decodeControlMessage(codec.encode(Samples.TICK)));
        assertThat(refusal).hasMessageContaining("TICK");
    }

    private ObjectNode command() {
        return (ObjectNode) JSON.readTree(codec.encode(Samples.COMMAND));
    }

    private static ObjectNode parent(ObjectNode root, String path) {
        return (ObjectNode) root.at(path.substring(0, path.lastIndexOf('/')));
    }

    private String reasonFor(String body) {
        return reasonFor(body.getBytes(StandardCharsets.UTF_8));
    }

    private String reasonFor(byte[] body) {
        UndecodableException refusal =
                catchThrowableOfType(UndecodableException.class, () -> codec.decodeShardMessage(body));
        assertThat(refusal).as("refusal").isNotNull();
        return String.valueOf(refusal.getMessage());
    }
}
