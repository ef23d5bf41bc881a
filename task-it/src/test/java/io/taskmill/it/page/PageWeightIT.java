package io.taskmill.it.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import io.taskmill.it.page.Visit.Reader;
import io.taskmill.testkit.ProjectRoot;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire. */
class PageWeightIT {

    /** Generous for a slow line, and far above what there is, so that only a slip breaks it. */
    private static final long MAX_BYTES = 80 * 1024;

    private static final int MAX_REQUESTS = 60;

    /** Loading again: the document's tag, and what the API answers. */
    private static final long MAX_BYTES_AGAIN = 8 * 1024;

    @RegisterExtension
    static final FakePage PAGE = new FakePage();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void aFirstLoadIsLightAndASecondOneAsksOnlyForWhatChanges() throws IOException {
        try (Visit visit = PAGE.visit(Reader.speaking("en-US"))) {
            Page page = visit.page().context().browser().newContext().newPage();
            Wire wire = new Wire(page);
            page.navigate(PAGE.address().toString());
            assertThat(page.getByText("Nothing is waiting")).isVisible();
            String first = wire.toString();
            assertThat(wire.bytes.get()).isBetween(1L, MAX_BYTES);
            assertThat(wire.requests.get()).isLessThanOrEqualTo(MAX_REQUESTS);
            wire.reset();
            page.reload();
            assertThat(page.getByText("Nothing is waiting")).isVisible();
            Path report = ProjectRoot.find().resolve("task-it/target/page-weight.txt");
            Files.createDirectories(report.getParent());
            Files.writeString(report, "first load: " + first + "\nsecond load: " + wire + "\n");
            assertThat(wire.bytes.get()).isLessThanOrEqualTo(MAX_BYTES_AGAIN);
            page.context().close();
        }
    }

    /** Headers and bodies as they were received; a stream that goes on is not counted. */
    private static final class Wire {

        private final AtomicLong bytes = new AtomicLong();
        private final AtomicInteger requests = new AtomicInteger();
        private final AtomicInteger fromCache = new AtomicInteger();

        Wire(Page page) {
            CDPSession session = page.context().newCDPSession(page);
            session.on("Network.requestServedFromCache", _ -> fromCache.incrementAndGet());
            session.on("Network.loadingFinished", this::finished);
            session.send("Network.enable");
        }

        private void finished(JsonObject event) {
            bytes.addAndGet(event.get("encodedDataLength").getAsLong());
            requests.incrementAndGet();
        }

        void reset() {
            bytes.set(0);
            requests.set(0);
            fromCache.set(0);
        }

        @Override
        public String toString() {
            return bytes + " bytes, " + requests + " answers, " + fromCache + " of them from the cache";
        }
    }

    @Test
    void theDocumentGoesOutCompressedAndItsTagIsWeak() throws Exception {
        HttpResponse<byte[]> page = ask("/", "Accept-Encoding", "gzip");
        assertThat(page.headers().firstValue("Content-Encoding")).contains("gzip");
        String tag = page.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).startsWith("W/");
        assertThat(ask("/", "If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/application.yaml",
                "/webjars/lit/3.3.2/README.md",
                "/webjars/lit-html/3.3.2/development/lit-html.js",
                "/META-INF/MANIFEST.MF",
                "/index.html",
                "/favicon.ico",
                "/ui/",
                "/webjars/"
            })
    void nothingButThePageIsServedFromTheClassPath(String path) throws Exception {
        HttpResponse<byte[]> answer = ask(path, "Accept", "*/*");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
    }

    private static HttpResponse<byte[]> ask(String path, String header, String value)
            throws IOException, InterruptedException {
        URI address = PAGE.address().resolve(path);
        return HTTP.send(
                HttpRequest.newBuilder(address).header(header, value).build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
