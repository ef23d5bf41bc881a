package io.taskmill.handlers.vdi.hypervisor;

import org.jspecify.annotations.Nullable;

/** Why a hypervisor did not do what it was asked for. */
public abstract sealed class HypervisorException extends RuntimeException {

    private HypervisorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** There is no room left for it. */
    public static final class NoSpace extends HypervisorException {
        public NoSpace(String message) {
            super(message, null);
        }
    }

    /** It has too much to do, or what is asked for is in use: later, perhaps. */
    public static final class Busy extends HypervisorException {
        public Busy(String message) {
            super(message, null);
        }
    }

    /** There is no such thing. */
    public static final class Unknown extends HypervisorException {
        public Unknown(String message) {
            super(message, null);
        }
    }

    /** It did not answer, or says that what it needs is away; it may have done what was asked for all the same. */
    public static final class Unreachable extends HypervisorException {
        public Unreachable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** It refused, or could not. */
    public static final class Failed extends HypervisorException {
        public Failed(String message) {
            super(message, null);
        }
    }

    /** What a code of the hypervisor means. */
    public static HypervisorException of(String code, String text) {
        return switch (code) {
            case "NO_SPACE" -> new NoSpace(text);
            case "BUSY", "IN_USE" -> new Busy(text);
            case "UNKNOWN" -> new Unknown(text);
            case "UNREACHABLE" -> new Unreachable(text, null);
            default -> new Failed(text);
        };
    }
}
