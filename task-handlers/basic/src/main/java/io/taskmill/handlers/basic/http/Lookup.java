package io.taskmill.handlers.basic.http;

import io.taskmill.handler.TaskFailedException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Finds the addresses that a request may be sent to: the only ones that are connected to afterwards. */
final class Lookup {

    /** Including those whose calls have given them up: nothing ends a lookup but the system's own time-out. */
    private static final int MAX_LOOKUPS = 100;

    private final NameResolver resolver;
    private final AddressRules rules;
    private final Semaphore free = new Semaphore(MAX_LOOKUPS);

    Lookup(NameResolver resolver, AddressRules rules) {
        this.resolver = resolver;
        this.rules = rules;
    }

    /**
     * Looks the host up, once, and checks what comes.
     *
     * @return at least one address
     * @throws TaskFailedException if it has none, if one of them is refused, or if that takes too long
     */
    List<InetAddress> addressesOf(Target target, Deadline deadline) throws InterruptedException {
        Optional<InetAddress> literal = target.literal();
        List<InetAddress> addresses = literal.isPresent() ? List.of(literal.get()) : resolve(target.host(), deadline);
        for (InetAddress address : addresses) {
            Optional<String> refusal = rules.refusal(address);
            if (refusal.isPresent()) {
                throw Failure.ADDRESS_REFUSED.because(target.host() + (literal.isPresent() ? " is" : " leads to")
                        + " an address that is refused (" + refusal.get()
                        + ") unless taskmill.handlers.http.allowed names it");
            }
        }
        return addresses;
    }

    private List<InetAddress> resolve(String name, Deadline deadline) throws InterruptedException {
        try {
            if (!free.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException();
            }
            List<InetAddress> addresses = started(name).get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            if (addresses.isEmpty()) {
                throw Failure.UNKNOWN_HOST.because(name + " has no address");
            }
            return addresses;
        } catch (TimeoutException e) {
            throw Failure.TIMEOUT.because("looking up " + name + " took longer than " + deadline.limit());
        } catch (ExecutionException e) {
            throw Failure.UNKNOWN_HOST.because(name + " cannot be looked up: " + e.getCause());
        }
    }

    /** On a thread of the system: a lookup is a native call, which would keep virtual threads from running. */
    private FutureTask<List<InetAddress>> started(String name) {
        FutureTask<List<InetAddress>> lookup = new FutureTask<>(() -> {
            try {
                return resolver.addressesOf(name);
            } finally {
                free.release();
            }
        });
        Thread.ofPlatform().daemon().name("http-call-lookup").start(lookup);
        return lookup;
    }
}
