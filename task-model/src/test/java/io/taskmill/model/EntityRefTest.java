package io.taskmill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityRefTest {

    @Test
    void anEntityNeedsNoId() {
        assertThat(new EntityRef("pool", null).id()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 64})
    void aTypeHasOneTo63Characters(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EntityRef("t".repeat(length), null))
                .withMessageStartingWith("entity.type ");
        assertThat(new EntityRef("t".repeat(63), null).type()).hasSize(63);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256})
    void anIdHasOneTo255Characters(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EntityRef("vm", "i".repeat(length)))
                .withMessageStartingWith("entity.id ");
        assertThat(new EntityRef("vm", "i".repeat(255)).id()).hasSize(255);
    }
}
