package io.taskmill.handlers.basic.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;

/** Closes a socket when the time is over: a socket's own time-out begins anew with each octet that trickles in. */
final class Watchdog implements AutoCloseable {

    private final Thread thread;

    private Watchdog(Thread thread) {
        this.thread = thread;
    }

    static Watchdog over(Socket socket, Deadline deadline) {
        return new Watchdog(Thread.ofVirtual().name("http-call-watchdog").start(() -> watch(socket, deadline)));
    }

    private static void watch(Socket socket, Deadline deadline) {
        try {
            Thread.sleep(deadline.remaining());
            socket.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the call has ended in time
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a connection whose time is over", e);
        }
    }

    /** The socket is its owner's again. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
