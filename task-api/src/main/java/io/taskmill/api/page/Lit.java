package io.taskmill.api.page;

import java.util.List;

/**
 * The library that the page's elements are written with. Its parts name each other by bare names, which the import map
 * resolves; what stands at the root of each part is its production build.
 */
final class Lit {

    static final WebJar LIT = WebJar.find("lit", "index.js");
    static final WebJar HTML = WebJar.find(
            "lit-html", "lit-html.js", "is-server.js", "directive.js", "directive-helpers.js", "directives/repeat.js");
    static final WebJar ELEMENT = WebJar.find("lit-element", "lit-element.js");
    static final WebJar REACTIVE_ELEMENT = WebJar.find("lit__reactive-element", "reactive-element.js", "css-tag.js");

    static final List<WebJar> ALL = List.of(LIT, HTML, ELEMENT, REACTIVE_ELEMENT);

    private Lit() {}
}
