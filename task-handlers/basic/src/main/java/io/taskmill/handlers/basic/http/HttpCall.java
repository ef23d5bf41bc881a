package io.taskmill.handlers.basic.http;

import io.taskmill.handler.Limits;
import io.taskmill.handler.Matches;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of HTTP_CALL.
 *
 * @param url absolute, http or https, without user info
 * @param headers names in any case and each once, values in ASCII; none of those that belong to the connection, see
 *     {@link RequestHeaders}
 * @param body sent in UTF-8; not with GET and HEAD
 * @param timeout of the whole call: looking up, connecting, all redirects and the body; 1 s to 10 min, PT30S if absent
 * @param expect which statuses are a success, such as {@code 2xx} or {@code 404}; {@code 2xx} if absent. A redirect that is
 *     expected is not followed
 */
public record HttpCall(
        Method method,

        @Limits(min = 1, max = Target.MAX_LENGTH)
        @Matches("[Hh][Tt][Tt][Pp][Ss]?://[A-Za-z0-9.:\\[\\]-]+([/?#][!-~]*)?")
        String url,

        @Limits(max = RequestHeaders.MAX_COUNT) @Nullable Map<
                        @Limits(min = 1, max = RequestHeaders.MAX_NAME) @Matches(RequestHeaders.NAME) String,
                        @Limits(max = RequestHeaders.MAX_VALUE) @Matches(RequestHeaders.VALUE) String>
                headers,

        @Limits(max = MAX_BODY) @Nullable String body,

        @Matches("PT([1-9][0-9]?|[1-5][0-9][0-9]|600)S|PT[1-9]M([1-5]?[0-9]S)?|PT10M") @Nullable Duration timeout,

        @Limits(min = 1, max = 20) @Nullable List<@Matches(ExpectedStatuses.FORM) String> expect) {

    /** In characters; half of what a submission may have by default. */
    static final int MAX_BODY = 128 * 1024;

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** What a request may ask for. */
    public enum Method {
        GET,
        HEAD,
        POST,
        PUT,
        PATCH,
        DELETE,
        OPTIONS;

        boolean takesBody() {
            return this != GET && this != HEAD;
        }

        /** Servers wait for it, so that its absence has to be said. */
        boolean wantsBody() {
            return this == POST || this == PUT || this == PATCH;
        }
    }

    /** Commands can come past the API, so what its schema refuses is refused here as well. */
    public HttpCall {
        Objects.requireNonNull(method, "method is missing");
        Objects.requireNonNull(url, "url is missing");
        if (body != null && !method.takesBody()) {
            throw new IllegalArgumentException("a body cannot be sent with " + method);
        }
        if (body != null && body.length() > MAX_BODY) {
            throw new IllegalArgumentException(
                    "body has " + body.length() + " characters but must have at most " + MAX_BODY);
        }
        if (timeout != null && (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException("timeout is " + timeout + " but must be PT1S to PT10M");
        }
        headers = headers == null ? null : RequestHeaders.checked(headers);
        expect = expect == null ? null : List.copyOf(expect);
        ExpectedStatuses.of(expect);
    }
}
