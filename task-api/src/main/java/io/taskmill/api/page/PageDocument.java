package io.taskmill.api.page;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * The HTML document, the same for every reader.
 *
 * @param html with import map, style sheet and modules
 * @param policy what a browser may do for it, as {@code Content-Security-Policy}
 */
record PageDocument(String html, String policy) {

    private static final String TEMPLATE = "/io/taskmill/api/page/page.html";

    /** What is not named here is forbidden. Lit turns its own literals into markup, and nobody else does. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self' %s; style-src 'self'; connect-src 'self';"
                    + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'; trusted-types lit-html";

    static PageDocument of(PageFiles files, ImportMap imports) {
        String preloads = files.modules()
                .map(path -> "<link rel=\"modulepreload\" href=\"./" + path + "\">")
                .collect(Collectors.joining("\n"));
        String html = new String(PageFiles.read(TEMPLATE), StandardCharsets.UTF_8)
                .replace("{{icon}}", "./" + files.own("icon.svg"))
                .replace("{{styles}}", "./" + files.own("page.css"))
                .replace("{{main}}", "./" + files.own("main.js"))
                .replace("{{imports}}", imports.text())
                .replace("{{preloads}}", preloads);
        return new PageDocument(html, POLICY.formatted(imports.source()));
    }

    String tag() {
        return Digest.sha256(html).brief();
    }
}
