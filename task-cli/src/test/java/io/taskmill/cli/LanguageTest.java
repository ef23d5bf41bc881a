package io.taskmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource({"ru_RU.UTF-8,ru-RU", "en_GB,en-GB", "ru,ru", "de_DE@euro,de-DE", "C,", "C.UTF-8,", "POSIX,", "'',"})
    void aLocaleNamesALanguage(String locale, String language) {
        assertThat(Language.ofLocale(locale)).isEqualTo(language);
    }
}
