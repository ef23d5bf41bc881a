package io.taskmill.it.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.it.page.Visit.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists that follow what happens. */
class PageLiveIT {

    @RegisterExtension
    static final FakePage PAGE = new FakePage();

    private final FakeTasks tasks = PAGE.tasks();

    @ParameterizedTest
    @CsvSource(textBlock = """
                    en-US, Pending, Failed, Finished, Count, 'Starting', 'In progress · Round 1 of 4', 'Nothing is waiting'
                    ru-RU, Текущие, С ошибкой, Завершённые, Счёт, 'Запускаются', 'Выполняются · Круг 1 из 4', 'ничего не ждёт'""")
    void aSubmittedTaskShowsAtOnceMovesOnLiveAndGoesToFinished(
            String locale,
            String pending,
            String failed,
            String finished,
            String name,
            String state,
            String message,
            String empty) {
        try (Visit visit = PAGE.visit(Reader.speaking(locale))) {
            assertThat(visit.tab(pending)).hasAttribute("aria-selected", "true");
            assertThat(visit.text(empty)).isVisible();

            visit.field("times").fill("4");
            visit.submit().click();
            assertThat(visit.rows()).hasCount(1);
            assertThat(visit.rows()).containsText(new String[] {name});
            assertThat(visit.rows().first()).containsText(state);
            assertThat(visit.tab(pending)).containsText("1");

            FakeTask task = tasks.task(visit.firstId());
            tasks.tell(task.runs(tasks.now(), 25, "Round 1 of 4", "Круг 1 из 4"));
            assertThat(visit.rows().first()).containsText(message);
            assertThat(visit.rows().locator("progress")).hasJSProperty("value", 25);
            assertThat(visit.rows().first()).containsText(Pattern.compile("25\\s?%"));
            tasks.tell(task.runs(tasks.now(), 75));
            assertThat(visit.rows().locator("progress")).hasJSProperty("value", 75);

            tasks.tell(task.finishes(tasks.now(), Map.of("counted", 4)));
            assertThat(visit.rows()).hasCount(0);
            assertThat(visit.tab(finished)).containsText("1");
            assertThat(visit.tab(pending)).containsText("0");
            visit.tab(finished).click();
            assertThat(visit.row(task.id())).containsText(name);
            assertThat(visit.tab(failed)).containsText("0");
            visit.assertNothingWrong(PAGE.address());
        }
    }

    @Test
    void aTaskThatFailsMovesToFailedWithItsReason() {
        FakeTask task = tasks.add("HTTP_CALL", tasks.now());
        try (Visit visit = PAGE.visit()) {
            visit.tab("Failed").click();
            assertThat(visit.text("No task has failed")).isVisible();
            tasks.tell(task.fails(tasks.now(), "UNKNOWN_HOST", "inventory.example has no address"));
            assertThat(visit.row(task.id())).containsText("inventory.example has no address");
            assertThat(visit.row(task.id())).containsText("UNKNOWN_HOST");
            visit.tab("Pending").click();
            assertThat(visit.rows()).hasCount(0);
            visit.assertNothingWrong(PAGE.address());
        }
    }

    @Test
    void anOlderVersionThatComesLateChangesNothing() {
        FakeTask task = tasks.add("COUNT", tasks.now()).runs(tasks.now(), 60);
        try (Visit visit = PAGE.visit()) {
            assertThat(visit.rows().locator("progress")).hasJSProperty("value", 60);
            Map<String, Object> late = task.row("en");
            late.put("version", 1);
            late.put("progress", 10);
            tasks.tellRaw(late);
            tasks.add("COUNT", tasks.now());
            assertThat(visit.rows()).hasCount(2);
            assertThat(visit.row(task.id()).locator("progress")).hasJSProperty("value", 60);
        }
    }

    @Test
    void whatIsNoRowIsCountedAndTheOthersAreShown() {
        tasks.add("COUNT", tasks.now())
                .set("typeName", List.of("a", 1))
                .set("created", "yesterday")
                .set("message", 7)
                .set("entity", "vm")
                .set("progress", "much");
        try (Visit visit = PAGE.visit()) {
            assertThat(visit.rows()).hasCount(1);
            tasks.tellRaw("no object");
            tasks.tellRaw(Map.of("id", 5));
            FakeTask sound = tasks.add("COUNT", tasks.now()).runs(tasks.now(), 40);
            tasks.tell(sound);
            assertThat(visit.text("2 tasks could not be read")).isVisible();
            assertThat(visit.row(sound.id()).locator("progress")).hasJSProperty("value", 40);
            visit.assertNothingWrong(PAGE.address());
        }
    }

    @Test
    void whileTheConnectionIsLostThePageSaysSoAndThenShowsWhatItMissed() {
        FakeTask task = tasks.add("COUNT", tasks.now()).runs(tasks.now(), 20);
        try (Visit visit = PAGE.visit()) {
            assertThat(visit.text("Live")).isVisible();
            tasks.away(true);
            assertThat(visit.text("Connection lost")).isVisible();
            assertThat(visit.row(task.id())).isVisible();
            tasks.tell(task.runs(tasks.now(), 80));
            tasks.away(false);
            visit.button("Try now").click();
            assertThat(visit.row(task.id()).locator("progress")).hasJSProperty("value", 80);
            assertThat(visit.text("Live")).isVisible();
            visit.assertNoComplaintBut("503");
        }
    }

