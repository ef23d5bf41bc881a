package io.taskmill.it.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.problem.Violation;
import io.taskmill.it.page.Visit.Reader;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Submitting a task, and what goes wrong with it. */
class PageFormIT {

    @RegisterExtension
    static final FakePage PAGE = new FakePage();

    private final FakeTasks tasks = PAGE.tasks();

    @Test
    void anHttpCallIsSubmittedWithWhatWasFilledInAndNothingElse() {
        try (Visit visit = PAGE.visit()) {
            visit.field("type").selectOption("HTTP_CALL");
            visit.field("url").fill(" https://inventory.example/hosts ");
            visit.submit().click();
            assertThat(visit.rows()).hasCount(1);
            visit.field("method").selectOption("POST");
            visit.field("body").fill("{\"name\": \"web-1\"}\n");
            visit.field("timeout").fill("45");
            visit.field("creator").fill("anna");
            visit.submit().click();
            assertThat(visit.rows()).hasCount(2);
            assertThat(visit.rows().first()).containsText("by anna");
            assertThat(tasks.submitted())
                    .containsExactly(
                            Map.of(
                                    "type",
                                    "HTTP_CALL",
                                    "params",
                                    Map.of("method", "GET", "url", "https://inventory.example/hosts")),
                            Map.of(
                                    "type",
                                    "HTTP_CALL",
                                    "creator",
                                    "anna",
                                    "params",
                                    Map.of(
                                            "method", "POST",
                                            "url", "https://inventory.example/hosts",
                                            "body", "{\"name\": \"web-1\"}\n",
                                            "timeout", "PT45S")));
            visit.assertNothingWrong(PAGE.address());
        }
    }

    @Test
    void anAcceptedTaskIsToldWithALinkToIt() {
        try (Visit visit = PAGE.visit()) {
            visit.submit().click();
            assertThat(visit.text("Accepted: Count.")).isVisible();
            visit.text("Look at this task").click();
            assertThat(visit.details()).containsText("\"times\": 30");
        }
    }

    @Test
    void eachViolationStandsBesideItsField() {
        tasks.receive(_ -> {
            throw ApiException.of(
                    ProblemType.INVALID_PARAMS,
                    List.of(
                            new Violation("/params/times", "must have a maximum value of 86400"),
                            new Violation("/creator", "must not be longer than 255"),
                            new Violation("/params", "is strange")));
        });
        try (Visit visit = PAGE.visit()) {
            visit.field("times").fill("100000");
            visit.submit().click();
            assertThat(visit.field("times")).hasAccessibleDescription("must have a maximum value of 86400");
            assertThat(visit.field("times")).hasAttribute("aria-invalid", "true");
            assertThat(visit.field("times")).isFocused();
            assertThat(visit.field("creator")).hasAccessibleDescription("must not be longer than 255");
            assertThat(visit.page().getByRole(AriaRole.ALERT))
                    .containsText(
                            Pattern.compile("did not accept these parameters.*/params\\s+is strange", Pattern.DOTALL));
            assertThat(visit.rows()).hasCount(0);

            tasks.receive(_ -> null);
            visit.field("times").fill("7");
            visit.submit().click();
            assertThat(visit.rows()).hasCount(1);
            assertThat(visit.field("times")).hasAttribute("aria-invalid", "false");
            visit.assertNoComplaintBut("422");
        }
    }

    @Test
    void whatIsNoNumberGoesAsItIsSoThatTheServerTellsWhatItShouldBe() {
        try (Visit visit = PAGE.visit()) {
            visit.field("times").fill("many");
            visit.submit().click();
            assertThat(visit.rows()).hasCount(1);
            assertThat(tasks.submitted()).containsExactly(Map.of("type", "COUNT", "params", Map.of("times", "many")));
        }
    }

    @ParameterizedTest
    @CsvSource({"en-US, 'The task was not accepted, certainly'", "ru-RU, Задача точно не принята"})
    void aTaskThatWasNotAcceptedMayBeSubmittedAgain(String locale, String text) {
        tasks.receive(_ -> {
            throw ApiException.of(ProblemType.NOT_ACCEPTED, "The broker is away.");
        });
        try (Visit visit = PAGE.visit(Reader.speaking(locale))) {
            visit.submit().click();
            assertThat(visit.page().locator("submit-form")).containsText(text);
            tasks.receive(_ -> null);
            visit.submit().click();
            assertThat(visit.rows()).hasCount(1);
        }
    }

    @Test
    void whenTheOutcomeIsUnknownTheTaskIsOneClickAway() {
        FakeTask perhaps = tasks.addSilently("COUNT", tasks.now());
        tasks.receive(_ -> {
            throw ApiException.of(ProblemType.OUTCOME_UNKNOWN, "No confirm came.")
                    .with("taskId", perhaps.id());
        });
        try (Visit visit = PAGE.visit()) {
            visit.submit().click();
            assertThat(visit.text("It is not known whether the task was accepted"))
                    .isVisible();
            visit.text("Look at this task").click();
            assertThat(visit.details()).containsText(perhaps.id());
        }
    }

    @Test
    void whenNoAnswerComesTheReaderIsSentToTheList() {
        try (Visit visit = PAGE.visit()) {
            visit.page().route(Pattern.compile("/api/v1/tasks$"), route -> route.abort());
            visit.submit().click();
            assertThat(visit.text("the task may have been accepted")).isVisible();
        }
    }

    @Test
    void aTypeThatNobodyRunsIsMarkedAndRefusedWithAReason() {
        tasks.announce("COUNT");
        tasks.receive(_ -> {
            throw ApiException.of(ProblemType.UNKNOWN_TYPE, List.of(new Violation("/type", "is unknown")));
        });
        try (Visit visit = PAGE.visit()) {
            visit.field("type").selectOption("HTTP_CALL");
            assertThat(visit.field("type")).containsText("HTTP call (no worker runs it now)");
            visit.submit().click();
            assertThat(visit.text("No worker has announced this type")).isVisible();
            assertThat(visit.field("type")).hasAccessibleDescription("is unknown");
        }
    }

    @Test
    void switchingTheLanguageChangesAllTextsAtOnceAndKeepsWhatWasTyped() {
        FakeTask task = tasks.add("COUNT", tasks.now()).runs(tasks.now(), 50, "Round 2 of 4", "Круг 2 из 4");
        try (Visit visit = PAGE.visit(Reader.speaking("de-DE"))) {
            assertThat(visit.row(task.id())).containsText("Round 2 of 4");
            visit.field("times").fill("77");
            visit.evaluate("window.sameDocument = true");
            visit.button("Русский").click();
            assertThat(visit.row(task.id())).containsText("Выполняются · Круг 2 из 4");
            assertThat(visit.tab("Текущие")).isVisible();
            assertThat(visit.page()).hasTitle("Taskmill: фоновые задачи");
            assertThat(visit.page().locator("html")).hasAttribute("lang", "ru");
            assertThat(visit.field("times")).hasValue("77");
            assertThat(visit.evaluate("window.sameDocument")).isEqualTo(true);
            tasks.tell(task.runs(tasks.now(), 75, "Round 3 of 4", "Круг 3 из 4"));
            assertThat(visit.row(task.id())).containsText("Круг 3 из 4");
            visit.page().reload();
            assertThat(visit.tab("Текущие")).isVisible();
            visit.page().navigate(PAGE.address().resolve("/?lang=en").toString());
            assertThat(visit.tab("Pending")).isVisible();
            visit.assertNothingWrong(PAGE.address());
        }
    }
}
