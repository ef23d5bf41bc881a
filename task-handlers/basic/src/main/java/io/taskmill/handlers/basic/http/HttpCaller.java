package io.taskmill.handlers.basic.http;

import io.taskmill.handler.TaskFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Carries out one call: a request, the redirects after it, and the last one's answer. */
final class HttpCaller {

    private final Lookup lookup;
    private final Connections connections;

    HttpCaller(Lookup lookup, Connections connections) {
        this.lookup = lookup;
        this.connections = connections;
    }

    /** What came of one request. */
    private sealed interface Outcome {
        record Answered(int status, Map<String, List<String>> headers, AnswerBody body) implements Outcome {}

        record Redirected(Request next) implements Outcome {}
    }

    /** @throws TaskFailedException if there is no answer, or one whose status is not expected */
    HttpAnswer call(Request first, ExpectedStatuses expected, Deadline deadline, Steps steps)
            throws InterruptedException {
        List<String> redirects = new ArrayList<>();
        Request request = first;
        while (true) {
            switch (outcome(request, expected, deadline, steps)) {
                case Outcome.Answered(int status, var headers, AnswerBody body) -> {
                    return new HttpAnswer(
                            status,
                            headers,
                            body.text(),
                            body.base64(),
                            body.truncated(),
                            request.target().toString(),
                            redirects,
                            deadline.elapsed());
                }
                case Outcome.Redirected(Request next) -> {
                    redirects.add(request.target().toString());
                    request = next;
                }
            }
            if (redirects.size() > Redirects.MAX) {
                throw Failure.REDIRECT_REFUSED.because(first + " was redirected more than " + Redirects.MAX + " times");
            }
        }
    }

    private Outcome outcome(Request request, ExpectedStatuses expected, Deadline deadline, Steps steps)
            throws InterruptedException {
        steps.connecting(request.target());
        var addresses = lookup.addressesOf(request.target(), deadline);
        try (Connection connection = connections.open(request.target(), addresses, deadline)) {
            steps.waiting(request.target());
            ClassicHttpResponse answer = connection.send(request);
            boolean success = expected.contains(answer.getCode());
            Optional<Request> next = success
                    ? Optional.empty()
                    : Redirects.next(request, answer.getCode(), value(answer, HttpHeaders.LOCATION));
            if (next.isPresent()) {
                return new Outcome.Redirected(next.get());
            }
            Map<String, List<String>> headers = AnswerHeaders.of(answer);
            AnswerBody body = AnswerBody.read(answer, steps::reading);
            if (!success) {
                throw UnexpectedStatus.of(request, answer, body, expected);
            }
            return new Outcome.Answered(answer.getCode(), headers, body);
        } catch (IOException | HttpException e) {
            throw BrokenCall.failureOf(e, request, deadline);
        }
    }

    static @Nullable String value(ClassicHttpResponse answer, String name) {
        Header header = answer.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }
}
