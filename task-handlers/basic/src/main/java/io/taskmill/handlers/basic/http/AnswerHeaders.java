package io.taskmill.handlers.basic.http;

import io.taskmill.handler.TaskFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;

/** The headers of an answer as its result shows them. */
final class AnswerHeaders {

    /** Of all names and values; a result has to hold them beside the body. */
    static final int MAX_CHARACTERS = 16 * 1024;

    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f]");

    private AnswerHeaders() {}

    /** @throws TaskFailedException if there are more than a result can hold */
    static Map<String, List<String>> of(ClassicHttpResponse answer) {
        Map<String, List<String>> headers = new TreeMap<>();
        int characters = 0;
        for (Header header : answer.getHeaders()) {
            String name = clean(header.getName()).toLowerCase(Locale.ROOT);
            String value = header.getValue() == null ? "" : clean(header.getValue());
            characters += name.length() + value.length();
            headers.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
        if (characters > MAX_CHARACTERS) {
            throw Failure.BAD_ANSWER.because(
                    "the answer's headers have " + characters + " characters, more than " + MAX_CHARACTERS);
        }
        return headers;
    }

    private static String clean(String text) {
        return CONTROL.matcher(text).replaceAll(" ").strip();
    }
}
