package io.taskmill.api.page;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.taskmill.api.problem.ProblemAdvice;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** The page as a client gets it. */
final class Served {

    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"\\./([^\"]+)\"");
    private static final Pattern IMPORTS = Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new PageController())
            .setControllerAdvice(new ProblemAdvice())
            .build();

    MockMvc mvc() {
        return mvc;
    }

    ResultActions ask(String path) throws Exception {
        return mvc.perform(get(URI.create(path)));
    }

    MockHttpServletResponse page() throws Exception {
        return ask("/").andExpect(status().isOk()).andReturn().getResponse();
    }

    String html() throws Exception {
        return page().getContentAsString(StandardCharsets.UTF_8);
    }

    /** The text of the import map, as a browser hashes it. */
    String imports() throws Exception {
        return IMPORTS.matcher(html()).results().findFirst().orElseThrow().group(1);
    }

    /** All files that the document names, without a leading slash. */
    List<String> references() throws Exception {
        return REFERENCE
                .matcher(html())
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    String text(String path) throws Exception {
        return ask("/" + path)
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }
}
