package io.taskmill.handlers.basic.http;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of HTTP_CALL: the last answer.
 *
 * @param headers by name in lower case; values in the order in which they came, control characters replaced by spaces
 * @param body the first 64 KiB, not decompressed: as text if all of it is text in the charset that Content-Type names (UTF-8
 *     if none), else in base64; empty if there was none
 * @param base64 whether the body stands in base64
 * @param truncated whether the body went on after what is here
 * @param url who answered, without fragment
 * @param redirects who redirected on the way there, in order
 * @param duration of the whole call
 */
public record HttpAnswer(
        int status,
        Map<String, List<String>> headers,
        String body,
        boolean base64,
        boolean truncated,
        String url,
        List<String> redirects,
        Duration duration) {

    public HttpAnswer {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        redirects = List.copyOf(redirects);
    }
}
