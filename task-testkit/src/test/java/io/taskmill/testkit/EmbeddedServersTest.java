package io.taskmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedServersTest {

    private static final String PAIR = Setting.TASKMILL_TEST_PAIR.name();

    private @Nullable String before;

    @BeforeEach
    void remember() {
        before = System.getProperty(PAIR);
    }

    @AfterEach
    void restore() {
        set(before);
    }

    private static void set(@Nullable String pair) {
        if (pair == null) {
            System.clearProperty(PAIR);
        } else {
            System.setProperty(PAIR, pair);
        }
    }

    @Test
    void noneIsDemandedUnlessSomebodySaysSo() {
        set("");
        assertThat(EmbeddedServers.demanded()).isEmpty();
    }

    @Test
    void aTestFailsWithoutThePairThatIsDemanded() {
        set(EmbeddedServers.EMBEDDED);
        assertThatThrownBy(EmbeddedServers::demanded)
                .isInstanceOf(TestkitException.class)
                .hasMessageContaining("nobody offers");
    }

    @Test
    void anUnknownPairIsToldApart() {
        set("real");
        assertThatThrownBy(EmbeddedServers::demanded)
                .isInstanceOf(TestkitException.class)
                .hasMessageContaining("'real'")
                .hasMessageContaining(EmbeddedServers.EMBEDDED);
    }
}
