package io.taskmill.cli.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FollowerTest {

    @ParameterizedTest
    @CsvSource({
        ",0,PT0.5S",
        ",1,PT1S",
        ",4,PT8S",
        ",5,PT10S",
        ",1000000,PT10S",
        "PT3S,0,PT3S",
        "PT0S,7,PT0.3S",
        "PT3600S,0,PT10S"
    })
    void patienceGrowsUnlessTheApiSaysWhenAndHasBounds(@Nullable Duration retryAfter, int failures, Duration pause) {
        assertThat(Follower.patience(retryAfter, failures)).isEqualTo(pause);
    }
}
