package io.taskmill.handlers.basic.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.handlers.basic.http.HttpCall.Method;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsTest {

    private static final Map<String, String> HEADERS = Map.of(
            "Authorization",
            "secret",
            "Accept",
            "*/*",
            "Content-Type",
            "a/b",
            "Content-Language",
            "en",
            "X-Any",
            "any");

    @ParameterizedTest
    @CsvSource({
        "301, GET, GET, false",
        "301, POST, GET, false",
        "301, PUT, PUT, true",
        "301, DELETE, DELETE, true",
        "302, POST, GET, false",
        "302, HEAD, HEAD, false",
        "302, PATCH, PATCH, true",
        "303, POST, GET, false",
        "303, PUT, GET, false",
        "303, DELETE, GET, false",
        "303, HEAD, HEAD, false",
        "307, POST, POST, true",
        "307, GET, GET, false",
        "308, PUT, PUT, true",
        "308, POST, POST, true",
    })
    void keepsMethodAndBodyByTheRulesOfHttp(int status, Method method, Method next, boolean body) {
        Request request = new Request(method, Target.parse("http://h/a"), HEADERS, method.takesBody() ? "body" : null);
        Request redirected = Redirects.next(request, status, "/b").orElseThrow();
        assertThat(redirected.method()).isEqualTo(next);
        assertThat(redirected.body()).isEqualTo(body ? "body" : null);
        assertThat(redirected.headers()).containsKeys("Authorization", "Accept", "X-Any");
        if (next == Method.GET && method != Method.GET) {
            assertThat(redirected.headers()).doesNotContainKeys("Content-Type", "Content-Language");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://g/", "http://h:81/", "https://h/", "http://sub.h/"})
    void takesToAnotherOriginOnlyWhatIsForEverybody(String location) {
        Request request = new Request(Method.PUT, Target.parse("http://h/a"), HEADERS, "body");
        Request redirected = Redirects.next(request, 308, location).orElseThrow();
        assertThat(redirected.headers()).containsOnlyKeys("Accept", "Content-Type", "Content-Language");
        assertThat(redirected.body()).isEqualTo("body");
    }

    @Test
    void doesNotGiveBackWhatWasDroppedOnTheWayThere() {
        Request request = new Request(Method.GET, Target.parse("http://h/a"), HEADERS, null);
        Request there = Redirects.next(request, 302, "http://g/").orElseThrow();
        Request back = Redirects.next(there, 302, "http://h/a").orElseThrow();
        assertThat(back.headers()).doesNotContainKeys("Authorization", "X-Any");
    }

    @Test
    void doesNotGoFromHttpsToHttp() {
        Request request = new Request(Method.GET, Target.parse("https://h/a?pst7Q2"), HEADERS, null);
        assertThat(Calls.failure(() -> Redirects.next(request, 302, "http://h/a")))
                .satisfies(error -> assertThat(error.code()).isEqualTo("REDIRECT_REFUSED"))
                .satisfies(error -> assertThat(error.text()).doesNotContain("pst7Q2"));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 300, 304, 305, 306, 400})
    void leavesOtherStatusesAlone(int status) {
        Request request = new Request(Method.GET, Target.parse("http://h/a"), HEADERS, null);
        assertThat(Redirects.next(request, status, "/b")).isEmpty();
    }
}
