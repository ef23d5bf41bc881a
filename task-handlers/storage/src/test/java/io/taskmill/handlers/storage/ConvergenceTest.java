package io.taskmill.handlers.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvergenceTest {

    @ParameterizedTest(name = "from {0} to {1}: {2} there, {3} active and clean are {4} %")
    @CsvSource({
        "64, 128, 64, 60, 0",
        "64, 128, 96, 96, 50",
        "64, 128, 128, 127, 98",
        "64, 128, 128, 128, 100",
        "128, 64, 128, 128, 0",
        "128, 64, 96, 96, 50",
        "128, 64, 65, 60, 99",
        "128, 64, 64, 64, 100",
        "64, 64, 64, 32, 50",
        "64, 64, 64, 64, 100",
        "1, 65536, 65536, 65535, 99",
    })
    void howMuchOfTheWayIsDone(int before, int target, int there, int activeClean, int percent) {
        Convergence convergence = new Convergence(target, there, activeClean);
        assertThat(convergence.percentFrom(before)).isEqualTo(percent);
        assertThat(convergence.isReached()).isEqualTo(percent == 100);
    }
}
