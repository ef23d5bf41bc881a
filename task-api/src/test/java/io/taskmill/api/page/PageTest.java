package io.taskmill.api.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PageTest {

    private static final Pattern IMPORT = Pattern.compile("(?:\\bfrom|\\bimport)\\s*[\"']([^\"']+)[\"']");

    private final Served served = new Served();

    @Test
    void theDocumentIsAskedForAnewAndSentOnlyWhenItHasChanged() throws Exception {
        String tag = served.ask("/")
                .andExpect(status().isOk())
                .andExpect(content().contentType("text/html;charset=UTF-8"))
                .andExpect(header().string(HttpHeaders.CACHE_CONTROL, "no-cache"))
                .andReturn()
                .getResponse()
                .getHeader(HttpHeaders.ETAG);
        assertThat(tag).startsWith("W/\"");
        served.mvc()
                .perform(get("/").header(HttpHeaders.IF_NONE_MATCH, Objects.requireNonNull(tag)))
                .andExpect(status().isNotModified())
                .andExpect(content().string(""));
    }

    @Test
    void headIsAnsweredLikeGet() throws Exception {
        served.mvc()
                .perform(head("/"))
                .andExpect(status().isOk())
                .andExpect(header().exists("Content-Security-Policy"));
        served.mvc().perform(head("/" + served.references().getFirst())).andExpect(status().isOk());
    }

    @Test
    void nothingElseThanReadingIsPossible() throws Exception {
        served.mvc().perform(post("/")).andExpect(status().isMethodNotAllowed());
    }

    @Test
    void everyFileThatTheDocumentNamesIsThereAndMayBeKeptForEver() throws Exception {
        assertThat(served.references())
                .anyMatch(path -> path.endsWith("/page.css"))
                .anyMatch(path -> path.endsWith("/icon.svg"))
                .anyMatch(path -> path.startsWith("webjars/lit/"));
        for (String path : served.references()) {
            served.ask("/" + path)
                    .andExpect(status().isOk())
                    .andExpect(content().contentType(typeOf(path)))
                    .andExpect(header().string(HttpHeaders.CACHE_CONTROL, "max-age=31536000, public, immutable"))
                    .andExpect(header().string("X-Content-Type-Options", "nosniff"));
        }
    }

    /** What is not preloaded would be found out one import after the other, what is not imported is loaded in vain. */
    @Test
    void exactlyTheModulesThatAreImportedArePreloaded() throws Exception {
        List<String> preloaded = served.references().stream()
                .filter(path -> path.endsWith(".js"))
                .toList();
        Set<String> imported = new HashSet<>();
        follow(mainModule(), imported);
        assertThat(imported).containsExactlyInAnyOrderElementsOf(preloaded);
    }

    private String mainModule() throws Exception {
        return served.references().stream()
                .filter(path -> path.endsWith("/main.js"))
                .findFirst()
                .orElseThrow();
    }

    private void follow(String module, Set<String> seen) throws Exception {
        if (seen.add(module)) {
            for (MatchResult found :
                    IMPORT.matcher(served.text(module)).results().toList()) {
                follow(resolve(module, found.group(1)), seen);
            }
        }
    }

    /** As a browser resolves it. */
    private String resolve(String module, String specifier) throws Exception {
        if (specifier.startsWith(".")) {
            return URI.create(module).resolve(specifier).toString();
        }
        JsonNode imports = new JsonMapper().readTree(served.imports()).get("imports");
        String exact = imports.path(specifier).asString("");
        if (!exact.isEmpty()) {
            return exact.substring(2);
        }
        String prefix = specifier.substring(0, specifier.indexOf('/') + 1);
        assertThat(imports.has(prefix)).as("an entry for " + specifier).isTrue();
        return imports.get(prefix).asString().substring(2) + specifier.substring(prefix.length());
    }

    @Test
    void onlyProductionBuildsOfLitAreServed() throws Exception {
        for (String path : served.references()) {
            assertThat(path).doesNotContain("development");
            if (path.startsWith("webjars/")) {
                assertThat(served.text(path)).as(path).doesNotContain("Lit is in dev mode");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ui/",
                "/ui/main.js",
                "/ui/0123456789abcdef01234567/main.js",
                "/ui/{version}/",
                "/ui/{version}/elements/",
                "/ui/{version}/nothing.js",
                "/ui/{version}/../page.html",
                "/ui/{version}/%2e%2e/page.html",
                "/ui/{version}//main.js",
                "/webjars/",
                "/webjars/lit/",
                "/webjars/lit/3.3.2/README.md",
                "/webjars/lit/3.3.2/package.json",
                "/webjars/lit-html/3.3.2/development/lit-html.js",
                "/webjars/lit-html/3.3.2/lit-html.js.map"
            })
    void whatThePageDoesNotNameIsNotThere(String path) throws Exception {
        String version = mainModule().replaceAll("ui/(.*)/main.js", "$1");
        served.ask(path.replace("{version}", version))
                .andExpect(status().isNotFound())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.status").value(404));
    }

    @Test
    void theDocumentHoldsNoAddressOfAnotherOrigin() throws Exception {
        assertThat(served.html()).doesNotContain("http:", "https:", "\"//");
    }

    @Test
    void withoutJavaScriptBothLanguagesSayWhatToDo() throws Exception {
        assertThat(served.html())
                .containsSubsequence("<noscript>", "JavaScript", "lang=\"ru\"", "JavaScript", "</noscript>");
    }

    @Test
    void aWebJarThatIsMissingIsNamed() {
        assertThatThrownBy(() -> WebJar.find("no-such-library", "index.js"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no-such-library");
    }

    private static MediaType typeOf(String path) {
        return Stream.of(new Object[] {".js", "text/javascript"}, new Object[] {".css", "text/css"}, new Object[] {
                    ".svg", "image/svg+xml"
                })
                .filter(each -> path.endsWith((String) each[0]))
                .map(each -> MediaType.parseMediaType((String) each[1]))
                .findFirst()
                .orElseThrow();
    }
}
