package io.taskmill.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PageHeadersTest {

    private final Served served = new Served();

    /** By directive. */
    private Map<String, String> policy() throws Exception {
        String header = Objects.requireNonNull(served.page().getHeader("Content-Security-Policy"));
        return Arrays.stream(header.split("; "))
                .map(directive -> directive.split(" ", 2))
                .collect(Collectors.toMap(each -> each[0], each -> each[1]));
    }

    @Test
    void thePolicyForbidsWhatItDoesNotName() throws Exception {
        assertThat(policy())
                .containsEntry("default-src", "'none'")
                .containsEntry("style-src", "'self'")
                .containsEntry("connect-src", "'self'")
                .containsEntry("img-src", "'self'")
                .containsEntry("base-uri", "'none'")
                .containsEntry("form-action", "'none'")
                .containsEntry("frame-ancestors", "'none'")
                .containsEntry("require-trusted-types-for", "'script'")
                .containsEntry("trusted-types", "lit-html")
                .hasSize(10);
        assertThat(policy().values()).noneMatch(value -> value.contains("unsafe") || value.contains("*"));
    }

    @Test
    void theImportMapIsAllowedByTheHashOfItsText() throws Exception {
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(served.imports().getBytes(StandardCharsets.UTF_8));
        assertThat(policy().get("script-src"))
                .isEqualTo("'self' 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
    }

    @Test
    void nothingElseInTheDocumentIsInline() throws Exception {
        String html = served.html();
        assertThat(Pattern.compile("<script(?![^>]*src=)").matcher(html).results())
                .hasSize(1);
        assertThat(html)
                .doesNotContain("<style")
                .doesNotContainPattern("\\son[a-z]+=")
                .doesNotContain(" style=");
    }

    @Test
    void theDocumentTellsNobodyWhereItWasAndNeedsNoDevice() throws Exception {
        var page = served.page();
        assertThat(page.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.getHeader("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.getHeader("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(page.getHeader("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(page.getHeader("Permissions-Policy")).contains("camera=()", "microphone=()", "geolocation=()");
    }
}
