package io.taskmill.it.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.AriaRole;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.it.page.Visit.Reader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Why a task is where it is, and what a reader can do about it. */
class PageCommandsIT {

    @RegisterExtension
    static final FakePage PAGE = new FakePage();

    private final FakeTasks tasks = PAGE.tasks();

    @Test
    void aWaitingTaskIsCancelledWithItsReasonAfterASecondClick() {
        FakeTask task = tasks.add("COUNT", tasks.now());
        try (Visit visit = open(task, "en-US")) {
            visit.button("Cancel the task").click();
            assertThat(visit.details().locator("input")).isFocused();
            visit.details().locator("input").fill(" not needed ");
            visit.assertAccessible();
            visit.button("Yes, cancel it").click();
            assertThat(visit.details()).containsText("Cancelled");
            assertThat(visit.details()).containsText("not needed");
            assertThat(visit.button("Cancel the task")).hasCount(0);
            assertThat(visit.button("Run it again")).isVisible();
            visit.tab("Failed").click();
            assertThat(visit.row(task.id())).containsText("not needed");
            visit.assertNothingWrong(PAGE.address());
        }
        assertThat(tasks.commands()).singleElement().satisfies(command -> {
            assertThat(command.verb()).isEqualTo("cancel");
            assertThat(command.body()).isEqualTo(Map.of("reason", "not needed"));
            assertThat(command.id()).matches("[0-9a-f]{32}");
        });
    }

