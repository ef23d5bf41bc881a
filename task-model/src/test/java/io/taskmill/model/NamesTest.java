package io.taskmill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "default", "gpu-2", "a_b", "9lives", "a-"})
    void aPoolIsNamedInSmallLettersDigitsDashesAndUnderscores(String pool) {
        assertThat(Names.requirePool(pool)).isEqualTo(pool);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "_a", "A", "a.b", "a b", "a*", "a#", "ä", "a\n", "a/b"})
    void whatWouldNotDoAsPartOfARoutingKeyIsNoPool(String pool) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Names.requirePool(pool))
                .withMessageStartingWith("pool '" + pool + "' does not match ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "COUNT", "HTTP_CALL", "V2", "A_"})
    void aTypeIsNamedInCapitalLettersDigitsAndUnderscores(String type) {
        assertThat(Names.requireType(type)).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_A", "2A", "count", "A-B", "A.B", "A B", "Ä", "A\n"})
    void anythingElseIsNoType(String type) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Names.requireType(type))
                .withMessageStartingWith("type '" + type + "' does not match ");
    }

    @Test
    void aNameHasAtMost63Characters() {
        assertThat(Names.requirePool("p".repeat(63))).hasSize(63);
        assertThat(Names.requireType("T".repeat(63))).hasSize(63);
        assertThatIllegalArgumentException().isThrownBy(() -> Names.requirePool("p".repeat(64)));
        assertThatIllegalArgumentException().isThrownBy(() -> Names.requireType("T".repeat(64)));
    }
}