    @Test
    void itComesBackByItself() {
        try (Visit visit = PAGE.visit()) {
            assertThat(visit.text("Live")).isVisible();
            tasks.away(true);
            assertThat(visit.text("Connection lost")).isVisible();
            tasks.away(false);
            assertThat(visit.text("Live")).isVisible();
        }
    }

    @Test
    void withoutTheStreamTheListsAreShownAllTheSame() {
        FakeTask task = tasks.add("COUNT", tasks.now());
        try (Visit visit = PAGE.visit()) {
            visit.page().route("**/tasks/stream", route -> route.abort());
            visit.page().reload();
            assertThat(visit.row(task.id())).isVisible();
            assertThat(visit.text("Connection lost")).isVisible();
        }
    }

    @Test
    void aResetMakesThePageListAnew() {
        FakeTask task = tasks.add("COUNT", tasks.now());
        try (Visit visit = PAGE.visit()) {
            assertThat(visit.row(task.id())).isVisible();
            FakeTask missed = tasks.addSilently("COUNT", tasks.now());
            task.finishes(tasks.now(), Map.of());
            tasks.overrun();
            assertThat(visit.row(missed.id())).isVisible();
            assertThat(visit.row(task.id())).hasCount(0);
        }
    }

    @Test
    void olderTasksComePageByPageWithoutAGapWhileOthersArrive() {
        addPending(170);
        try (Visit visit = PAGE.visit()) {
            assertThat(visit.rows()).hasCount(50);
            assertThat(visit.ids()).isEqualTo(tasks.newest("PENDING", 50));
            visit.button("Show older tasks").click();
            assertThat(visit.rows()).hasCount(100);
            for (int i = 0; i < 7; i++) {
                tasks.add("COUNT", tasks.now());
            }
            Visit.eventually().untilAsserted(() -> assertThat(visit.ids()).isEqualTo(tasks.newest("PENDING", 100)));
            visit.button("Show older tasks").click();
            assertThat(visit.rows()).hasCount(150);
            assertThat(visit.ids()).isEqualTo(tasks.newest("PENDING", 150));
            visit.button("Show older tasks").click();
            assertThat(visit.text("These are all.")).isVisible();
            assertThat(visit.ids()).isEqualTo(tasks.newest("PENDING", 177));
        }
    }

    @Test
    void whereRowsMoveOnThoseBelowMoveUp() {
        addPending(80);
        try (Visit visit = PAGE.visit()) {
            assertThat(visit.rows()).hasCount(50);
            for (String id : tasks.newest("PENDING", 40)) {
                tasks.tell(tasks.task(id).finishes(tasks.now(), Map.of()));
            }
            Visit.eventually().untilAsserted(() -> assertThat(visit.ids()).isEqualTo(tasks.newest("PENDING", 40)));
        }
    }

    @Test
    void countsAreAskedForAtMostOnceASecondHoweverMuchHappens() {
        FakeTask task = tasks.add("COUNT", tasks.now());
        try (Visit visit = PAGE.visit()) {
            assertThat(visit.tab("Pending")).containsText("1");
            int before = tasks.summariesAsked();
            int lists = tasks.listsAsked();
            Instant began = tasks.now();
            for (int i = 0; i < 500; i++) {
                tasks.tell(task.runs(tasks.now(), i / 5));
            }
            assertThat(visit.rows().locator("progress")).hasJSProperty("value", 99);
            long seconds = Duration.between(began, tasks.now()).toSeconds();
            assertThat(tasks.summariesAsked() - before).isLessThanOrEqualTo((int) seconds + 2);
            assertThat(tasks.listsAsked()).isEqualTo(lists);
        }
    }

    @Test
    void timesTickWithoutARequest() {
        tasks.add("COUNT", tasks.now().minusSeconds(5));
        try (Visit visit = PAGE.visit()) {
            assertThat(visit.rows().first()).containsText(Pattern.compile("[5-9] sec\\. ago|\\d\\d sec\\. ago"));
            String first = visit.rows().first().locator("td.created").innerText();
            int lists = tasks.listsAsked();
            assertThat(visit.rows().first().locator("td.created")).not().hasText(first);
            assertThat(tasks.listsAsked()).isEqualTo(lists);
        }
    }

    @Test
    void aPageThatNobodyLooksAtLetsGoOfItsConnection() {
        tasks.add("COUNT", tasks.now());
        try (Visit visit = PAGE.visit()) {
            visit.page().clock().install();
            visit.page().reload();
            assertThat(visit.text("Live")).isVisible();
            hide(visit, true);
            visit.page().clock().fastForward(61_000);
            assertThat(visit.text("Paused")).isAttached();
            hide(visit, false);
            assertThat(visit.text("Live")).isVisible();
            assertThat(visit.rows()).hasCount(1);
        }
    }

    private static void hide(Visit visit, boolean hidden) {
        visit.page().evaluate("""
                hidden => {
                  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
                  document.dispatchEvent(new Event('visibilitychange'));
                }""", hidden);
    }

    private void addPending(int count) {
        Instant first = tasks.now().minusSeconds(count);
        for (int i = 0; i < count; i++) {
            tasks.add("COUNT", first.plusSeconds(i));
        }
    }
}
