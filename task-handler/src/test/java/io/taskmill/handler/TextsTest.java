package io.taskmill.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TextsTest {

    @Test
    void takesTheKeysWithThePrefixAndDropsIt() {
        assertThat(Texts.load(TextsTest.class, "sample", "COUNT.", "en"))
                .isEqualTo(Map.of("en", Map.of("title", "Count", "counting", "Round {0, number}")));
    }

    @Test
    void readsUtf8() {
        assertThat(Texts.load(TextsTest.class, "sample", "COUNT.", "ru").get("ru"))
                .containsEntry("title", "Счёт");
    }

    @Test
    void readsEachLanguageInTheGivenOrder() {
        assertThat(Texts.load(TextsTest.class, "sample", "COUNT.", "ru", "en")).containsOnlyKeys("ru", "en");
    }

    @Test
    void tellsWhichFileIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Texts.load(TextsTest.class, "sample", "COUNT.", "en", "de"))
                .withMessageContaining("sample_de.properties")
                .withMessageContaining("io.taskmill.handler.TextsTest");
    }

    @Test
    void refusesALanguageThatSaysNothingOfTheType() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Texts.load(TextsTest.class, "sample", "OTHER.", "en", "ru"))
                .withMessageContaining("sample_ru.properties")
                .withMessageContaining("OTHER.*");
    }
}
