package io.taskmill.handlers.basic;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;
import io.taskmill.handler.TaskHandler;
import io.taskmill.handlers.basic.http.HttpCallHandler;
import io.taskmill.handlers.basic.http.HttpCallProperties;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the announced texts must be so that every reader gets one, whatever the language. */
class TextsOfThePackTest {

    static Stream<TaskHandler<?, ?>> handlers() {
        return Stream.of(
                new CountHandler(CountHandler.ROUND),
                new FailHandler(CountHandler.ROUND),
                new FamilyHandler(),
                new HttpCallHandler(new HttpCallProperties(Set.of())));
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void eachLanguageHasTheSameKeys(TaskHandler<?, ?> handler) {
        Map<String, Map<String, String>> texts = handler.describe().texts();
        assertThat(texts).isNotEmpty();
        assertThat(texts.values().stream().map(Map::keySet).distinct())
                .as(
                        "the sets of keys of all languages of %s",
                        handler.describe().name())
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void eachTextIsAnIcuPatternThatTakesWhatTheHandlerGives(TaskHandler<?, ?> handler) {
        handler.describe()
                .texts()
                .forEach((language, texts) -> texts.forEach((key, pattern) -> {
                    MessageFormat format = new MessageFormat(pattern, ULocale.forLanguageTag(language));
                    assertThat(format.format(new Object[] {1, 2_000}))
                            .as("%s in %s", key, language)
                            .doesNotContain("{")
                            .isNotBlank();
                }));
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void numbersAreWrittenAsTheReadersLanguageDoes(TaskHandler<?, ?> handler) {
        Map<String, Map<String, String>> texts = handler.describe().texts();
        String key = Stream.of("counting", "reading", "waiting")
                .filter(texts.getOrDefault("en", Map.of())::containsKey)
                .findFirst()
                .orElseThrow();
        assertThat(rendered(texts, "en", key)).contains("2,000");
        assertThat(rendered(texts, "ru", key)).contains("2\u00a0000");
    }

    private static String rendered(Map<String, Map<String, String>> texts, String language, String key) {
        String pattern = texts.getOrDefault(language, Map.of()).getOrDefault(key, "");
        return new MessageFormat(pattern, ULocale.forLanguageTag(language)).format(new Object[] {2_000, 2_000});
    }
}
