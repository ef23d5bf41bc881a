package io.taskmill.handlers.basic.http;

import io.taskmill.handler.TaskFailedException;
import io.taskmill.handlers.basic.http.HttpCall.Method;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a redirect makes of a request (RFC 9110, section 15.4). */
final class Redirects {

    /** How many are followed. */
    static final int MAX = 5;

    private Redirects() {}

    /**
     * @param location as the answer's header has it; null if there is none
     * @return nothing if the answer is no redirect that says where to
     * @throws TaskFailedException if what it leads to must not be asked
     */
    static Optional<Request> next(Request request, int status, @Nullable String location) {
        boolean redirect =
                switch (status) {
                    case 301, 302, 303, 307, 308 -> true;
                    default -> false;
                };
        if (!redirect || location == null || location.isBlank()) {
            return Optional.empty();
        }
        Target target = request.target().resolve(location.strip());
        if (request.target().isSecure() && !target.isSecure()) {
            throw Failure.REDIRECT_REFUSED.because(request + " was redirected from https to http");
        }
        Map<String, String> headers = target.hasOriginOf(request.target())
                ? request.headers()
                : RequestHeaders.forAnotherOrigin(request.headers());
        if (becomesGet(request.method(), status)) {
            return Optional.of(new Request(Method.GET, target, RequestHeaders.withoutBody(headers), null));
        }
        return Optional.of(new Request(request.method(), target, headers, request.body()));
    }

    /** POST becomes GET also where it need not, as everybody does it. */
    private static boolean becomesGet(Method method, int status) {
        return switch (status) {
            case 303 -> method != Method.HEAD;
            case 301, 302 -> method == Method.POST;
            default -> false;
        };
    }
}
