package io.taskmill.it.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import io.taskmill.it.page.Visit.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is paused. */
class PagePausesIT {

    @RegisterExtension
    static final FakePage PAGE = new FakePage();

    private final FakeTasks tasks = PAGE.tasks();

    private Map<String, Object> paused(String kind, String name, String by, String reason) {
        return Map.of(
                "kind",
                kind,
                "name",
                name,
                "by",
                by,
                "reason",
                reason,
                "since",
                tasks.now().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "en-US, 'Paused, so nothing of it starts', pool night, type COUNT, by ada",
        "ru-RU, Приостановлено, пул night, тип COUNT, ada"
    })
    void isNamedWithWhoAndWhy(String locale, String heading, String pool, String type, String who) {
        tasks.pause(List.of(
                paused("pool", "night", "ada", "<b>disks</b> are full"),
                paused("type", "COUNT", "bob", "it is wrong")));
        try (Visit visit = PAGE.visit(Reader.speaking(locale))) {
            Locator note = visit.page().locator("pause-note");
            for (String shown : List.of(heading, pool, type, who, "<b>disks</b> are full", "it is wrong")) {
                assertThat(note).containsText(shown);
            }
            visit.assertAccessible();
            visit.assertNothingWrong(PAGE.address());
        }
    }

    @Test
    void isNamedUpToABound() {
        List<Map<String, Object>> many = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            many.add(paused("pool", "pool-" + i, "ada", "repairs"));
        }
        tasks.pause(many);
        try (Visit visit = PAGE.visit()) {
            Locator note = visit.page().locator("pause-note");
            assertThat(note).containsText("pool-4");
            assertThat(note).containsText("and 7 more");
            assertThat(note).not().containsText("pool-5");
        }
    }

    @Test
    void isToldOfAnOpenTask() {
        FakeTask task = tasks.add("COUNT", tasks.now()).set("pause", paused("type", "COUNT", "ada", "it is wrong"));
        try (Visit visit = PAGE.visit(Reader.speaking("en-US"), "/#" + task.id())) {
            assertThat(visit.details()).containsText("type COUNT");
            assertThat(visit.details()).containsText("it is wrong");
            assertThat(visit.page().locator("pause-note")).hasCount(0);
        }
    }
}
