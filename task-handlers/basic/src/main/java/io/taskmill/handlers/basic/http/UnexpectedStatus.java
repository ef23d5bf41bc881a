package io.taskmill.handlers.basic.http;

import io.taskmill.handler.TaskFailedException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Says of an answer that is no success what it was. */
final class UnexpectedStatus {

    /** Those by which a server says that it is for now. */
    private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429, 500, 502, 503, 504);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final int EXCERPT = 500;
    private static final int RETRY_AFTER = 50;

    private UnexpectedStatus() {}

    static TaskFailedException of(
            Request request, ClassicHttpResponse answer, AnswerBody body, ExpectedStatuses expected) {
        int status = answer.getCode();
        StringBuilder text = new StringBuilder()
                .append(request)
                .append(" was answered ")
                .append(status)
                .append(", not ")
                .append(expected);
        String retryAfter = HttpCaller.value(answer, HttpHeaders.RETRY_AFTER);
        if (retryAfter != null) {
            text.append("; Retry-After: ").append(beginning(retryAfter, RETRY_AFTER));
        }
        if (!body.base64() && !body.text().isBlank()) {
            text.append("; it begins: ").append(beginning(body.text(), EXCERPT));
        }
        return TRANSIENT.contains(status)
                ? Failure.UNAVAILABLE.because(text.toString(), seconds(retryAfter))
                : Failure.UNEXPECTED_STATUS.because(text.toString());
    }

    /** Of the two forms of Retry-After (RFC 9110, 10.2.3) the one that needs no clock; the other one is for people. */
    private static @Nullable Duration seconds(@Nullable String retryAfter) {
        return retryAfter != null && SECONDS.matcher(retryAfter).matches()
                ? Duration.ofSeconds(Long.parseLong(retryAfter))
                : null;
    }

    private static String beginning(String text, int characters) {
        return text.length() <= characters ? text : text.substring(0, characters) + "…";
    }
}
