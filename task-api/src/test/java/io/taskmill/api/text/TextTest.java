package io.taskmill.api.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Json;
import io.taskmill.model.State;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.type.TaskType;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.mock.web.MockHttpServletRequest;

class TextTest {

    private static final TaskType TYPE = new TaskType(
            "COUNT",
            1,
            "basic",
            Json.EMPTY_OBJECT,
            Map.of(
                    "en",
                    Map.of(
                            TaskType.TITLE,
                            "Count",
                            "files",
                            "{0, plural, one {# file} other {# files}} in {1}",
                            "english",
                            "only {0}",
                            "broken-in-ru",
                            "whole",
                            "broken",
                            "{0, plural"),
                    "ru",
                    Map.of(
                            TaskType.TITLE,
                            "Счёт",
                            "files",
                            "{0, plural, one {# файл} few {# файла} many {# файлов} other {# файла}} в {1}",
                            "broken-in-ru",
                            "{")));

    @ParameterizedTest
    @CsvSource({
        "1, 1 file in tmp, 1 файл в tmp",
        "3, 3 files in tmp, 3 файла в tmp",
        "5000, '5,000 files in tmp', 5 000 файлов в tmp"
    })
    void aMessageIsRenderedByTheRulesOfItsLanguage(int count, String english, String russian) {
        assertThat(text("files", Language.EN, count, "tmp")).isEqualTo(english);
        assertThat(text("files", Language.RU, count, "tmp").replace('\u00a0', ' '))
                .isEqualTo(russian);
    }

    @Test
    void whatIsMissingOrBrokenIsTakenInEnglishAndThenAsKey() {
        assertThat(text("english", Language.RU, 1)).isEqualTo("only 1");
        assertThat(text("broken-in-ru", Language.RU)).isEqualTo("whole");
        assertThat(text("broken", Language.RU, 1)).isEqualTo("broken");
        assertThat(text("none", Language.EN)).isEqualTo("none");
        assertThat(text("files", Language.EN, "many", "tmp")).isEqualTo("files");
        assertThat(TypeTexts.message(null, StatusMessage.of("any"), Language.EN))
                .isEqualTo("any");
    }

    @Test
    void aTypeIsCalledByItsTitleElseByItsName() {
        assertThat(TypeTexts.title(TYPE, "COUNT", Language.RU)).isEqualTo("Счёт");
        assertThat(TypeTexts.title(null, "COUNT", Language.RU)).isEqualTo("COUNT");
    }

    @ParameterizedTest
    @CsvSource({
        "INITIAL, Starting, Запускаются",
        "IN_PROGRESS, In progress, Выполняются",
        "FAILED, Failed, Ошибка",
        "CANCELLED, Cancelled, Отменено",
        "FINISHED, Finished, Завершено"
    })
    void statesHaveNames(State state, String english, String russian) {
        assertThat(StateNames.of(state, Language.EN)).isEqualTo(english);
        assertThat(StateNames.of(state, Language.RU)).isEqualTo(russian);
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void statesHaveEnglishNamesOnARussianMachineToo(State state) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.of("ru", "RU"));
            assertThat(StateNames.of(state, Language.EN)).matches("[A-Za-z ]+");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                        | EN
            ru                       | RU
            ru-RU,ru;q=0.9           | RU
            de, ru;q=0.5             | RU
            en-US,en;q=0.9,ru;q=0.8  | EN
            ru;q=0.3, en;q=0.7       | EN
            fr                       | EN
            *                        | EN
            """)
    void theReaderChoosesByAcceptLanguage(@Nullable String header, Language expected) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        if (header != null) {
            request.addHeader("Accept-Language", header);
        }
        Locale locale = new TextConfiguration().localeResolver().resolveLocale(request);
        assertThat(Language.of(locale)).isEqualTo(expected);
    }

    private static String text(String key, Language language, Object... args) {
        return TypeTexts.message(TYPE, StatusMessage.of(key, args), language);
    }
}
