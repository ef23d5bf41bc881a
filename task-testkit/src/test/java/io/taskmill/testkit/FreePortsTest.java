package io.taskmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void neverHandsOutTheSamePortTwiceAndNoneThatClientsAreGiven() {
        IntStream ports = IntStream.range(0, 50).map(i -> FreePorts.next());
        assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port > 1023 && port < 32_768);
    }
}
