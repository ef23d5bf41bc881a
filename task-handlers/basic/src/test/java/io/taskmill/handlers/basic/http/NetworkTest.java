package io.taskmill.handlers.basic.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, 10.1.255.255, 10.2.0.0",
        "0.0.0.0/0, 255.255.255.255, ::1",
        "192.168.1.7, 192.168.1.7, 192.168.1.8",
        "192.168.1.6/31, 192.168.1.7, 192.168.1.8",
        "fd12::/48, fd12::ffff:1, fd12:0:1::",
        "::/0, ::1, 10.0.0.1",
        "::ffff:10.0.0.1, 10.0.0.1, 10.0.0.2",
    })
    void holdsTheAddressesThatBeginAlike(String network, String inside, String outside) {
        assertThat(Network.parse(network).contains(InetAddress.ofLiteral(inside)))
                .isTrue();
        assertThat(Network.parse(network).contains(InetAddress.ofLiteral(outside)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "localhost",
                "10.0.0",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "10.0.0.1/8",
                "10.0.0.0/99999999999",
                "fe80::1%eth0",
                "fd12::/129",
                "fd12::1/16",
                "256.0.0.1",
                "a.b",
            })
    void refusesWhatIsNoNetwork(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Network.parse(text));
    }

    @Test
    void tellsAnAddressFromANetwork() {
        assertThat(Network.parse("10.0.0.1").isSingle()).isTrue();
        assertThat(Network.parse("10.0.0.1/32").isSingle()).isTrue();
        assertThat(Network.parse("10.0.0.0/31").isSingle()).isFalse();
        assertThat(Network.parse("::1").isSingle()).isTrue();
    }
}
