package io.taskmill.it.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The machine's own Chromium, driven by Playwright; one for all test classes, since starting takes seconds. */
final class Chromium implements BeforeAllCallback {

    private static final String VARIABLE = "TASKMILL_CHROMIUM";
    private static final Path USUAL = Path.of("/usr/bin/chromium");

    /** No sandbox, since continuous integration runs as root; and nothing that talks to anybody else. */
    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage");

    /** A slow machine under load, not the page. */
    private static final double PATIENCE_MILLIS = 60_000;

    private @Nullable Running running;

    private record Running(Playwright playwright, Browser browser) implements AutoCloseable {

        static Running start() {
            Path program = program();
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            return new Running(
                    playwright,
                    playwright
                            .chromium()
                            .launch(new BrowserType.LaunchOptions()
                                    .setExecutablePath(program)
                                    .setArgs(FLAGS)));
        }

        @Override
        public void close() {
            playwright.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Chromium.class))
                .computeIfAbsent(Running.class, _ -> Running.start(), Running.class);
    }

    /** A new reader, who has never been here. */
    Visit visit(Visit.Reader reader) {
        return new Visit(
                Objects.requireNonNull(running, "started before all tests").browser(), reader);
    }

    private static Path program() {
        Path program = Optional.ofNullable(System.getenv(VARIABLE))
                .filter(named -> !named.isEmpty())
                .map(Path::of)
                .orElse(USUAL);
        if (!Files.isExecutable(program)) {
            throw new AssertionError(
                    "There is no Chromium at " + program + ". Install it (apt-get install chromium), or" + " set "
                            + VARIABLE + " to where it is. './taskmill test' does the first by itself.");
        }
        return program;
    }
}
