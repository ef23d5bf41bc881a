package io.taskmill.it.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.taskmill.it.page.Visit.Reader;
import io.taskmill.it.system.Mill;
import io.taskmill.testkit.ProjectRoot;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page of a real Taskmill. With {@code -Dtaskmill.docs.write=true} the picture in the README is taken anew; it is
 * always taken, into {@code target}.
 */
class PageIT {

    private static final Path PICTURE = Path.of("docs/images/page.png");
    private static final long MAX_PICTURE_BYTES = 200 * 1024;

    @RegisterExtension
    static final Mill MILL = new Mill();

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    static final RealBroker BROKER = MILL.broker();
    static final RealStore STORE = MILL.store();

    @BeforeAll
    static void startEverything() {
        MILL.startOneOfEach();
    }

    private static URI address() {
        return MILL.address("api").resolve("/");
    }

    @ParameterizedTest
    @CsvSource({"en-US, Pending, Finished, Round, Count", "ru-RU, Текущие, Завершённые, Круг, Счёт"})
    void aTaskIsSubmittedSeenAtWorkAndMovesToFinished(
            String locale, String pending, String finished, String round, String name) {
        try (Visit visit = CHROMIUM.visit(Reader.speaking(locale)).go(address())) {
            assertThat(visit.tab(pending)).hasAttribute("aria-selected", "true");
            int finishedBefore = count(visit.tab(finished));
            visit.field("times").fill("8");
            visit.field("creator").fill("<b>anna</b>");
            visit.submit().click();
            assertThat(visit.rows()).hasCount(1);
            String id = visit.firstId();
            Locator row = visit.row(id);
            assertThat(row).containsText(name);
            assertThat(row).containsText("<b>anna</b>");
            assertThat(visit.tab(pending)).containsText("1");
            assertThat(row).containsText(round);
            assertThat(seenProgress(visit)).hasSizeGreaterThanOrEqualTo(2);
            assertThat(visit.rows()).hasCount(0);
            Visit.eventually().until(() -> count(visit.tab(finished)) == finishedBefore + 1);
            visit.tab(finished).click();
            row.locator("a").click();
            assertThat(visit.details()).containsText("\"counted\": 8");
            visit.assertAccessible();
            visit.assertNothingWrong(address());
            visit.screenshot(target("page-" + locale + ".png"));
        }
    }

    private static int count(Locator tab) {
        return Integer.parseInt(tab.locator(".count").innerText());
    }

    /** The values between nothing and all that the only row's bar has until the row is gone. */
    private static Set<Integer> seenProgress(Visit visit) {
        Set<Integer> seen = new TreeSet<>();
        Visit.eventually().pollInterval(Duration.ofMillis(100)).until(() -> {
            for (Object value : visit.progress()) {
                seen.add((Integer) value);
            }
            return visit.rows().count() == 0;
        });
        seen.removeAll(Set.of(0, 100));
        return seen;
    }

    @Test
    void aParameterThatIsOutOfBoundsIsToldBesideItsField() {
        try (Visit visit = CHROMIUM.visit(Reader.speaking("en-US")).go(address())) {
            visit.field("times").fill("100000");
            visit.submit().click();
            assertThat(visit.field("times")).hasAttribute("aria-invalid", "true");
            assertThat(visit.page().locator("#times-wrong")).containsText("86400");
            visit.assertNoComplaintBut("422");
        }
    }

    @Test
    void aTaskThatFailsIsShownWithItsReasonAndThePictureOfThePageIsTaken() throws IOException {
        MILL.tasks("api").submit("FAIL", "{\"message\":\"The inventory answered with a status of 500\"}");
        try (Visit visit = CHROMIUM.visit(Reader.speaking("en-US")).go(address())) {
            visit.tab("Failed").click();
            assertThat(visit.rows().first().locator(".why")).hasText("The inventory answered with a status of 500");
            visit.tab("Pending").click();
            String[][] tasks = {{"90", "anna"}, {"45", "nightly"}, {"30", "anna"}, {"25", "ops"}, {"60", "ops"}};
            for (String[] task : tasks) {
                visit.field("times").fill(task[0]);
                visit.field("creator").fill(task[1]);
                visit.submit().click();
                assertThat(visit.page().locator("submit-form [role=status]")).containsText("Accepted");
                assertThat(visit.rows().first()).containsText(task[1]);
            }
            Visit.eventually().until(() -> visit.progress().stream().anyMatch(value -> (Integer) value >= 40));
            assertThat(visit.rows()).hasCount(tasks.length);
            Path picture = target("page.png");
            visit.screenshot(picture);
            assertThat(Files.size(picture)).isLessThanOrEqualTo(MAX_PICTURE_BYTES);
            if (Boolean.getBoolean("taskmill.docs.write")) {
                Path shown = ProjectRoot.find().resolve(PICTURE);
                Files.createDirectories(shown.getParent());
                Files.write(shown, Files.readAllBytes(picture));
            }
            visit.assertNothingWrong(address());
        }
    }

    private static Path target(String file) {
        return ProjectRoot.find().resolve("task-it/target").resolve(file);
    }
}
