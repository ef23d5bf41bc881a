package io.taskmill.simulator;

/** Refuses a request, or fails one unit of an operation. */
public final class Refusal extends RuntimeException {

    private final int status;
    private final Problem problem;

    /** @param status of HTTP, which counts where a request is refused */
    public Refusal(int status, String code, String text) {
        super(text);
        this.status = status;
        this.problem = new Problem(code, text);
    }

    public static Refusal invalid(String text) {
        return new Refusal(400, "INVALID", text);
    }

    public static Refusal unknown(String kind, String id) {
        return new Refusal(404, "UNKNOWN", "there is no " + kind + " '" + id + "'");
    }

    public static Refusal noSpace(String text) {
        return new Refusal(507, "NO_SPACE", text);
    }

    public static Refusal busy(String text) {
        return new Refusal(409, "BUSY", text);
    }

    public static Refusal unreachable(String text) {
        return new Refusal(503, "UNREACHABLE", text);
    }

    public int status() {
        return status;
    }

    public Problem problem() {
        return problem;
    }
}
