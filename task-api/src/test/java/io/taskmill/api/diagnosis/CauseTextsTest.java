package io.taskmill.api.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.api.diagnosis.Cause.Code;
import io.taskmill.api.text.Language;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CauseTextsTest {

    private static final Cause FULL = Cause.of(Code.GATE)
            .with("gate", "pool:7")
            .with("limit", 1)
            .with("held", 1)
            .with("tasks", List.of("a", "b"));

    @ParameterizedTest
    @EnumSource
    void everyCauseIsASentenceInBothLanguages(Code code) {
        Cause cause = Cause.of(code)
                .with("until", Instant.parse("2031-05-04T12:00:00Z"))
                .with("since", Instant.parse("2031-05-04T12:00:00Z"))
                .with("by", "ada")
                .with("tasks", List.of("a"))
                .with("reason", "it is broken.")
                .with("target", "pool")
                .with("name", "the-name");
        for (String number : List.of(
                "count",
                "over",
                "limit",
                "ahead",
                "slots",
                "workers",
                "told",
                "progress",
                "attempt",
                "attempts",
                "version")) {
            cause = cause.with(number, 2);
        }
        for (String text : List.of("gate", "rate", "queue", "worker", "type", "pool", "error", "state")) {
            cause = cause.with(text, "the-" + text);
        }
        String english = CauseTexts.of(cause, Language.EN);
        String russian = CauseTexts.of(cause, Language.RU);

        assertThat(english).matches("[A-Z0-9].*\\.").doesNotContain("{").doesNotContain("null");
        assertThat(russian).matches("[А-ЯA-Z0-9].*\\.").doesNotContain("{").isNotEqualTo(english);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | The gate pool:7 lets in 1 task at a time and is held by a, b; it is next.",
                "1 | The gate pool:7 lets in 1 task at a time and is held by a, b; 1 task is before it.",
                "5 | The gate pool:7 lets in 1 task at a time and is held by a, b; 5 tasks are before it."
            })
    void numbersAgreeInEnglish(int ahead, String text) {
        assertThat(CauseTexts.of(FULL.with("ahead", ahead), Language.EN)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | Шлюз pool:7 пропускает 1 задачу одновременно и занят: a, b; перед ней 1 задача.",
                "2 | Шлюз pool:7 пропускает 1 задачу одновременно и занят: a, b; перед ней 2 задачи.",
                "5 | Шлюз pool:7 пропускает 1 задачу одновременно и занят: a, b; перед ней 5 задач."
            })
    void andInRussian(int ahead, String text) {
        assertThat(CauseTexts.of(FULL.with("ahead", ahead), Language.RU)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ada | The gate g is closed since 2031-05-04T12:00:00Z by ada.",
                "'' | The gate g is closed since 2031-05-04T12:00:00Z."
            })
    void whoIsToldOnlyIfThatIsKnown(String by, String text) {
        Cause closed = Cause.of(Code.GATE_CLOSED)
                .with("gate", "g")
                .with("since", Instant.parse("2031-05-04T12:00:00Z"))
                .with("by", by.isEmpty() ? null : by);
        assertThat(CauseTexts.of(closed, Language.EN)).isEqualTo(text);
    }
}
