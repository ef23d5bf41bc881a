package io.taskmill.standalone;

/** Somebody else listens where the API is to listen. */
final class PortTakenException extends RuntimeException {

    PortTakenException(int port, Throwable cause) {
        super(
                "port " + port + " of " + HttpPort.HOST + " is taken by another process; end that, or choose another"
                        + " port by SERVER_PORT or --server.port (0 is any free one)",
                cause);
    }
}
