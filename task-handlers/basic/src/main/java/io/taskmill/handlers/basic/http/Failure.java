package io.taskmill.handlers.basic.http;

import io.taskmill.handler.TaskFailedException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why a call fails; the names are the codes of the task's error. */
enum Failure {
    /** Not an absolute URL of http or https that names a host as one is written, or a redirect to such a thing. */
    INVALID_URL(false),
    /** The URL has a user or a password in it; they belong into a header. */
    USER_INFO_IN_URL(false),
    /** The host is, or has among its addresses, one that calls must not reach. */
    ADDRESS_REFUSED(false),
    /** The host's name has no address, or cannot be looked up now. */
    UNKNOWN_HOST(true),
    /** None of the host's addresses takes a connection. */
    CONNECT_FAILED(true),
    /** The connection cannot be secured: a certificate that is not trusted or is another host's, no TLS at all. */
    TLS_FAILED(false),
    /** The whole call took longer than it may. */
    TIMEOUT(true),
    /** The connection ended before the answer did. */
    CONNECTION_LOST(true),
    /** What came is not HTTP/1.1, or has more header than is taken. */
    BAD_ANSWER(false),
    /** More redirects than are followed, or one from https to http. */
    REDIRECT_REFUSED(false),
    /** An answer whose status is none of the expected, and which asking again does not change. */
    UNEXPECTED_STATUS(false),
    /** An answer whose status is none of the expected, and which says itself that it may be another one later. */
    UNAVAILABLE(true);

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private final boolean retryable;

    Failure(boolean retryable) {
        this.retryable = retryable;
    }

    /** @param text for people, without the URL's query; what servers wrote into it may not be clean */
    TaskFailedException because(String text) {
        return new TaskFailedException(name(), CONTROL.matcher(text).replaceAll(" "), retryable);
    }

    /**
     * The same of one that asking again may change, but not sooner than that.
     *
     * @param retryAfter null if nothing is known of that
     */
    TaskFailedException because(String text, @Nullable Duration retryAfter) {
        return new TaskFailedException(name(), CONTROL.matcher(text).replaceAll(" "), retryAfter);
    }
}
