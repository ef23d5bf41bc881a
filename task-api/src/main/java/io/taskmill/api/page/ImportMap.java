package io.taskmill.api.page;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which addresses bare names of modules stand for.
 *
 * @param text JSON, as it stands between the tags of its script element: the policy allows it by the hash of exactly this
 */
record ImportMap(String text) {

    /** Addresses are relative to the page, so that a proxy may put it under a path. */
    static ImportMap ofLit() {
        Map<String, String> imports = new LinkedHashMap<>();
        imports.put("lit", "./" + Lit.LIT.folder() + "index.js");
        imports.put("lit-html", "./" + Lit.HTML.folder() + "lit-html.js");
        imports.put("lit-html/", "./" + Lit.HTML.folder());
        imports.put("lit-element/", "./" + Lit.ELEMENT.folder());
        imports.put("@lit/reactive-element", "./" + Lit.REACTIVE_ELEMENT.folder() + "reactive-element.js");
        return new ImportMap(JsonMapper.shared().writeValueAsString(Map.of("imports", imports)));
    }

    /** As a source of {@code script-src}. */
    String source() {
        return "'sha256-" + Digest.sha256(text).base64() + "'";
    }
}
