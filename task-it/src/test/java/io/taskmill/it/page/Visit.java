package io.taskmill.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** One reader's visit to the page, and all that the browser complained of meanwhile. */
final class Visit implements AutoCloseable {

    /** Who visits: the browser's language, its window, its colours. */
    record Reader(String locale, int width, int height, ColorScheme colors) {

        static Reader speaking(String locale) {
            return new Reader(locale, 1280, 800, ColorScheme.LIGHT);
        }

        Reader dark() {
            return new Reader(locale, width, height, ColorScheme.DARK);
        }

        Reader withWindow(int otherWidth, int otherHeight) {
            return new Reader(locale, otherWidth, otherHeight, colors);
        }
    }

    /** Of a machine that builds and tests other things meanwhile. */
    private static final double PATIENCE_MILLIS = 90_000;

    private static final String REPORT_VIOLATIONS = """
            addEventListener('securitypolicyviolation',
              event => console.error('policy violated: ' + event.violatedDirective + ' ' + event.blockedURI));""";

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    Visit(Browser browser, Reader reader) {
        context = browser.newContext(new Browser.NewContextOptions()
                .setLocale(reader.locale())
                .setTimezoneId("Asia/Vladivostok") // far from UTC, so that a mistake shows
                .setColorScheme(reader.colors())
                .setViewportSize(reader.width(), reader.height()));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        context.setDefaultNavigationTimeout(PATIENCE_MILLIS);
        context.addInitScript(REPORT_VIOLATIONS);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                complaints.add(message.type() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add("thrown: " + error));
        page.onRequest(requests::add);
    }

    Page page() {
        return page;
    }

    Visit go(URI address) {
        page.navigate(address.toString());
        page.getByRole(AriaRole.TABLIST).waitFor();
        return this;
    }

    Locator tab(String name) {
        return page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(name));
    }

    Locator tabs() {
        return page.getByRole(AriaRole.TAB);
    }

    Locator text(String text) {
        return page.getByText(text);
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Waits in this thread, since a browser is driven by one thread only. */
    static ConditionFactory eventually() {
        return Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(60));
    }

    /** The rows of the table, without its head. */
    Locator rows() {
        return page.locator("tbody tr");
    }

    /** The ids of the rows, as shown from top to bottom at one moment. */
    List<?> ids() {
        return (List<?>) page.locator("td.name a").evaluateAll("links => links.map(link => link.dataset.id)");
    }

    /** The id of the uppermost row. */
    String firstId() {
        return String.valueOf(ids().getFirst());
    }

    Locator row(String id) {
        return page.locator("tbody tr")
                .filter(new Locator.FilterOptions().setHas(page.locator("a[data-id='" + id + "']")));
    }

    /** What the bars of all rows show, in percent. */
    List<?> progress() {
        return (List<?>) page.locator("progress").evaluateAll("bars => bars.map(bar => bar.value)");
    }

    Locator field(String name) {
        return page.locator("submit-form").locator("#" + name);
    }

    Locator submit() {
        return page.locator("submit-form button.primary");
    }

    Locator details() {
        return page.locator("task-details");
    }

    @Nullable Object evaluate(String script) {
        return page.evaluate(script);
    }

    List<Request> requests() {
        return requests;
    }

    List<String> complaints() {
        return complaints;
    }

    /** What a server refuses on purpose is told on the console too, and is no complaint. */
    void assertNoComplaintBut(String expected) {
        assertThat(complaints).allSatisfy(complaint -> assertThat(complaint).contains(expected));
    }

    void assertNothingWrong(URI origin) {
        assertThat(complaints).isEmpty();
        assertThat(requests).allSatisfy(request -> assertThat(request.url()).startsWith(origin.toString()));
    }

    /** Holds what is shown now against WCAG 2.2 AA and the usual practices. */
    void assertAccessible() {
        assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
    }

    void screenshot(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    @Override
    public void close() {
        context.close();
    }
}
