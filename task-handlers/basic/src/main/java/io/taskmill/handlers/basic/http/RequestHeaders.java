package io.taskmill.handlers.basic.http;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ContentType;

/** Which headers a request may have, and which of them go along to another place (RFC 9110). */
final class RequestHeaders {

    static final int MAX_COUNT = 50;
    static final int MAX_NAME = 128;
    static final int MAX_VALUE = 4_096;

    /** A token. */
    static final String NAME = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    /** Printable ASCII: nothing that could end a line. */
    static final String VALUE = "[\\t -~]*";

    private static final Pattern NAMES = Pattern.compile(NAME);
    private static final Pattern VALUES = Pattern.compile(VALUE);

    /** They frame the message or belong to the connection, which is none of the caller's. */
    private static final Set<String> REFUSED = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** All others may hold what only the first origin should see: a key can stand in a header of any name. */
    private static final Set<String> FOR_EVERYBODY = Set.of(
            "accept",
            "accept-charset",
            "accept-encoding",
            "accept-language",
            "cache-control",
            "content-encoding",
            "content-language",
            "content-type",
            "user-agent");

    private RequestHeaders() {}

    /** @throws IllegalArgumentException if one must not be sent; never shows a value */
    static Map<String, String> checked(Map<String, String> headers) {
        if (headers.size() > MAX_COUNT) {
            throw new IllegalArgumentException("there are " + headers.size() + " headers, more than " + MAX_COUNT);
        }
        Map<String, String> checked = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            require(name, value);
            if (checked.put(name, value) != null) {
                throw new IllegalArgumentException("header " + name + " is there twice, in different case");
            }
        });
        return Collections.unmodifiableMap(checked);
    }

    private static void require(String name, String value) {
        if (name.length() > MAX_NAME || !NAMES.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a header's name must be 1 to " + MAX_NAME + " letters, digits or other characters of a token");
        }
        if (REFUSED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("header " + name + " is not the caller's to set");
        }
        if (value.length() > MAX_VALUE || !VALUES.matcher(value).matches()) {
            throw new IllegalArgumentException("the value of header " + name + " must be at most " + MAX_VALUE
                    + " printable characters of ASCII, spaces and tabs");
        }
        if (name.equalsIgnoreCase("content-type") && namesAnotherCharset(value)) {
            throw new IllegalArgumentException(
                    "Content-Type names another charset than UTF-8, in which bodies are sent");
        }
    }

    private static boolean namesAnotherCharset(String contentType) {
        ContentType type = ContentType.parseLenient(contentType);
        String charset = type == null ? null : type.getParameter("charset");
        return charset != null && !charset.equalsIgnoreCase("utf-8");
    }

    static Map<String, String> forAnotherOrigin(Map<String, String> headers) {
        return filtered(headers, FOR_EVERYBODY::contains);
    }

    static Map<String, String> withoutBody(Map<String, String> headers) {
        return filtered(headers, name -> !name.startsWith("content-"));
    }

    private static Map<String, String> filtered(Map<String, String> headers, Predicate<String> stays) {
        Map<String, String> filtered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            if (stays.test(name.toLowerCase(Locale.ROOT))) {
                filtered.put(name, value);
            }
        });
        return Collections.unmodifiableMap(filtered);
    }
}
