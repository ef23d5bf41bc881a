package io.taskmill.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.impl.LongStringHelper;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerVersionTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "RabbitMQ, 3.10.8, 3, false",
        "RabbitMQ, 3.13.7, 3, false",
        "RabbitMQ, 4.0.1, 4, true",
        "RabbitMQ, 4.1.0+beta.2, 4, true",
        "RabbitMQ, 10.2.0, 10, true",
        "RabbitMQ, unknown, 0, false",
        "qpid, 10.1.0, 10, false",
    })
    void onlyRabbitMqSince4LimitsDeliveriesUnlessToldOtherwise(
            String product, String version, int major, boolean limits) {
        BrokerVersion announced = BrokerVersion.of(Map.of(
                "product", LongStringHelper.asLongString(product), "version", LongStringHelper.asLongString(version)));

        assertThat(announced).isEqualTo(new BrokerVersion(product, major));
        assertThat(announced.limitsDeliveries()).isEqualTo(limits);
    }

    @Test
    void aBrokerThatTellsNothingIsTakenForOneWithoutALimit() {
        assertThat(BrokerVersion.of(null).limitsDeliveries()).isFalse();
        assertThat(BrokerVersion.of(new HashMap<>()).limitsDeliveries()).isFalse();
    }
}
