package io.taskmill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskIdTest {

    private static final String TEXT = "01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10";

    @Test
    void anIdIsReadAndWrittenInCanonicalForm() {
        assertThat(TaskId.parse(TEXT)).hasToString(TEXT);
    }

    @Test
    void capitalLettersMeanTheSameId() {
        assertThat(TaskId.parse("01983F5E-7A00-7C3A-9D1F-0B5C2D6E8F10")).isEqualTo(TaskId.parse(TEXT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no id",
                "1-2-3-4-5",
                "01983f5e7a007c3a9d1f0b5c2d6e8f10",
                " 01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10",
                "01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f1",
                "01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f100",
                "{01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10}"
            })
    void whatIsNotInCanonicalFormIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TaskId.parse(text));
    }

    @Test
    void laterIdsSortAfterEarlierOnes() {
        TaskId earlier = TaskId.parse("01983f5e-7a00-7fff-bfff-ffffffffffff");
        TaskId later = TaskId.parse("01983f5e-7a01-7000-8000-000000000000");

        assertThat(earlier).isLessThan(later);
    }
}
