package io.taskmill.cli;

/** No process of that name has written a log. */
final class NoSuchLogException extends RuntimeException {

    NoSuchLogException(String message) {
        super(message);
    }
}
