package io.taskmill.api.problem;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Ends a request with a problem of the API's own. */
public final class ApiException extends ErrorResponseException {

    private static final String RETRY_AFTER_SECONDS = "1";

    /** Violations that are listed; what is beyond them shows when these are mended. */
    private static final int MAX_ERRORS = 50;

    private static final int MAX_DETAIL = 500;

    private final ProblemType type;

    private ApiException(ProblemType type, String detail, @Nullable Throwable cause) {
        super(type.status(), body(type, detail), cause);
        this.type = type;
        if (type.isTransient()) {
            getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
    }

    public static ApiException of(ProblemType type, String detail) {
        return new ApiException(type, detail, null);
    }

    public static ApiException of(ProblemType type, String detail, Throwable cause) {
        return new ApiException(type, detail, cause);
    }

    /** With what is wrong where as member {@code errors}; the detail tells the first. */
    public static ApiException of(ProblemType type, List<Violation> violations) {
        Violation first = violations.getFirst();
        String more = violations.size() > 1 ? " (and " + (violations.size() - 1) + " more)" : "";
        String where = first.pointer().isEmpty() ? "" : first.pointer() + ": ";
        return of(type, where + first.message() + more)
                .with(
                        "errors",
                        violations.stream()
                                .limit(MAX_ERRORS)
                                .map(violation ->
                                        new Violation(encodable(violation.pointer()), encodable(violation.message())))
                                .toList());
    }

    /** Adds an extension member to the problem. */
    public ApiException with(String member, Object value) {
        getBody().setProperty(member, value instanceof String text ? encodable(text) : value);
        return this;
    }

    public ProblemType type() {
        return type;
    }

    private static ProblemDetail body(ProblemType type, String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(type.status(), encodable(detail));
        body.setType(type.uri());
        body.setTitle(type.title());
        return body;
    }

    /** Details quote what a client sent, which may be long, or hold half a surrogate pair, which UTF-8 cannot say. */
    private static String encodable(String text) {
        String bounded = text.length() > MAX_DETAIL ? text.substring(0, MAX_DETAIL - 1) + "…" : text;
        return new String(bounded.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