    @Test
    void aRunningTaskIsShownAsBeingCancelledAndCannotBeCancelledAgain() {
        FakeTask task = tasks.add("COUNT", tasks.now()).runs(tasks.now(), 25);
        try (Visit visit = open(task, "en-US")) {
            visit.button("Cancel the task").click();
            visit.page().keyboard().press("Enter");
            assertThat(visit.details()).containsText("Being cancelled");
            assertThat(visit.row(task.id())).containsText("Being cancelled");
            assertThat(visit.button("Cancel the task")).hasCount(0);
            assertThat(visit.button("Run it again")).hasCount(0);
        }
        assertThat(tasks.commands()).extracting(FakeTasks.Command::body).containsExactly(Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Escape", "Keep it"})
    void whoThinksBetterOfItCancelsNothing(String way) {
        FakeTask task = tasks.add("COUNT", tasks.now());
        try (Visit visit = open(task, "en-US")) {
            visit.button("Cancel the task").click();
            if (way.equals("Escape")) {
                visit.page().keyboard().press(way);
            } else {
                visit.button(way).click();
            }
            assertThat(visit.button("Cancel the task")).isFocused();
            assertThat(visit.details()).isVisible();
        }
        assertThat(tasks.commands()).isEmpty();
    }

    @Test
    void aFailedTaskIsRunAgain() {
        FakeTask task = tasks.add("COUNT", tasks.now()).fails(tasks.now(), "FULL", "no space");
        try (Visit visit = open(task, "ru-RU")) {
            visit.button("Выполнить снова").click();
            assertThat(visit.details()).containsText("Ждёт в очереди");
            assertThat(visit.button("Отменить задачу")).isVisible();
            visit.assertNothingWrong(PAGE.address());
        }
        assertThat(tasks.commands()).singleElement().satisfies(command -> {
            assertThat(command.verb()).isEqualTo("retry");
            assertThat(command.body()).isEqualTo(Map.of("epoch", 1));
        });
    }

    @Test
    void aFinishedTaskCanOnlyBeDeletedAndIsGoneAtOnce() {
        FakeTask task = tasks.add("COUNT", tasks.now()).finishes(tasks.now(), Map.of("counted", 1));
        try (Visit visit = open(task, "en-US")) {
            visit.tab("Finished").click();
            assertThat(visit.row(task.id())).isVisible();
            assertThat(visit.details()).containsText("Success");
            assertThat(visit.details().locator("task-commands button")).hasCount(1);
            visit.button("Delete the task").click();
            assertThat(visit.details()).containsText("This task was deleted.");
            assertThat(visit.details().locator("h2")).isFocused();
            assertThat(visit.row(task.id())).hasCount(0);
            tasks.tell(task);
            assertThat(visit.details().locator("dl")).hasCount(0);
            visit.assertAccessible();
            visit.assertNothingWrong(PAGE.address());
        }
        assertThat(tasks.commands()).extracting(FakeTasks.Command::verb).containsExactly("delete");
        try (Visit other = PAGE.visit(Reader.speaking("ru-RU"), "/#" + task.id())) {
            assertThat(other.details()).containsText("Эта задача удалена.");
            other.assertNoComplaintBut("410");
        }
    }

    @Test
    void whatSomebodyElseDeletesGoesFromTheListAndIsTold() {
        FakeTask kept = tasks.add("COUNT", tasks.now());
        FakeTask task = tasks.add("COUNT", tasks.now());
        try (Visit visit = open(task, "en-US")) {
            assertThat(visit.row(task.id())).isVisible();
            tasks.forget(task);
            assertThat(visit.row(task.id())).hasCount(0);
            assertThat(visit.row(kept.id())).isVisible();
            assertThat(visit.details()).containsText("This task was deleted.");
            visit.assertNothingWrong(PAGE.address());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "en-US, Delete the task, what was done is not undone, 'Yes, cancel it to delete it', Keep it",
        "ru-RU, Удалить задачу, сделанное не откатывается, 'Да, отменить для удаления', Не отменять"
    })
    void aPendingTaskIsDeletedInTwoStepsAfterAWarning(
            String locale, String delete, String warning, String confirm, String keep) {
        FakeTask task = tasks.add("COUNT", tasks.now());
        try (Visit visit = open(task, locale)) {
            visit.button(delete).click();
            assertThat(visit.details().getByRole(AriaRole.ALERTDIALOG)).containsText(warning);
            assertThat(visit.button(keep)).isFocused();
            visit.assertAccessible();
            visit.button(keep).click();
            assertThat(visit.button(delete)).isFocused();
            assertThat(tasks.commands()).isEmpty();
            visit.button(delete).click();
            visit.button(confirm).click();
            assertThat(visit.details().getByRole(AriaRole.ALERTDIALOG)).hasCount(0);
            visit.button(delete).click();
            assertThat(visit.details().locator("dl")).hasCount(0);
            visit.assertNothingWrong(PAGE.address());
        }
        assertThat(tasks.commands())
                .extracting(FakeTasks.Command::body)
                .containsExactly(Map.of("confirm", true), Map.of("confirm", false));
        assertThat(tasks.commands()).extracting(FakeTasks.Command::id).doesNotHaveDuplicates();
    }

    @Test
    void whoLosesAgainstTheEndIsToldAlsoWhenTheEndIsShown() {
        FakeTask task = tasks.add("COUNT", tasks.now());
        tasks.obey(_ -> {
            tasks.tell(task.finishes(tasks.now(), Map.of("counted", 1)));
            throw ApiException.of(ProblemType.ALREADY_ENDED, "It is FINISHED.");
        });
        try (Visit visit = open(task, "en-US")) {
            visit.button("Cancel the task").click();
            visit.button("Yes, cancel it").click();
            assertThat(visit.details()).containsText("Success");
            assertThat(visit.details()).containsText("The task has ended meanwhile");
            visit.assertNoComplaintBut("409");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "en-US, Cancel the task, 'Yes, cancel it', not known whether",
        "ru-RU, Отменить задачу, 'Да, отменить', Неизвестно"
    })
    void whoTriesAgainSendsTheSameCommand(String locale, String cancel, String confirm, String text) {
        FakeTask task = tasks.add("COUNT", tasks.now());
        tasks.obey(_ -> {
            throw ApiException.of(ProblemType.OUTCOME_UNKNOWN, "No confirm came.");
        });
        try (Visit visit = open(task, locale)) {
            visit.button(cancel).click();
            visit.button(confirm).click();
            assertThat(visit.details()).containsText(text);
            tasks.obey(_ -> {});
            visit.button(confirm).click();
            assertThat(visit.button(cancel)).hasCount(0);
            await().until(() -> tasks.commands().size() == 2);
            visit.assertNoComplaintBut("503");
        }
        List<FakeTasks.Command> commands = tasks.commands();
        assertThat(commands.getFirst()).isEqualTo(commands.getLast());
    }

    @ParameterizedTest
    @CsvSource({
        "en-US, Waits for its next attempt, Next attempt, 2 of 5, Attempt 2: no space · FULL",
        "ru-RU, Ждёт следующей попытки, Следующая попытка, 2 из 5, Попытка 2: no space · FULL"
    })
    void aTaskThatWaitsForItsNextAttemptSaysWhy(String locale, String phase, String next, String of, String error) {
        FakeTask task = tasks.add("COUNT", tasks.now()).waits(tasks.now(), 2, "FULL", "no space");
        try (Visit visit = open(task, locale)) {
            for (String text : List.of(phase, next, of, error)) {
                assertThat(visit.details()).containsText(text);
            }
            assertThat(visit.row(task.id())).containsText(phase);
            visit.assertAccessible();
        }
    }

    private static Visit open(FakeTask task, String locale) {
        Visit visit = PAGE.visit(Reader.speaking(locale), "/#" + task.id());
        assertThat(visit.details().locator("dl")).isVisible();
        return visit;
    }
}
