package io.taskmill.handlers.basic.http;

import io.taskmill.handlers.basic.http.HttpCall.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param headers the caller's; by name in any case
 */
record Request(
        Method method,
        Target target,
        Map<String, String> headers,
        @Nullable String body) {

    static Request of(HttpCall call) {
        Map<String, String> headers = call.headers() == null ? Map.of() : call.headers();
        return new Request(call.method(), Target.parse(call.url()), headers, call.body());
    }

    /** For people: what was asked of whom, without the query. */
    @Override
    public String toString() {
        return method + " " + target.origin() + target.path().split("\\?", 2)[0];
    }
}
