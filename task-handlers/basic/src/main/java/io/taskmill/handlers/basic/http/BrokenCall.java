package io.taskmill.handlers.basic.http;

import io.taskmill.handler.TaskFailedException;
import java.io.EOFException;
import java.net.SocketException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;

/** Says what a broken connection means. */
final class BrokenCall {

    private BrokenCall() {}

    /** @throws InterruptedException if it broke because the run must stop */
    static TaskFailedException failureOf(Exception broken, Request request, Deadline deadline)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException(request + " was interrupted");
        }
        if (deadline.isOver()) {
            return Failure.TIMEOUT.because(request + " took longer than " + deadline.limit());
        }
        return switch (broken) {
            case SSLException _
            when !hasLostConnection(broken) ->
                Failure.TLS_FAILED.because(request.target().origin() + " cannot be trusted: " + broken.getMessage());
            case TruncatedChunkException _ -> lost(broken, request);
            case HttpException _, MessageConstraintException _, MalformedChunkCodingException _ ->
                Failure.BAD_ANSWER.because(request + " has an answer that is not taken: " + broken.getMessage());
            default -> lost(broken, request);
        };
    }

    private static TaskFailedException lost(Exception broken, Request request) {
        return Failure.CONNECTION_LOST.because(request + " has lost its connection: " + broken.getMessage());
    }

    private static boolean hasLostConnection(@Nullable Throwable broken) {
        return broken != null
                && (broken instanceof SocketException
                        || broken instanceof EOFException
                        || hasLostConnection(broken.getCause()));
    }
}
