package io.taskmill.it.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.taskmill.it.page.Visit.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One task in full. */
class PageDetailsIT {

    private static final String MARKUP = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>";

    @RegisterExtension
    static final FakePage PAGE = new FakePage();

    private final FakeTasks tasks = PAGE.tasks();

    @Test
    void aRowOpensTheTaskAndFollowsIt() {
        FakeTask task = tasks.add("COUNT", tasks.now())
                .set("creator", "anna")
                .set("entity", Map.of("type", "vm", "id", "web-1"))
                .params(Map.of("times", 4));
        tasks.tell(task.runs(tasks.now(), 25, "Round 1 of 4", "Круг 1 из 4"));
        try (Visit visit = PAGE.visit()) {
            visit.row(task.id()).locator("a").click();
            Locator details = visit.details();
            assertThat(details).containsText("Round 1 of 4");
            for (String shown : new String[] {"anna", "vm web-1", "worker-1", "\"times\": 4", task.id(), "Running"}) {
                assertThat(details).containsText(shown);
            }
            tasks.tell(task.finishes(tasks.now(), Map.of("counted", 4)));
            assertThat(details).containsText("\"counted\": 4");
            assertThat(details).containsText("Success");
            visit.assertNothingWrong(PAGE.address());
        }
    }

    @Test
    void theAddressOfAnOpenTaskCanBePassedOn() {
        FakeTask task =
                tasks.add("COUNT", tasks.now().minusSeconds(9)).fails(tasks.now(), "HANDLER_ERROR", "No more paper");
        try (Visit visit = PAGE.visit()) {
            visit.tab("Failed").click();
            visit.row(task.id()).locator("td.created").click();
            assertThat(visit.details()).containsText("No more paper");
            assertThat(visit.page()).hasURL(Pattern.compile(".*#" + task.id()));
        }
        try (Visit other = PAGE.visit(Reader.speaking("ru-RU"), "/#" + task.id())) {
            assertThat(other.details()).containsText("No more paper");
            assertThat(other.details()).containsText("HANDLER_ERROR");
            assertThat(other.details()).containsText("Ошибка");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "en-US, 01a2026c-8866-7000-8000-00000000ffff, There is no such task",
        "ru-RU, 01a2026c-8866-7000-8000-00000000ffff, Такой задачи нет",
        "en-US, abc, That is no task id",
        "en-US, %zz, That is no task id",
        "en-US, ../../../../actuator/health, That is no task id"
    })
    void whatIsNoTaskIsToldInPlace(String locale, String id, String text) {
        try (Visit visit = PAGE.visit(Reader.speaking(locale))) {
            visit.page().evaluate("id => { location.hash = id; }", id);
            assertThat(visit.details()).containsText(text);
            visit.page().keyboard().press("Escape");
            assertThat(visit.details()).hasCount(0);
        }
    }

    @Test
    void aTaskThatIsNotRecordedYetAppearsOnceItIs() {
        FakeTask task = tasks.addSilently("COUNT", tasks.now()).set("recorded", false);
        try (Visit visit = PAGE.visit(Reader.speaking("en-US"), "/#" + task.id())) {
            assertThat(visit.details()).containsText("issued and is not recorded yet");
            task.set("recorded", true).runs(tasks.now(), 33);
            assertThat(visit.details()).containsText("33%");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "en-US, History, Submitted, Sent out once more, its worker was lost, 'after the first, are not kept'",
        "ru-RU, История, Создана, Отправлена ещё раз, исполнитель потерян, Не сохранено записей"
    })
    void whatHasHappenedToATaskIsTold(
            String locale, String heading, String submitted, String again, String why, String dropped) {
        String now = tasks.now().toString();
        FakeTask task = tasks.add("COUNT", tasks.now())
                .history(
                        Map.of("at", now, "kind", "SUBMITTED", "epoch", 1, "actor", "anna"),
                        Map.of("at", now, "kind", "DISPATCHED", "epoch", 2, "reason", "SESSION_LOST"),
                        Map.of("at", now, "kind", "STARTED", "epoch", 2, "worker", "worker-7"),
                        Map.of("at", now, "kind", "NEWER", "epoch", 2, "reason", "<b>"));
        try (Visit visit = PAGE.visit(Reader.speaking(locale), "/#" + task.id())) {
            for (String text : List.of(heading, submitted, "anna", again, why, "worker-7", "NEWER", "<b>", dropped)) {
                assertThat(visit.details()).containsText(text);
            }
            assertThat(visit.details().locator("li")).hasCount(4);
            visit.assertAccessible();
            visit.assertNothingWrong(PAGE.address());
        }
    }

    @Test
    void numbersKeepEveryDigit() {
        FakeTask task = tasks.add("COUNT", tasks.now())
                .params(Map.of(
                        "exact", new BigDecimal("1.50"), "large", new BigInteger("123456789012345678901234567890")));
        try (Visit visit = PAGE.visit(Reader.speaking("en-US"), "/#" + task.id())) {
            assertThat(visit.details()).containsText("\"exact\": 1.50");
            assertThat(visit.details()).containsText("\"large\": 123456789012345678901234567890");
        }
    }

    @Test
    void whatATaskHoldsIsTextAndNeverMarkup() {
        FakeTask task = tasks.add("COUNT", tasks.now())
                .set("creator", MARKUP)
                .set("typeName", MARKUP)
                .set("entity", Map.of("type", MARKUP, "id", MARKUP))
                .set("correlationId", MARKUP)
                .params(Map.of("text", MARKUP));
        tasks.tell(task.runs(tasks.now(), 10, MARKUP, MARKUP));
        FakeTask failed = tasks.add("COUNT", tasks.now()).fails(tasks.now(), MARKUP, MARKUP);
        try (Visit visit = PAGE.visit(Reader.speaking("en-US"), "/#" + task.id())) {
            assertThat(visit.row(task.id())).containsText(MARKUP);
            assertThat(visit.details()).containsText("Correlation id" + MARKUP);
            visit.tab("Failed").click();
            assertThat(visit.row(failed.id())).containsText(MARKUP);
            visit.row(failed.id()).locator("a").click();
            assertThat(visit.details().locator(".notice")).containsText(MARKUP);
            assertThat(visit.page().locator("img")).hasCount(1); // the page's own
            assertThat(visit.evaluate("window.hacked")).isNull();
            visit.assertNothingWrong(PAGE.address());
        }
    }

    @Test
    void whenTheStoreIsAwayItIsToldWithAWayToTryAgain() {
        FakeTask task = tasks.add("COUNT", tasks.now());
        try (Visit visit = PAGE.visit()) {
            assertThat(visit.row(task.id())).isVisible();
            tasks.away(true);
            visit.row(task.id()).locator("a").click();
            assertThat(visit.details()).containsText("The store does not answer");
            tasks.away(false);
            visit.details().getByText("Try again").click();
            assertThat(visit.details()).containsText(task.id());
            visit.assertNoComplaintBut("503");
        }
    }
}
