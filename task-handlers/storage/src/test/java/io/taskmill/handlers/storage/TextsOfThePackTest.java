package io.taskmill.handlers.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;
import io.taskmill.handler.TaskHandler;
import io.taskmill.handlers.storage.http.HttpStorageCluster;
import io.taskmill.handlers.storage.image.RemoveAllVmImagesHandler;
import io.taskmill.handlers.storage.image.RemoveImageHandler;
import io.taskmill.handlers.storage.image.RemoveVmHandler;
import io.taskmill.handlers.storage.pool.SetPoolPgNumHandler;
import io.taskmill.handlers.storage.rbd.CollectRbdPerformanceHandler;
import io.taskmill.handlers.storage.watch.Watch;
import io.taskmill.testkit.ProjectRoot;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the announced texts must be so that every reader gets one, in English and in Russian. */
class TextsOfThePackTest {

    private static final HttpStorageCluster NOBODY = new HttpStorageCluster(URI.create("http://127.0.0.1:1"));
    private static final Watch WATCH = new Watch(Duration.ZERO, Duration.ZERO, System::nanoTime);

    /** Where handlers name a text. */
    private static final Pattern USE = Pattern.compile("StatusMessage\\.of\\(\\s*\"([^\"]+)\"");

    @AfterAll
    static void close() {
        NOBODY.close();
    }

    static Stream<TaskHandler<?, ?>> handlers() {
        return Stream.of(
                new RemoveVmHandler(NOBODY, WATCH),
                new RemoveAllVmImagesHandler(NOBODY, WATCH),
                new RemoveImageHandler(NOBODY, WATCH),
                new SetPoolPgNumHandler(NOBODY, WATCH),
                new CollectRbdPerformanceHandler(NOBODY, WATCH, Duration.ZERO));
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void eachLanguageHasTheSameKeys(TaskHandler<?, ?> handler) {
        Map<String, Map<String, String>> texts = handler.describe().texts();
        assertThat(texts).containsOnlyKeys("en", "ru");
        assertThat(texts.get("ru"))
                .containsOnlyKeys(texts.getOrDefault("en", Map.of()).keySet());
        assertThat(texts.get("en")).containsKey("title");
    }

    @Test
    void eachKeyThatAHandlerNamesIsThereAndNoOther() throws IOException {
        Set<String> announced = new TreeSet<>();
        handlers()
                .forEach(handler -> announced.addAll(
                        handler.describe().texts().getOrDefault("en", Map.of()).keySet()));
        Set<String> used = new TreeSet<>(Set.of("title"));
        Path sources = ProjectRoot.find().resolve("task-handlers/storage/src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                USE.matcher(Files.readString(file)).results().forEach(found -> used.add(found.group(1)));
            }
        }
        assertThat(used).hasSizeGreaterThan(8).isEqualTo(announced);
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void eachTextIsAnIcuPattern(TaskHandler<?, ?> handler) {
        handler.describe()
                .texts()
                .forEach((language, texts) -> texts.forEach((key, pattern) -> {
                    MessageFormat format = new MessageFormat(pattern, ULocale.forLanguageTag(language));
                    assertThat(format.format(new Object[] {3, 2_000, "rbd/system"}))
                            .as("%s in %s", key, language)
                            .doesNotContain("{")
                            .isNotBlank();
                }));
    }

    @ParameterizedTest
    @CsvSource({
        "en, 1, 1 image is removed",
        "en, 5, 5 images are removed",
        "ru, 1, Удаляется 1 образ",
        "ru, 2, Удаляются 2 образа",
        "ru, 5, Удаляется 5 образов",
        "ru, 21, Удаляется 21 образ",
        "ru, 0, Образов нет",
    })
    void imagesAreCountedAsTheLanguageDoes(String language, int images, String text) {
        Map<String, Map<String, String>> texts =
                new RemoveAllVmImagesHandler(NOBODY, WATCH).describe().texts();
        String pattern = texts.getOrDefault(language, Map.of()).getOrDefault("removing", "");
        assertThat(new MessageFormat(pattern, ULocale.forLanguageTag(language)).format(new Object[] {images}))
                .isEqualTo(text);
    }
}
