package io.taskmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class BrokerAddressTest {

    private static final URI MANAGEMENT = URI.create("http://rabbit:2");

    @Test
    void encodesEachPartOfTheUri() {
        BrokerAddress address = new BrokerAddress("rabbit", 1, "a@b", "p/w:1 +", MANAGEMENT);
        assertThat(address.uri("team/a b")).isEqualTo("amqp://a%40b:p%2Fw%3A1%20%2B@rabbit:1/team%2Fa%20b");
    }

    @Test
    void readsBackTheUserItWrote() {
        BrokerAddress address = new BrokerAddress("rabbit", 1, "a@b", "p/w:1 +", MANAGEMENT);
        assertThat(BrokerAddress.parse(address.uri("v"), "http://rabbit:2")).isEqualTo(address);
    }

    @Test
    void takesAPlusInAPasswordLiterally() {
        assertThat(BrokerAddress.parse("amqp://u:a+b@h", null).password()).isEqualTo("a+b");
    }

    @Test
    void fillsInWhatRabbitMqAssumes() {
        assertThat(BrokerAddress.parse("amqp://rabbit", null))
                .isEqualTo(new BrokerAddress("rabbit", 5672, "guest", "guest", URI.create("http://rabbit:15672")));
    }

    @Test
    void refusesOtherSchemesWithoutShowingThePassword() {
        assertThatThrownBy(() -> BrokerAddress.parse("http://user:secret@rabbit", null))
                .isInstanceOf(TestkitException.class)
                .hasMessageContaining("amqp://user:password@host:port")
                .hasMessageNotContaining("secret");
    }

    @Test
    void keepsThePasswordOutOfItsText() {
        assertThat(BrokerAddress.parse("amqp://user:secret@rabbit", null))
                .asString()
                .doesNotContain("secret");
    }
}
