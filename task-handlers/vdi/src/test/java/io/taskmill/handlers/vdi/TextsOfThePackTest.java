package io.taskmill.handlers.vdi;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the announced texts must be so that every reader gets one. What handlers say is checked while they say it. */
class TextsOfThePackTest {

    private static Map<String, String> texts(String type, String language) {
        return Objects.requireNonNull(
                Descriptions.of(type, Object.class).texts().get(language), language);
    }

    private static String rendered(String type, String language, String key, Object... args) {
        String pattern = Objects.requireNonNull(texts(type, language).get(key), key);
        return new MessageFormat(pattern, ULocale.forLanguageTag(language)).format(args);
    }

    static Stream<String> types() {
        return Stream.of(
                "POOL_CREATE",
                "POOL_EXPAND",
                "POOL_DECREASE",
                "POOL_DELETE",
                "VM_PREPARE",
                "VMS_BACKUP",
                "VMS_REMOVE",
                "VM_GUEST_RECREATION");
    }

    @Test
    void eachLanguageHasTheSameKeysAndEachTextIsAnIcuPattern() {
        types().forEach(type -> {
            assertThat(texts(type, "en").keySet())
                    .as(type)
                    .isEqualTo(texts(type, "ru").keySet());
            for (String language : new String[] {"en", "ru"}) {
                texts(type, language).forEach((key, _) -> assertThat(rendered(type, language, key, 1, 2_000))
                        .as("%s of %s in %s", key, type, language)
                        .doesNotContain("{")
                        .isNotBlank());
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "1, Создана 1 ВМ из 21",
        "2, Созданы 2 ВМ из 21",
        "5, Создано 5 ВМ из 21",
        "11, Создано 11 ВМ из 21",
        "21, Создана 21 ВМ из 21"
    })
    void numbersOfMachinesAreDeclinedInRussian(int made, String text) {
        assertThat(rendered("POOL_CREATE", "ru", "cloned", made, 21)).isEqualTo(text);
    }

    @Test
    void everyStepAndEveryMessageThatARunNamesHasATextInEachLanguage(@TempDir Path folder) throws Exception {
        try (SimulatedSite simulated = new SimulatedSite(folder)) {
            Spoken spoken = new Spoken(simulated);
            spoken.all();
            assertThat(spoken.types()).containsExactlyInAnyOrderElementsOf(types().toList());
            spoken.keys().forEach((type, keys) -> {
                assertThat(texts(type, "en").keySet()).as(type).containsAll(keys);
                assertThat(texts(type, "ru").keySet()).as(type).containsAll(keys);
                assertThat(keys)
                        .as("what %s says of all that it could", type)
                        .containsAll(texts(type, "en").keySet());
            });
        }
    }

    @Test
    void theTypesAreCalledAsVeilCallsThem() {
        assertThat(texts("VM_GUEST_RECREATION", "ru")).containsEntry("title", "Пересоздание ВМ");
        assertThat(texts("VMS_BACKUP", "ru")).containsEntry("title", "Создание резервной копии ВМ");
    }
}
