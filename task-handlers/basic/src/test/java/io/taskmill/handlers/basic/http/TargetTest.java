package io.taskmill.handlers.basic.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.taskmill.handler.TaskFailedException;
import io.taskmill.model.TaskError;
import java.net.InetAddress;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "http://example.com, http, example.com, 80, /",
        "HTTPS://Example.COM/A?b=C#d, https, example.com, 443, /A?b=C",
        "http://example.com:8080?q, http, example.com, 8080, /?q",
        "http://example.com:/, http, example.com, 80, /",
        "http://example.com//a//b, http, example.com, 80, //a//b",
        "http://8.8.8.8/, http, 8.8.8.8, 80, /",
        "https://[2606:4700::1111]:444/%20, https, 2606:4700::1111, 444, /%20",
    })
    void readsSchemeHostPortAndPath(String url, String scheme, String host, int port, String path) {
        assertThat(Target.parse(url)).isEqualTo(new Target(scheme, host, port, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "/path",
                "//example.com/",
                "http:example.com",
                "http:/example.com",
                "http://",
                "http:///path",
                "http://?q",
                "ftp://example.com/",
                "file:///etc/passwd",
                "gopher://example.com/",
                "javascript:alert(1)",
                "jar:http://example.com!/",
                "http://exa mple.com/",
                "http://example.com\\@127.0.0.1/",
                "http://example.com/\u0000",
                "http://example.com/\n",
                "http://ex\u00e4mple.com/",
                "http://example.com/\u00e4",
                "http://example.com:0/",
                "http://example.com:65536/",
                "http://example.com:99999999999/",
                "http://example.com:-1/",
                "http://example.com:a/",
                "http://example.com./",
                "http://-example.com/",
                "http://a_b/",
            })
    void refusesWhatIsNoUrlOfAHost(String url) {
        assertThat(failure(url).code()).isEqualTo("INVALID_URL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2130706433",
                "017700000001",
                "0x7f000001",
                "0x7f.0.0.1",
                "0x7f.1",
                "127.1",
                "127.0.1",
                "0177.0.0.1",
                "127.0.0.01",
                "127.0.0.1.",
                "127.0.0.0x1",
                "0x",
                "256.0.0.1",
                "1.2.3.4.5",
                "example.0x7f",
                "example.1",
                "[fe80::1%25eth0]",
                "[fe80::1%eth0]",
                "[::1]]",
                "[[::1]",
                "[::1",
                "::1",
                "[127.0.0.1]",
                "[]",
                "[::ffff:0x7f.1]",
                "[v1.a]",
            })
    void refusesAddressesInOddForms(String host) {
        assertThat(failure("http://" + host + "/").code()).isEqualTo("INVALID_URL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:pst7Q2@example.com/",
                "http://pst7Q2@example.com/",
                "http://@example.com/",
                "http://:pst7Q2@example.com/",
                "http://pst7Q2@127.0.0.1@example.com/",
                "http://user:pst7Q2%40@example.com/",
                "https://user:pst7Q2@[::1]/",
                "ftp://user:pst7Q2@example.com/",
            })
    void refusesUserInfoAndDoesNotShowIt(String url) {
        TaskError error = failure(url);
        assertThat(error.code()).isEqualTo("USER_INFO_IN_URL");
        assertThat(error.text()).doesNotContain("pst7Q2");
        assertThat(error.retryable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:pst7Q2 @example.com/",
                "http://user:pst7Q2\\@example.com/",
                "http://user:pst7Q2@exa<mple.com/",
                "http//user:pst7Q2@example.com/",
                "http://user:pst7Q2%@example.com/",
            })
    void doesNotShowAUrlThatCannotBeRead(String url) {
        assertThat(failure(url).text()).doesNotContain("pst7Q2").doesNotContain("example");
    }

    @Test
    void refusesALongUrl() {
        String most = "http://example.com/" + "a".repeat(Target.MAX_LENGTH - 19);
        assertThat(Target.parse(most)).hasToString(most);
        assertThat(failure(most + "a").code()).isEqualTo("INVALID_URL");
    }

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, 8.8.8.8",
        "127.0.0.1, 127.0.0.1",
        "[::1], ::1",
        "[::ffff:127.0.0.1], 127.0.0.1",
        "[::ffff:7f00:1], 127.0.0.1",
        "[0:0:0:0:0:ffff:7f00:0001], 127.0.0.1"
    })
    void knowsTheAddressThatAHostIsWrittenAs(String host, String address) {
        assertThat(Target.parse("http://" + host + "/").literal()).contains(InetAddress.ofLiteral(address));
        assertThat(Target.parse("http://example.com/").literal()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://h/a/b?x, c, http://h/a/c",
        "http://h/a/b?x, /c?d, http://h/c?d",
        "http://h/a/b?x, ?y=1, http://h/a/b?y=1",
        "http://h/a/b?x, ../c, http://h/c",
        "http://h/a/b?x, '#f', http://h/a/b?x",
        "http://h:81/a, //g/c, http://g/c",
        "http://h:81/a, /c, http://h:81/c",
        "http://h/a, https://G:444/, https://g:444/",
        "http://h/a, /\u00d0\u00bf, http://h/%D0%BF",
    })
    void findsWhereARedirectLeads(String base, String location, String expected) {
        assertThat(Target.parse(base).resolve(location)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://h/", "file:///etc/passwd", "http://", "http://127.1/", "/a b", "mailto:a@b"})
    void refusesARedirectToWhatIsNoUrlOfAHost(String location) {
        Target base = Target.parse("http://h/a");
        assertThat(catchThrowableOfType(TaskFailedException.class, () -> base.resolve(location))
                        .error()
                        .code())
                .isEqualTo("INVALID_URL");
    }

    @Test
    void theFormThatTheSchemaAsksForLetsThroughWhatIsTakenAndNoUserInfo() {
        Pattern form = Pattern.compile(HttpCallTest.rule("url"));
        assertThat("http://example.com:8080/a?b#c").matches(form);
        assertThat("https://[::1]?q").matches(form);
        assertThat("http://user@example.com/").doesNotMatch(form);
        assertThat("http://user:password@example.com/").doesNotMatch(form);
        assertThat("ftp://example.com/").doesNotMatch(form);
        assertThat("http://example.com/a b").doesNotMatch(form);
    }

    private static TaskError failure(String url) {
        return catchThrowableOfType(TaskFailedException.class, () -> Target.parse(url))
                .error();
    }
}
