package io.taskmill.handlers.basic.http;

import io.taskmill.testkit.RecordingContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;

/**
 * A net of the test's own: its names lead where the test says, and whatever address is connected to, noted here, is
 * loopback in truth.
 */
final class Net implements NameResolver {

    private final Map<String, Deque<List<InetAddress>>> names = new HashMap<>();
    private final Map<String, Runnable> slow = new HashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> connected = new CopyOnWriteArrayList<>();

    /** Adds an answer for a name; the last one is given again and again. */
    Net name(String name, String... addresses) {
        names.computeIfAbsent(name, _ -> new ArrayDeque<>())
                .add(Stream.of(addresses).map(InetAddress::ofLiteral).toList());
        return this;
    }

    /** Adds a name that has no address, which the lookup finds out only after this. */
    void slow(String name, Runnable before) {
        slow.put(name, before);
    }

    /** The names looked up so far, in order. */
    List<String> asked() {
        return asked;
    }

    /** The addresses connected to so far, in order. */
    List<String> connected() {
        return connected;
    }

    HttpCallHandler handler(String... allowed) {
        return handler((SSLSocketFactory) SSLSocketFactory.getDefault(), allowed);
    }

    HttpCallHandler handler(SSLSocketFactory tls, String... allowed) {
        return new HttpCallHandler(lookup(allowed), new Connections(Diverted::new, () -> tls), System::nanoTime);
    }

    /** A call that may take less than a task's may. */
    HttpAnswer call(HttpCall call, Duration limit, String... allowed) throws InterruptedException {
        return new HttpCaller(lookup(allowed), new Connections(Diverted::new, () -> {
                    throw new AssertionError("no TLS is asked for");
                }))
                .call(
                        Request.of(call),
                        ExpectedStatuses.of(call.expect()),
                        new Deadline(limit, System::nanoTime),
                        new Steps(new RecordingContext()));
    }

    private Lookup lookup(String... allowed) {
        return new Lookup(
                this, new AddressRules(Stream.of(allowed).map(Network::parse).toList()));
    }

    @Override
    public List<InetAddress> addressesOf(String name) throws UnknownHostException {
        asked.add(name);
        slow.getOrDefault(name, () -> {}).run();
        Deque<List<InetAddress>> answers = names.get(name);
        if (answers == null) {
            throw new UnknownHostException(name);
        }
        return answers.size() == 1 ? answers.getFirst() : answers.removeFirst();
    }

    private final class Diverted extends Socket {

        Diverted() {
            super(Proxy.NO_PROXY);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            InetSocketAddress address = (InetSocketAddress) endpoint;
            connected.add(address.getAddress().getHostAddress());
            super.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), address.getPort()), timeout);
        }
    }
}
