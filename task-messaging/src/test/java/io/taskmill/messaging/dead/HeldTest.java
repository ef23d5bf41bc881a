package io.taskmill.messaging.dead;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HeldTest {

    private final List<String> sent = new ArrayList<>();
    private final Channel channel = (Channel) Proxy.newProxyInstance(
            Channel.class.getClassLoader(), new Class<?>[] {Channel.class}, (_, method, arguments) -> {
                sent.add(method.getName() + " " + arguments[0] + " " + arguments[1]);
                return null;
            });
    private final List<Fetched> letters =
            LongStream.rangeClosed(1, 6).mapToObj(HeldTest::fetched).toList();
    private final Held held = new Held(channel, 9, letters);

    @Test
    void whatBeginsTheQueueIsAcknowledgedAtOnceAndTheRestOneByOne() throws IOException {
        held.acknowledge(List.of(letters.get(1), letters.get(0), letters.get(2), letters.get(4)));
        assertThat(sent).containsExactly("basicAck 3 true", "basicAck 5 false");
        assertThat(held.acknowledged()).isEqualTo(4);
    }

    @Test
    void nothingInFrontOfItIsAcknowledgedWithALetter() throws IOException {
        held.acknowledge(List.of(letters.get(3)));
        assertThat(sent).containsExactly("basicAck 4 false");
        held.acknowledge(List.of());
        assertThat(sent).hasSize(1);
    }

    private static Fetched fetched(long tag) {
        LetterId id = new LetterId("%032x".formatted(tag));
        return new Fetched(tag, new DeadLetter(id, null, null, null, 0, new byte[0], true), null);
    }
}
