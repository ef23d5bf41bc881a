package io.taskmill.handlers.basic.http;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.taskmill.handler.TaskFailedException;
import io.taskmill.handlers.basic.http.HttpCall.Method;
import io.taskmill.model.TaskError;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Calls as tests need them. */
final class Calls {

    private Calls() {}

    static HttpCall get(String url, String... expect) {
        return new HttpCall(Method.GET, url, null, null, null, expect.length == 0 ? null : List.of(expect));
    }

    static HttpCall of(Method method, String url) {
        return new HttpCall(method, url, null, null, null, null);
    }

    static HttpCall post(String url, String body, Map<String, String> headers) {
        return new HttpCall(Method.POST, url, headers, body, null, null);
    }

    static TaskError failure(ThrowingCallable call) {
        return catchThrowableOfType(TaskFailedException.class, call).error();
    }
}
