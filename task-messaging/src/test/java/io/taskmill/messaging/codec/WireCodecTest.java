package io.taskmill.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Json;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.message.ControlMessage;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvents;
import io.taskmill.model.message.ShardMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class WireCodecTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final WireCodec codec = new WireCodec();

    @ParameterizedTest
    @MethodSource("io.taskmill.messaging.codec.Samples#shardMessages")
    void aShardMessageSurvivesTheRoundTrip(ShardMessage message) {
        assertThat(codec.decodeShardMessage(codec.encode(message))).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("io.taskmill.messaging.codec.Samples#controlMessages")
    void aControlMessageSurvivesTheRoundTrip(ControlMessage message) {
        assertThat(codec.decodeControlMessage(codec.encode(message))).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"n\":1.10}",
                "{\"n\":[1e400,1E-400,-2.50e+3,1e99999999999,-0.0,-0,100000000000000000000000000000000.000]}",
                "{\"n\":12345678901234567890}",
                "{\"n\":0.1000000000000000055511151231257827021181583404541015625}",
                "{\"n\":[1,[2,{\"deep\":[[],{}]}]]}",
                "{\"n\":\"Grüße 🚀 \\u0000 \\\" \\\\\"}",
                "{\"n\":null,\"m\":[null,true,false,\"\"]}",
                "{\"a.b\":{\"$c\":1}}",
                "[1,\"two\"]",
                "\"text\"",
                "7",
            })
    void parametersArriveAsTheyWereGiven(String params) {
        RunCommand arrived = (RunCommand) codec.decodeShardMessage(codec.encode(Samples.command(params)));
        assertThat(arrived.spec().params().text()).isEqualTo(params);
    }

    /** Programs from before there were policies send none. */
    @Test
    void membersThatEarlierProgramsLeaveOutHaveTheValueThatTheirAbsenceMeans() {
        ObjectNode message = (ObjectNode) JSON.readTree(codec.encode(Samples.COMMAND));
        ObjectNode command = (ObjectNode) message.get("message");
        command.remove(List.of("attempt", "deadline"));
        ((ObjectNode) command.get("spec")).remove("policy");

        RunCommand arrived = (RunCommand) codec.decodeShardMessage(JSON.writeValueAsBytes(message));
        assertThat(arrived.attempt()).isEqualTo(1);
        assertThat(arrived.deadline()).isNull();
        assertThat(arrived.spec().policy()).isEqualTo(TaskPolicy.DEFAULT);
        assertThat(arrived.spec().params()).isEqualTo(Samples.COMMAND.spec().params());
    }

    @Test
    void unknownMembersOfWhatWasAskedForAreCarriedOnAsTheyCame() {
        byte[] body = bytes(text(codec.encode(Samples.COMMAND))
                .replace("\"creator\"", "\"deadline\":{\"at\":[1.10,null]},\"x\":\"ö\",\"creator\""));
        RunCommand arrived = (RunCommand) codec.decodeShardMessage(body);

        assertThat(arrived.spec().unknown())
                .containsOnly(
                        Map.entry("deadline", new Json("{\"at\":[1.10,null]}")), Map.entry("x", new Json("\"ö\"")));
        assertThat(codec.decodeShardMessage(codec.encode(arrived))).isEqualTo(arrived);
        assertThat(text(codec.encode(arrived)))
                .contains("\"deadline\":{\"at\":[1.10,null]}")
                .contains("\"x\":\"ö\"");
    }

    @Test
    void eventsThatAreTakenApartKeepMembersThatAreUnknown() {
        byte[] body = bytes(text(codec.encode(Samples.EVENTS))
                .replace("\"event\":\"START\"", "\"event\":\"START\",\"cpu\":1.10")
                .replace("\"session\":\"s-1\",\"events\"", "\"session\":\"s-1\",\"zone\":\"b\",\"events\""));

        List<byte[]> parts = codec.splitEvents(body);

        assertThat(parts.stream().map(codec::decodeShardMessage))
                .containsExactlyElementsOf(Samples.EVENTS.events().stream()
                        .map(event -> new RunEvents("s-1", List.of(event)))
                        .toList());
        assertThat(text(parts.getFirst())).contains("\"cpu\":1.10").contains("\"zone\":\"b\"");
        assertThat(text(parts.getLast())).doesNotContain("cpu").contains("\"zone\":\"b\"");
    }

    @Test
    void otherMessagesAreNotTakenApart() {
        byte[] tick = codec.encode(Samples.TICK);

        assertThat(codec.splitEvents(tick)).containsExactly(tick);
    }

    @Test
    void theOrderOfFieldsDoesNotMatter() {
        byte[] body = bytes("""
                {"message":{"at":"2031-05-04T12:00:00.123456789Z","uptime":"PT1.5S","sender":"projector-1",
                 "kind":"TICK"}, "v":1}""");
        assertThat(codec.decodeShardMessage(body)).isEqualTo(Samples.TICK);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
