package io.taskmill.handlers.basic.http;

import io.taskmill.handler.TaskContext;
import io.taskmill.handler.TaskDescription;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.handler.TaskHandler;
import io.taskmill.handler.Texts;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * HTTP_CALL: sends one request and gives its answer back. Like any run it may be repeated, and then the request is sent
 * once more.
 */
public final class HttpCallHandler implements TaskHandler<HttpCall, HttpAnswer> {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** To one host, by all workers together; a service of one's own announces the type with another rate. */
    private static final int CALLS_A_SECOND = 20;

    private final HttpCaller caller;
    private final LongSupplier nanoTime;

    public HttpCallHandler(HttpCallProperties properties) {
        this(
                new Lookup(
                        name -> List.of(InetAddress.getAllByName(name)),
                        new AddressRules(properties.allowedNetworks())),
                Connections.ofThisMachine(),
                System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime} */
    HttpCallHandler(Lookup lookup, Connections connections, LongSupplier nanoTime) {
        this.caller = new HttpCaller(lookup, connections);
        this.nanoTime = nanoTime;
    }

    @Override
    public TaskDescription<HttpCall> describe() {
        return TaskDescription.of(
                        "HTTP_CALL",
                        HttpCall.class,
                        Texts.load(HttpCallHandler.class, "texts", "HTTP_CALL.", "en", "ru"))
                .withRate("host:{params.url|host}", CALLS_A_SECOND, Duration.ofSeconds(1), CALLS_A_SECOND);
    }

    /** @throws TaskFailedException with one of the codes of {@link Failure} */
    @Override
    public HttpAnswer run(HttpCall call, TaskContext context) throws InterruptedException {
        Deadline deadline = new Deadline(call.timeout() == null ? TIMEOUT : call.timeout(), nanoTime);
        return caller.call(Request.of(call), ExpectedStatuses.of(call.expect()), deadline, new Steps(context));
    }
}
