package io.taskmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class MessageJsonTest {

    @Test
    void readsHeadersApartFromProperties() {
        Received message = read("""
                {"payload_bytes":5,"redelivered":true,"exchange":"e","routing_key":"k","message_count":0,
                 "properties":{"delivery_mode":2,"headers":{"n":1,"s":"x","x-death":[{"count":2}]}},
                 "payload":"aGVsbG8=","payload_encoding":"base64"}""");
        assertThat(message.exchange()).isEqualTo("e");
        assertThat(message.routingKey()).isEqualTo("k");
        assertThat(message.redelivered()).isTrue();
        assertThat(message.text()).isEqualTo("hello");
        assertThat(message.properties()).isEqualTo(Map.of("delivery_mode", 2));
        assertThat(message.headers())
                .containsEntry("n", 1)
                .containsEntry("s", "x")
                .containsKey("x-death");
    }

    @Test
    void readsAMessageWithoutPropertiesWhichTheApiWritesAsAList() {
        Received message = read("""
                {"redelivered":false,"exchange":"","routing_key":"q","properties":[],"payload":""}""");
        assertThat(message.properties()).isEmpty();
        assertThat(message.headers()).isEmpty();
        assertThat(message.body()).isEmpty();
    }

    private static Received read(String json) {
        return MessageJson.read(new JsonMapper().readTree(json));
    }
}
