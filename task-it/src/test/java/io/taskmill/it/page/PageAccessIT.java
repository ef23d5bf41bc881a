package io.taskmill.it.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.problem.Violation;
import io.taskmill.it.page.Visit.Reader;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That everybody can use the page: by keyboard, on a telephone, in the dark, with a screen reader. */
class PageAccessIT {

    @RegisterExtension
    static final FakePage PAGE = new FakePage();

    private final FakeTasks tasks = PAGE.tasks();

    static Stream<Reader> readers() {
        return Stream.of(
                Reader.speaking("en-US"),
                Reader.speaking("en-US").dark(),
                Reader.speaking("ru-RU").withWindow(360, 740));
    }

    @ParameterizedTest
    @MethodSource("readers")
    void nothingThatIsShownViolatesARuleOfAxeOrIsWiderThanTheWindow(Reader reader) {
        FakeTask running = tasks.add("COUNT", tasks.now())
                .set("entity", Map.of("type", "vm", "id", "web-1"))
                .params(Map.of("times", 4));
        running.runs(tasks.now(), 50, "Round 2 of 4", "Круг 2 из 4")
                .set("estimatedEnd", tasks.now().plusSeconds(90).toString());
        tasks.add("HTTP_CALL", tasks.now()).fails(tasks.now(), "UNKNOWN_HOST", "inventory.example has no address");
        tasks.add("COUNT", tasks.now()).finishes(tasks.now(), Map.of("counted", 4));
        tasks.receive(_ -> {
            throw ApiException.of(ProblemType.INVALID_PARAMS, List.of(new Violation("/params/times", "is too large")));
        });
        try (Visit visit = PAGE.visit(reader)) {
            for (int tab = 0; tab < 3; tab++) {
                visit.tabs().nth(tab).click();
                assertThat(visit.rows()).hasCount(1);
                assertWell(visit, reader);
            }
            visit.rows().first().locator("a").click();
            assertThat(visit.details()).containsText("\"counted\": 4");
            assertWell(visit, reader);
            visit.page().locator("header button.primary").click();
            visit.submit().click();
            assertThat(visit.field("times")).hasAccessibleDescription("is too large");
            assertWell(visit, reader);
            tasks.away(true);
            assertThat(visit.page().locator("connection-state button")).isVisible();
            assertWell(visit, reader);
        }
    }

    private static void assertWell(Visit visit, Reader reader) {
        visit.assertAccessible();
        assertThat((Integer) visit.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(reader.width());
    }

    @Test
    void emptyListsAreWellToo() {
        try (Visit visit = PAGE.visit()) {
            assertThat(visit.text("Nothing is waiting")).isVisible();
            visit.assertAccessible();
        }
    }

    @Test
    void tabsAreWalkedThroughWithArrowKeys() {
        try (Visit visit = PAGE.visit()) {
            visit.tab("Pending").focus();
            visit.page().keyboard().press("ArrowRight");
            assertThat(visit.tab("Failed")).isFocused();
            assertThat(visit.tab("Failed")).hasAttribute("aria-selected", "true");
            assertThat(visit.tab("Pending")).hasAttribute("tabindex", "-1");
            visit.page().keyboard().press("End");
            assertThat(visit.tab("Finished")).isFocused();
            visit.page().keyboard().press("ArrowRight");
            assertThat(visit.tab("Pending")).isFocused();
            visit.page().keyboard().press("ArrowLeft");
            assertThat(visit.text("No task has finished yet")).isVisible();
        }
    }

    @Test
    void aTaskIsOpenedAndLeftByKeyboardAndTheFocusComesBack() {
        FakeTask task = tasks.add("COUNT", tasks.now());
        try (Visit visit = PAGE.visit()) {
            visit.row(task.id()).locator("a").focus();
            visit.page().keyboard().press("Enter");
            assertThat(visit.details().locator("h2")).isFocused();
            visit.page().keyboard().press("Escape");
            assertThat(visit.details()).hasCount(0);
            assertThat(visit.row(task.id()).locator("a")).isFocused();
            assertThat(visit.page()).hasURL(PAGE.address().toString());
        }
    }

    @Test
    void onASmallScreenTheFormOpensWhenItIsAskedFor() {
        try (Visit visit = PAGE.visit(Reader.speaking("en-US").withWindow(360, 740))) {
            assertThat(visit.field("times")).isHidden();
            visit.button("New task").click();
            assertThat(visit.field("type")).isFocused();
            visit.page().keyboard().press("Tab");
            assertThat(visit.field("times")).isFocused();
            visit.page().keyboard().press("Enter");
            assertThat(visit.rows()).hasCount(1);
            visit.button("Close form").click();
            assertThat(visit.field("times")).isHidden();
        }
    }
}
